package dev.sluice.shell.view;

import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Difference;
import dev.sluice.config.Difference.Kind;
import dev.sluice.config.Node;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateBackstore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The report of a change, in the sentences of targetcli. */
public final class ChangeReport {
    private final List<Difference> differences;
    private final List<Change> changes;

    public ChangeReport(List<Difference> differences, List<Change> changes) {
        this.differences = differences;
        this.changes = changes;
    }

    /** Returns a sentence for each node that was created or deleted. Changed values have none. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        List<Difference> ordered = new ArrayList<>(differences);
        ordered.sort(Comparator.comparingInt(difference -> rank(difference.node())));
        for (Difference difference : ordered) {
            switch (difference.kind()) {
                case CREATED -> add(sentences, created(difference.node()));
                case DELETED -> add(sentences, deleted(difference.node()));
                case CHANGED -> {}
            }
        }
        return sentences;
    }

    /** Returns the rank of a node: a node stands before the nodes that refer to it. */
    private static int rank(Node node) {
        return switch (node) {
            case Node.OneBackstore one -> 0;
            case Node.OneTarget one -> 1;
            case Node.Group group -> 2;
            case Node.OnePortal one -> 3;
            case Node.OneLun one -> 4;
            case Node.OneAcl one -> 5;
            default -> 6;
        };
    }

    private static void add(List<String> sentences, String sentence) {
        if (sentence != null) {
            sentences.add(sentence);
        }
    }

    private String created(Node node) {
        return switch (node) {
            case Node.OneBackstore one -> backstore(one);
            case Node.OneTarget(String name) -> "Created target " + name + ".";
            case Node.Group group -> "Created TPG " + group.tag() + ".";
            case Node.OnePortal(Node.Group group, var portal) -> "Created portal on " + portal + ".";
            case Node.OneLun(Node.Group group, int lun) -> "Created LUN " + lun + ".";
            case Node.OneAcl acl -> "Created Node ACL for " + acl.initiator() + ".";
            case Node.OneMappedLun(Node.OneAcl acl, int lun) ->
                isNew(acl)
                        ? "Created mapped LUN " + lun + "."
                        : "Created mapped LUN " + lun + " in node ACL " + acl.initiator() + ".";
            default -> null;
        };
    }

    private boolean isNew(Node node) {
        return differences.stream()
                .anyMatch(other -> other.kind() == Kind.CREATED && other.node().equals(node));
    }

    private String backstore(Node.OneBackstore one) {
        Backstore made = changes.stream()
                .filter(change -> change instanceof CreateBackstore create
                        && create.backstore().id().equals(one.id()))
                .map(change -> ((CreateBackstore) change).backstore())
                .findFirst()
                .orElse(Backstore.of(one.type(), one.name(), null, null));
        return "Created " + kind(one.type()) + " " + one.name()
                + (made.path() == null ? "" : " using " + made.path())
                + (made.size() == null ? "" : " with size " + made.size())
                + ".";
    }

    private static String kind(BackstoreType type) {
        return switch (type) {
            case BLOCK -> "block storage object";
            case FILEIO -> "fileio";
            case NULL -> "null storage object";
            case PSCSI -> "pscsi storage object";
            case RAMDISK -> "ramdisk";
        };
    }

    private static String deleted(Node node) {
        return switch (node) {
            case Node.OneBackstore one -> "Deleted storage object " + one.name() + ".";
            case Node.OneTarget(String name) -> "Deleted target " + name + ".";
            case Node.Group group -> "Deleted TPG " + group.tag() + ".";
            case Node.OnePortal(Node.Group group, var portal) -> "Deleted portal on " + portal + ".";
            case Node.OneLun(Node.Group group, int lun) -> "Deleted LUN " + lun + ".";
            case Node.OneAcl acl -> "Deleted Node ACL " + acl.initiator() + ".";
            case Node.OneMappedLun(Node.OneAcl acl, int lun) ->
                "Deleted mapped LUN " + lun + " of " + acl.initiator() + ".";
            default -> null;
        };
    }
}
