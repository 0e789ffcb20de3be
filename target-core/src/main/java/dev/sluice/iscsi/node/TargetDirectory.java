package dev.sluice.iscsi.node;

import dev.sluice.iscsi.login.IscsiName;
import dev.sluice.iscsi.login.LoginFailure;
import dev.sluice.iscsi.login.LoginStatus;
import dev.sluice.iscsi.login.SessionParameters;
import dev.sluice.iscsi.request.TargetList;
import dev.sluice.text.AddressText;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The targets of a server, by name: a snapshot behind a volatile field. Any thread. */
final class TargetDirectory implements TargetList {
    private volatile Map<String, TargetNode> targets = Map.of();

    /** Makes targets known. */
    synchronized void add(List<TargetNode> more) {
        Map<String, TargetNode> copy = new LinkedHashMap<>(targets);
        more.forEach(target -> copy.put(IscsiName.normalised(target.name()), target));
        targets = copy;
    }

    synchronized void remove(TargetNode target) {
        Map<String, TargetNode> copy = new LinkedHashMap<>(targets);
        copy.remove(IscsiName.normalised(target.name()), target);
        targets = copy;
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
