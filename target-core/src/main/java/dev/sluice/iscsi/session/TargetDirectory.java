package dev.sluice.iscsi.session;

import dev.sluice.iscsi.login.IscsiName;
import dev.sluice.iscsi.login.LoginDirectory;
import dev.sluice.iscsi.login.LoginFailure;
import dev.sluice.iscsi.login.LoginStatus;
import java.util.ArrayList;
import java.util.List;

/** The targets of a server, by name. Immutable; any thread. */
final class TargetDirectory implements LoginDirectory {
    /** All portals are in one group. */
    private static final int PORTAL_GROUP_TAG = 1;

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

    /** The targets that discovery shows to an initiator: those that it may log in to. */
    List<TargetNode> visibleTo(String initiatorName) {
        List<TargetNode> visible = new ArrayList<>(targets);
        visible.removeIf(target -> !target.access().admits(initiatorName));
        return visible;
    }

    @Override
    public void checkAccess(String initiatorName, String targetName) throws LoginFailure {
        TargetNode target = find(targetName);
        if (target == null) {
            throw new LoginFailure(LoginStatus.NOT_FOUND, "no target " + IscsiName.printable(targetName));
        }
        if (!target.access().admits(initiatorName)) {
            throw new LoginFailure(
                    LoginStatus.AUTHORIZATION_FAILURE, initiatorName + " is not in the ACL of " + target.name());
        }
    }

    @Override
    public int portalGroupTag(String targetName) {
        return PORTAL_GROUP_TAG;
    }
}
