package dev.sluice.iscsi.session;

import dev.sluice.iscsi.login.IscsiName;
import dev.sluice.iscsi.login.LoginFailure;
import dev.sluice.iscsi.login.LoginStatus;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The targets of a server, by name. Immutable; any thread. */
final class TargetDirectory {
    private final List<TargetNode> targets;

    TargetDirectory(List<TargetNode> targets) {
        this.targets = List.copyOf(targets);
    }

    TargetNode find(String name) {
        for (TargetNode target : targets) {
            if (target.name().equalsIgnoreCase(name)) {
                return target;
            }
        }
        return null;
    }

    /** The portal groups that discovery shows to an initiator: those that it may log in to. */
    List<PortalGroup> visibleTo(String initiatorName) {
        List<PortalGroup> visible = new ArrayList<>();
        for (TargetNode target : targets) {
            for (PortalGroup group : target.portalGroups()) {
                if (group.access().admits(initiatorName)) {
                    visible.add(group);
                }
            }
        }
        return visible;
    }

    /** The portal group that {@code initiatorName} gets to by a login to {@code targetName} over {@code portal}. */
    PortalGroup admit(String initiatorName, String targetName, InetSocketAddress portal) throws LoginFailure {
        TargetNode target = find(targetName);
        if (target == null) {
            throw new LoginFailure(LoginStatus.NOT_FOUND, "no target " + IscsiName.printable(targetName));
        }
        PortalGroup group = target.groupReachedBy(portal);
        if (group == null) {
            throw new LoginFailure(
                    LoginStatus.NOT_FOUND, "target " + target.name() + " is not reached by portal " + portal);
        }
        if (!group.access().admits(initiatorName)) {
            throw new LoginFailure(
                    LoginStatus.AUTHORIZATION_FAILURE, initiatorName + " is not in the ACL of " + target.name());
        }
        Redirection redirection = group.redirection();
        if (redirection != null) {
            throw LoginFailure.moved(redirection.permanently(), redirection.address());
        }
        return group;
    }
}
