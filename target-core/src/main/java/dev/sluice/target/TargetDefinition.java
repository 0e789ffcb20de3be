package dev.sluice.target;

import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.login.IscsiName;
import dev.sluice.iscsi.node.AccessPolicy;
import dev.sluice.scsi.unit.AccessState;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * A target to serve.
 *
 * @param name an iSCSI name
 * @param alias alias, or empty
 * @param portalGroups by which it is reached; with none it is not
 */
public record TargetDefinition(String name, String alias, List<PortalGroupDefinition> portalGroups) {
    private static final int MAX_ALIAS = 255;

    public TargetDefinition {
        portalGroups = List.copyOf(portalGroups);
        if (!IscsiName.isValid(name)) {
            throw new IllegalArgumentException("'" + IscsiName.printable(name) + "' cannot be the name of a target");
        }
        checkAlias(name, alias);
        if (portalGroups.stream().map(PortalGroupDefinition::tag).distinct().count() < portalGroups.size()) {
            throw new IllegalArgumentException(name + " has two portal groups of one tag");
        }
    }

    static void checkAlias(String name, String alias) {
        if (alias.length() > MAX_ALIAS || alias.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the alias of " + name + " has more than " + MAX_ALIAS + " characters");
        }
    }

    /** A target of one portal group, which is reached wherever the server listens and asks for no proof. */
    public TargetDefinition(String name, AccessPolicy access, List<LunDefinition> luns) {
        this(name, access, AuthenticationRules.NONE, luns);
    }

    /** A target of one portal group, which is reached wherever the server listens. */
    public TargetDefinition(
            String name, AccessPolicy access, AuthenticationRules authentication, List<LunDefinition> luns) {
        this(name, "", List.of(new PortalGroupDefinition(1, access, numbered(luns)).asking(authentication)));
    }

    private static Map<Integer, LunDefinition> numbered(List<LunDefinition> luns) {
        Map<Integer, LunDefinition> numbered = new HashMap<>();
        luns.forEach(lun -> numbered.put(numbered.size(), lun));
        return numbered;
    }

    public TargetDefinition withAlias(String other) {
        return new TargetDefinition(name, other, portalGroups);
    }

    /** With one more portal group, which is reached by {@code portals} and otherwise has what the first has. */
    public TargetDefinition withFurtherGroup(int tag, List<InetSocketAddress> portals, AccessState accessState) {
        PortalGroupDefinition first = portalGroups.getFirst();
        List<PortalGroupDefinition> groups = new ArrayList<>(portalGroups);
        groups.add(new PortalGroupDefinition(
                tag,
                portals,
                first.access(),
                first.authentication(),
                first.limits(),
                first.keepAlive(),
                first.redirection(),
                first.luns(),
                accessState,
                first.enabled()));
        return new TargetDefinition(name, alias, groups);
    }

    /** The logical units of all groups, each once. */
    public Collection<LunDefinition> luns() {
        Collection<LunDefinition> all = new LinkedHashSet<>();
        portalGroups.forEach(group -> all.addAll(group.luns().values()));
        return all;
    }
}
