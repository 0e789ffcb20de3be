package dev.sluice.config;

/**
 * A violated rule of configurations.
 *
 * @param pointer the place, as a JSON pointer into the saved form (RFC 6901)
 * @param message the mistake, and the right value
 */
public record ConfigurationProblem(String pointer, String message) {
    @Override
    public String toString() {
        return (pointer.isEmpty() ? "" : pointer + ": ") + message;
    }

    /** The node with the problem, or the nearest node above its place, in the configuration in which it was found. */
    public Node node(Configuration in) {
        String[] steps = pointer.split("/");
        if (steps.length > 2 && steps[1].equals("backstores")) {
            Backstore backstore = in.backstores().get(Integer.parseInt(steps[2]));
            return backstore.type() == null || backstore.name() == null
                    ? new Node.Backstores()
                    : new Node.OneBackstore(backstore.type(), backstore.name());
        }
        if (steps.length > 2 && steps[1].equals("targets")) {
            return of(in.targets().get(Integer.parseInt(steps[2])), steps);
        }
        return steps.length > 1 && steps[1].equals("discovery") ? new Node.Targets() : new Node.Root();
    }

    private static Node of(Target target, String[] steps) {
        if (target.name() == null) {
            return new Node.Targets();
        }
        if (steps.length <= 4) {
            return new Node.OneTarget(target.name());
        }
        PortalGroup group = target.portalGroups().get(Integer.parseInt(steps[4]));
        Node.Group node = new Node.Group(target.name(), group.tag());
        int item = steps.length > 6 && steps[6].chars().allMatch(Character::isDigit) ? Integer.parseInt(steps[6]) : -1;
        if (item < 0) {
            return node;
        }
        return switch (steps[5]) {
            case "luns" -> new Node.OneLun(node, group.luns().get(item).lun());
            case "portals" -> new Node.OnePortal(node, group.portals().get(item));
            case "acls" -> of(node, group.acls().get(item), steps);
            default -> node;
        };
    }

    private static Node of(Node.Group group, Acl acl, String[] steps) {
        if (acl.initiator() == null) {
            return new Node.Acls(group);
        }
        Node.OneAcl node = new Node.OneAcl(group, acl.initiator());
        return steps.length > 8 && steps[7].equals("mappedLuns")
                ? new Node.OneMappedLun(
                        node, acl.mappedLuns().get(Integer.parseInt(steps[8])).lun())
                : node;
    }
}
