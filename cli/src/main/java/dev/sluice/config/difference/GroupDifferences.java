package dev.sluice.config.difference;

import dev.sluice.config.Acl;
import dev.sluice.config.Credentials;
import dev.sluice.config.Difference.Kind;
import dev.sluice.config.Lun;
import dev.sluice.config.MappedLun;
import dev.sluice.config.Node;
import dev.sluice.config.Portal;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.attribute.Attributes;
import java.util.Comparator;
import java.util.List;

/** Differences of the nodes below a portal group. */
final class GroupDifferences {
    private final Differences found;
    private final Node.Group node;

    GroupDifferences(Differences found, Node.Group node) {
        this.found = found;
        this.node = node;
    }

    void between(PortalGroup before, PortalGroup after) {
        luns(before.luns(), after.luns());
        acls(before.acls(), after.acls());
        Comparator<Portal> byAddress = Comparator.comparing(Portal::address).thenComparing(Portal::port);
        SortedListMerge.of(before.portals(), after.portals(), byAddress, new SortedListMerge.Outcome<>() {
            @Override
            public void created(Portal portal) {
                found.add(Kind.CREATED, new Node.OnePortal(node, portal), new ValueDifferences());
            }

            @Override
            public void deleted(Portal portal) {
                found.add(Kind.DELETED, new Node.OnePortal(node, portal), new ValueDifferences());
            }

            @Override
            public void changed(Portal old, Portal portal) {
                // A portal has no values of its own that could change.
            }
        });
    }

    private void luns(List<Lun> before, List<Lun> after) {
        SortedListMerge.of(before, after, Comparator.comparingInt(Lun::lun), new SortedListMerge.Outcome<>() {
            @Override
            public void created(Lun lun) {
                found.add(Kind.CREATED, node(lun), new ValueDifferences().add(lun.backstore()));
            }

            @Override
            public void deleted(Lun lun) {
                found.add(Kind.DELETED, node(lun), new ValueDifferences().add(lun.backstore()));
            }

            @Override
            public void changed(Lun old, Lun lun) {
                found.changed(node(lun), new ValueDifferences().change("backstore", old.backstore(), lun.backstore()));
            }

            private Node node(Lun lun) {
                return new Node.OneLun(node, lun.lun());
            }
        });
    }

    private void acls(List<Acl> before, List<Acl> after) {
        SortedListMerge.of(before, after, Comparator.comparing(Acl::initiator), new SortedListMerge.Outcome<>() {
            @Override
            public void created(Acl acl) {
                found.add(
                        Kind.CREATED,
                        node(acl),
                        new ValueDifferences().credentials(Credentials.NONE, acl.authentication()));
                mapped(node(acl), List.of(), acl.mappedLuns());
            }

            @Override
            public void deleted(Acl acl) {
                found.add(Kind.DELETED, node(acl), new ValueDifferences());
            }

            @Override
            public void changed(Acl old, Acl acl) {
                found.changed(
                        node(acl), new ValueDifferences().credentials(old.authentication(), acl.authentication()));
                mapped(node(acl), old.mappedLuns(), acl.mappedLuns());
            }

            private Node.OneAcl node(Acl acl) {
                return new Node.OneAcl(node, acl.initiator());
            }
        });
    }

    private void mapped(Node.OneAcl acl, List<MappedLun> before, List<MappedLun> after) {
        SortedListMerge.of(before, after, Comparator.comparingInt(MappedLun::lun), new SortedListMerge.Outcome<>() {
            @Override
            public void created(MappedLun mapped) {
                ValueDifferences details = new ValueDifferences().add("lun" + mapped.groupLun());
                found.add(Kind.CREATED, node(mapped), details.values(Attributes.read(mapped)));
            }

            @Override
            public void deleted(MappedLun mapped) {
                found.add(Kind.DELETED, node(mapped), new ValueDifferences().add("lun" + mapped.groupLun()));
            }

            @Override
            public void changed(MappedLun old, MappedLun mapped) {
                ValueDifferences details = new ValueDifferences().change("lun", old.groupLun(), mapped.groupLun());
                found.changed(node(mapped), details.values(Attributes.read(old), Attributes.read(mapped)));
            }

            private Node node(MappedLun mapped) {
                return new Node.OneMappedLun(acl, mapped.lun());
            }
        });
    }
}
