package dev.sluice.config;

import dev.sluice.config.Node.Acls;
import dev.sluice.config.Node.Backstores;
import dev.sluice.config.Node.BackstoresOf;
import dev.sluice.config.Node.Group;
import dev.sluice.config.Node.Luns;
import dev.sluice.config.Node.OneAcl;
import dev.sluice.config.Node.OneBackstore;
import dev.sluice.config.Node.OneLun;
import dev.sluice.config.Node.OneMappedLun;
import dev.sluice.config.Node.OnePortal;
import dev.sluice.config.Node.OneSession;
import dev.sluice.config.Node.OneTarget;
import dev.sluice.config.Node.Portals;
import dev.sluice.config.Node.Root;
import dev.sluice.config.Node.Sessions;
import dev.sluice.config.Node.Targets;

/** Steps from a node to its children. */
final class NodeSteps {
    private NodeSteps() {}

    static Node child(Node node, String step) {
        return switch (node) {
            case Root() ->
                switch (step) {
                    case "backstores" -> new Backstores();
                    case "iscsi" -> new Targets();
                    case "sessions" -> new Sessions();
                    default -> throw nothing(node, step, "backstores, iscsi and sessions");
                };
            case Backstores() -> new BackstoresOf(BackstoreType.of(step));
            case BackstoresOf(BackstoreType type) -> new OneBackstore(type, step);
            case Targets() -> new OneTarget(step);
            case OneTarget(String name) -> new Group(name, number(node, step, "tpg"));
            case Group group ->
                switch (step) {
                    case "luns" -> new Luns(group);
                    case "acls" -> new Acls(group);
                    case "portals" -> new Portals(group);
                    default -> throw nothing(node, step, "luns, acls and portals");
                };
            case Luns(Group group) -> new OneLun(group, number(node, step, "lun"));
            case Acls(Group group) -> new OneAcl(group, step);
            case OneAcl acl -> new OneMappedLun(acl, number(node, step, "mapped_lun"));
            case Portals(Group group) -> new OnePortal(group, portal(node, step));
            case Sessions() -> new OneSession(number(node, step, ""));
            case OneBackstore one -> throw below(one);
            case OneLun one -> throw below(one);
            case OneMappedLun one -> throw below(one);
            case OnePortal one -> throw below(one);
            case OneSession one -> throw below(one);
        };
    }

    private static IllegalArgumentException nothing(Node node, String step, String there) {
        return new IllegalArgumentException("there is no '" + step + "' in " + node + ": there are " + there);
    }

    private static IllegalArgumentException below(Node node) {
        return new IllegalArgumentException("there is nothing below " + node);
    }

    private static int number(Node node, String step, String prefix) {
        String digits = step.startsWith(prefix) ? step.substring(prefix.length()) : step;
        if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("there is no '" + step + "' in " + node + ": write "
                    + (prefix.isEmpty() ? "a number" : prefix + "N"));
        }
        return Integer.parseInt(digits);
    }

    private static Portal portal(Node node, String step) {
        try {
            return Portal.parse(step, Portal.USUAL_PORT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("there is no '" + step + "' in " + node + ": " + e.getMessage(), e);
        }
    }
}
