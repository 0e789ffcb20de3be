package dev.sluice.shell.command;

import dev.sluice.config.BackstoreType;
import dev.sluice.config.Node;
import dev.sluice.shell.foreign.ForeignCommands;
import dev.sluice.shell.line.SimilarWords;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The commands that a shell has, in the order in which help lists them. Immutable. */
public final class ShellCommands {
    private static final Node.Group SOME_GROUP = new Node.Group("IQN", 1);
    private static final Node.OneAcl SOME_ACL = new Node.OneAcl(SOME_GROUP, "INITIATOR");

    /** A node of each kind: examples for the places where a command can be used. */
    private static final List<Node> SAMPLES = List.of(
            new Node.Root(),
            new Node.BackstoresOf(BackstoreType.BLOCK),
            new Node.OneBackstore(BackstoreType.FILEIO, "NAME"),
            new Node.Targets(),
            new Node.OneTarget("IQN"),
            SOME_GROUP,
            new Node.Luns(SOME_GROUP),
            new Node.Acls(SOME_GROUP),
            SOME_ACL,
            new Node.OneMappedLun(SOME_ACL, 0),
            new Node.Portals(SOME_GROUP),
            new Node.Sessions());

    private final List<ShellCommand> commands;

    /** @param commands makes the commands; those that need the table keep it, and use it when they run */
    public ShellCommands(Function<ShellCommands, List<ShellCommand>> commands) {
        this.commands = List.copyOf(commands.apply(this));
    }

    public List<ShellCommand> all() {
        return commands;
    }

    /** Returns the command of that name, or null. */
    public ShellCommand named(String name) {
        return commands.stream()
                .filter(command -> command.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Returns the commands that can be used for a node. */
    public List<ShellCommand> at(Node node) {
        return commands.stream().filter(command -> command.syntax(node) != null).toList();
    }

    /** Returns the message for a name that no command has. */
    public String unknown(String typed, Node node) {
        String advice = ForeignCommands.command(typed);
        if (advice != null) {
            return "there is no command '" + typed + "': " + advice;
        }
        List<String> similar =
                SimilarWords.to(typed, at(node).stream().map(ShellCommand::name).toList());
        return "there is no command '" + typed + "'"
                + (similar.isEmpty()
                        ? ": 'help' lists the commands"
                        : ": did you mean " + String.join(" or ", similar) + "?");
    }

    /** Returns the message for a command that cannot be used for {@code node}. */
    public static String notHere(ShellCommand command, Node node) {
        String start = "'" + command.name() + "' cannot be used in " + node;
        String alternative = command.alternative(node);
        if (alternative != null) {
            return start + ": write " + alternative;
        }
        List<Node> all = SAMPLES.stream()
                .filter(sample -> command.syntax(sample) != null)
                .toList();
        List<Node> below = all.stream().filter(sample -> isBelow(sample, node)).toList();
        return start + ", but in "
                + (below.isEmpty() ? all : below)
                        .stream().map(sample -> path(sample, node)).collect(Collectors.joining(", "));
    }

    /** Returns the path of a sample, below {@code node} where it is one of its children. */
    private static String path(Node sample, Node node) {
        return isBelow(sample, node) ? node + "/" + sample.label() : sample.toString();
    }

    private static boolean isBelow(Node sample, Node node) {
        return !(node instanceof Node.Root) && sample.parent().getClass() == node.getClass();
    }
}
