package dev.sluice.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/** A place in the tree that administrators see, as they write it: {@code /iscsi/IQN/tpg1/luns/lun0}. */
public sealed interface Node {
    record Root() implements Node {
        @Override
        @JsonValue
        public String toString() {
            return "/";
        }
    }

    record Backstores() implements Node {
        @Override
        @JsonValue
        public String toString() {
            return "/backstores";
        }
    }

    record BackstoresOf(BackstoreType type) implements Node {
        @Override
        @JsonValue
        public String toString() {
            return "/backstores/" + type.label();
        }
    }

    record OneBackstore(BackstoreType type, String name) implements Node {
        /** The same as {@link Backstore#id}. */
        public String id() {
            return type.label() + "/" + name;
        }

        @Override
        @JsonValue
        public String toString() {
            return "/backstores/" + id();
        }
    }

    record Targets() implements Node {
        @Override
        @JsonValue
        public String toString() {
            return "/iscsi";
        }
    }

    record OneTarget(String name) implements Node {
        @Override
        @JsonValue
        public String toString() {
            return "/iscsi/" + name;
        }
    }

    record Group(String target, int tag) implements Node {
        @Override
        @JsonValue
        public String toString() {
            return "/iscsi/" + target + "/tpg" + tag;
        }
    }

    record Luns(Group group) implements Node {
        @Override
        @JsonValue
        public String toString() {
            return group + "/luns";
        }
    }

    record OneLun(Group group, int lun) implements Node {
        @Override
        @JsonValue
        public String toString() {
            return group + "/luns/lun" + lun;
        }
    }

    record Acls(Group group) implements Node {
        @Override
        @JsonValue
        public String toString() {
            return group + "/acls";
        }
    }

    record OneAcl(Group group, String initiator) implements Node {
        @Override
        @JsonValue
        public String toString() {
            return group + "/acls/" + initiator;
        }
    }

    record OneMappedLun(OneAcl acl, int lun) implements Node {
        @Override
        @JsonValue
        public String toString() {
            return acl + "/mapped_lun" + lun;
        }
    }

    record Portals(Group group) implements Node {
        @Override
        @JsonValue
        public String toString() {
            return group + "/portals";
        }
    }

    record OnePortal(Group group, Portal portal) implements Node {
        @Override
        @JsonValue
        public String toString() {
            return group + "/portals/" + portal;
        }
    }

    record Sessions() implements Node {
        @Override
        @JsonValue
        public String toString() {
            return "/sessions";
        }
    }

    /** @param number the TSIH of the session */
    record OneSession(int number) implements Node {
        @Override
        @JsonValue
        public String toString() {
            return "/sessions/" + number;
        }
    }

    /** The node above; the root's is the root. */
    default Node parent() {
        return switch (this) {
            case Root() -> this;
            case Backstores(), Targets(), Sessions() -> new Root();
            case BackstoresOf(BackstoreType type) -> new Backstores();
            case OneBackstore(BackstoreType type, String name) -> new BackstoresOf(type);
            case OneTarget(String name) -> new Targets();
            case Group(String target, int tag) -> new OneTarget(target);
            case Luns(Group group) -> group;
            case OneLun(Group group, int lun) -> new Luns(group);
            case Acls(Group group) -> group;
            case OneAcl(Group group, String initiator) -> new Acls(group);
            case OneMappedLun(OneAcl acl, int lun) -> acl;
            case Portals(Group group) -> group;
            case OnePortal(Group group, Portal portal) -> new Portals(group);
            case OneSession(int number) -> new Sessions();
        };
    }

    /** The last step of the path; of the root a slash. */
    default String label() {
        String path = toString();
        return path.length() == 1
                ? path
                : path.substring(
                        parent() instanceof Root ? 1 : parent().toString().length() + 1);
    }

    /**
     * Reads an absolute path. The node need not exist.
     *
     * @throws IllegalArgumentException if there can be no such node; the message names the wrong step
     */
    @JsonCreator
    static Node parse(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("'" + path + "' does not begin at the root: write /" + path);
        }
        List<String> steps = List.of(path.substring(1).split("/")).stream()
                .filter(step -> !step.isEmpty())
                .toList();
        Node node = new Root();
        for (String step : steps) {
            node = NodeSteps.child(node, step);
        }
        return node;
    }

    /**
     * The node below this one of that name.
     *
     * @throws IllegalArgumentException if there can be none
     */
    default Node child(String step) {
        return NodeSteps.child(this, step);
    }
}
