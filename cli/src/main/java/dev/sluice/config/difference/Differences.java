package dev.sluice.config.difference;

import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.Difference;
import dev.sluice.config.Difference.Kind;
import dev.sluice.config.Identity;
import dev.sluice.config.Node;
import dev.sluice.config.Target;
import dev.sluice.config.attribute.Attributes;
import dev.sluice.text.ByteSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The changes of nodes between two configurations. */
public final class Differences {
    private static final Comparator<Backstore> BY_ID =
            Comparator.comparing(Backstore::type).thenComparing(Backstore::name);

    private final List<Difference> found = new ArrayList<>();

    private Differences() {}

    /**
     * All differences, in the order of the tree. A new node is followed by the new nodes below it; nodes deleted with another are
     * only counted. Objects that both share are not compared. Passwords are not shown, only that they changed.
     */
    public static List<Difference> between(Configuration before, Configuration after) {
        if (before == after) {
            return List.of();
        }
        Differences differences = new Differences();
        differences.all(before, after);
        return List.copyOf(differences.found);
    }

    private void all(Configuration before, Configuration after) {
        Node root = new Node.Root();
        changed(root, new ValueDifferences().values(Attributes.read(before), Attributes.read(after)));
        SortedListMerge.of(before.backstores(), after.backstores(), BY_ID, new SortedListMerge.Outcome<Backstore>() {
            @Override
            public void created(Backstore item) {
                add(Kind.CREATED, node(item), described(item));
            }

            @Override
            public void deleted(Backstore item) {
                add(Kind.DELETED, node(item), new ValueDifferences().add(where(item)));
            }

            @Override
            public void changed(Backstore old, Backstore item) {
                Differences.this.changed(node(item), compared(old, item));
            }
        });
        changed(
                new Node.Targets(),
                new ValueDifferences()
                        .change(
                                "enable",
                                ValueDifferences.decision(before.discovery().required()),
                                ValueDifferences.decision(after.discovery().required()))
                        .credentials(
                                before.discovery().authentication(),
                                after.discovery().authentication()));
        SortedListMerge.of(
                before.targets(), after.targets(), Comparator.comparing(Target::name), new TargetDifferences(this));
    }

    void add(Kind kind, Node node, ValueDifferences details) {
        found.add(new Difference(kind, node, details.toString()));
    }

    /** Adds a changed node, unless there are no details. */
    void changed(Node node, ValueDifferences details) {
        if (!details.isEmpty()) {
            add(Kind.CHANGED, node, details);
        }
    }

    private static Node node(Backstore backstore) {
        return new Node.OneBackstore(backstore.type(), backstore.name());
    }

    private static String where(Backstore backstore) {
        return backstore.path() == null ? size(backstore) : backstore.path();
    }

    private static String size(Backstore backstore) {
        return backstore.size() == null ? null : ByteSize.exact(backstore.size());
    }

    private static ValueDifferences described(Backstore backstore) {
        ValueDifferences details = new ValueDifferences().add(where(backstore));
        if (backstore.path() != null && backstore.size() != null) {
            details.add(ByteSize.exact(backstore.size()));
        }
        return details.values(Attributes.read(backstore));
    }

    private static ValueDifferences compared(Backstore before, Backstore after) {
        ValueDifferences details = new ValueDifferences().change("path", before.path(), after.path());
        if (!Objects.equals(before.size(), after.size())) {
            details.change("size", size(before), size(after));
        }
        details.values(Attributes.read(before), Attributes.read(after));
        return details.change("T10 designator", designator(before), designator(after));
    }

    private static String designator(Backstore backstore) {
        Identity identity = backstore.identity();
        return identity == null ? null : identity.t10();
    }
}
