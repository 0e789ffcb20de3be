package dev.sluice.iscsi.node;

import dev.sluice.iscsi.login.IscsiName;
import dev.sluice.iscsi.login.LoginFailure;
import dev.sluice.iscsi.login.LoginStatus;
import dev.sluice.iscsi.login.SessionParameters;
import dev.sluice.iscsi.request.TargetList;
import dev.sluice.text.AddressText;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The targets of a server, by name, in the order of their names. Any thread. */
final class TargetDirectory implements TargetList {
    private final Map<String, TargetNode> targets = new ConcurrentSkipListMap<>();

    /** Makes targets known. */
    void add(List<TargetNode> more) {
        more.forEach(target -> targets.put(IscsiName.normalised(target.name()), target));
    }

    void remove(TargetNode target) {
        targets.remove(IscsiName.normalised(target.name()), target);
    }

    @Override
    public byte[] sendTargets(String value, SessionParameters asking, InetSocketAddress reached) {
        return SendTargets.answer(
                value, this, asking.initiatorName(), asking.targetName(), reached, asking.discovery());
    }

    TargetNode find(String name) {
        return targets.get(IscsiName.normalised(name));
    }

    /** Returns true if any group names initiators or asks for proof. */
    boolean vouchesForSome() {
        return targets.values().stream()
                .flatMap(target -> target.portalGroups().stream())
                .anyMatch(group -> group.settings().vouchesForSome());
    }

    /** The portal groups that discovery shows to an initiator: those that it may log in to. */
    List<TargetPortalGroup> visibleTo(String initiatorName) {
        List<TargetPortalGroup> visible = new ArrayList<>();
        for (TargetNode target : targets.values()) {
            addVisible(target, initiatorName, visible);
        }
        return visible;
    }

    /** Those of one target. */
    List<TargetPortalGroup> visibleTo(String initiatorName, String targetName) {
        List<TargetPortalGroup> visible = new ArrayList<>();
        TargetNode target = find(targetName);
        if (target != null) {
            addVisible(target, initiatorName, visible);
        }
        return visible;
    }

    private static void addVisible(TargetNode target, String initiatorName, List<TargetPortalGroup> to) {
        for (TargetPortalGroup group : target.portalGroups()) {
            if (group.isShownTo(initiatorName)) {
                to.add(group);
            }
        }
    }

    /** The portal group that {@code initiatorName} gets to by a login to {@code targetName} over {@code portal}. */
    TargetPortalGroup admit(String initiatorName, String targetName, InetSocketAddress portal) throws LoginFailure {
        TargetNode target = find(targetName);
        if (target == null) {
            throw new LoginFailure(LoginStatus.NOT_FOUND, "no target " + IscsiName.printable(targetName));
        }
        TargetPortalGroup group = target.groupReachedBy(portal);
        if (group == null) {
            throw new LoginFailure(
                    LoginStatus.NOT_FOUND,
                    "target " + target.name() + " is not reached by portal " + AddressText.of(portal));
        }
        group.admit(initiatorName);
        return group;
    }
}
