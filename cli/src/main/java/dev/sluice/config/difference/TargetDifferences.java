package dev.sluice.config.difference;

import dev.sluice.config.Credentials;
import dev.sluice.config.Difference.Kind;
import dev.sluice.config.Node;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import dev.sluice.config.attribute.Attributes;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Differences of targets and portal groups. */
final class TargetDifferences implements SortedListMerge.Outcome<Target> {
    private final Differences found;

    TargetDifferences(Differences found) {
        this.found = found;
    }

    @Override
    public void created(Target target) {
        ValueDifferences details = new ValueDifferences();
        if (target.alias() != null) {
            details.add(target.alias());
        }
        found.add(Kind.CREATED, node(target), details);
        groups(target, List.of(), target.portalGroups());
    }

    @Override
    public void deleted(Target target) {
        long luns = 0;
        long acls = 0;
        for (PortalGroup group : target.portalGroups()) {
            luns += group.luns().size();
            acls += group.acls().size();
        }
        found.add(Kind.DELETED, node(target), counted(luns, acls));
    }

    @Override
    public void changed(Target before, Target after) {
        found.changed(node(after), new ValueDifferences().change("alias", before.alias(), after.alias()));
        groups(after, before.portalGroups(), after.portalGroups());
    }

    private static Node node(Target target) {
        return new Node.OneTarget(target.name());
    }

    private static ValueDifferences counted(long luns, long acls) {
        ValueDifferences details = new ValueDifferences();
        if (luns > 0) {
            details.add(luns + (luns == 1 ? " LUN" : " LUNs"));
        }
        if (acls > 0) {
            details.add(acls + (acls == 1 ? " ACL" : " ACLs"));
        }
        return details;
    }

    private void groups(Target target, List<PortalGroup> before, List<PortalGroup> after) {
        SortedListMerge.of(before, after, Comparator.comparingInt(PortalGroup::tag), new SortedListMerge.Outcome<>() {
            @Override
            public void created(PortalGroup group) {
                Node.Group node = node(group);
                ValueDifferences details = new ValueDifferences();
                if (!group.isOn()) {
                    details.add("disabled");
                }
                details.values(Attributes.read(group.attributes())).values(Attributes.read(group.parameters()));
                found.add(Kind.CREATED, node, details.credentials(Credentials.NONE, group.authentication()));
                new GroupDifferences(found, node).between(PortalGroup.of(group.tag()), group);
            }

            @Override
            public void deleted(PortalGroup group) {
                found.add(
                        Kind.DELETED,
                        node(group),
                        counted(group.luns().size(), group.acls().size()));
            }

            @Override
            public void changed(PortalGroup old, PortalGroup group) {
                found.changed(node(group), compared(old, group));
                new GroupDifferences(found, node(group)).between(old, group);
            }

            private Node.Group node(PortalGroup group) {
                return new Node.Group(target.name(), group.tag());
            }
        });
    }

    private static ValueDifferences compared(PortalGroup before, PortalGroup after) {
        ValueDifferences details = new ValueDifferences();
        if (before.isOn() != after.isOn()) {
            details.add(after.isOn() ? "enabled" : "disabled");
        } else if (!Objects.equals(before.enabled(), after.enabled())) {
            details.add(
                    after.enabled() == null ? "enabled (set) → enabled (usual)" : "enabled (usual) → enabled (set)");
        }
        return details.values(Attributes.read(before.attributes()), Attributes.read(after.attributes()))
                .values(Attributes.read(before.parameters()), Attributes.read(after.parameters()))
                .credentials(before.authentication(), after.authentication());
    }
}
