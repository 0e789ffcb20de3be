package dev.sluice.shell.command;

import dev.sluice.config.Node;
import dev.sluice.shell.line.SimilarWords;
import java.util.List;
import java.util.stream.Collectors;

/** The table of commands. */
public final class Commands {
    private static final List<ShellCommand> ALL = List.of(
            new LsCommand(),
            new CdCommand(),
            new PwdCommand(),
            new CreateCommand(),
            new DeleteCommand(),
            new SetCommand(),
            new GetCommand(),
            new InfoCommand(),
            new StatusCommand(),
            new EnableCommand(),
            new DisableCommand(),
            new ResizeCommand(),
            new SessionsCommand(),
            new WhyCommand(),
            new SaveConfigCommand(),
            new SaveCommand(),
            new RestoreConfigCommand(),
            new ClearConfigCommand(),
            new PlanCommand(),
            new ApplyCommand(),
            new VersionsCommand(),
            new RollbackCommand(),
            new RestoreCommand(),
            new VersionCommand(),
            new HelpCommand(),
            new ExitCommand("exit"),
            new ExitCommand("quit"));

    private Commands() {}

    /** All of them, in the order in which they are told. */
    public static List<ShellCommand> all() {
        return ALL;
    }

    /** The command of that name, or null. */
    public static ShellCommand named(String name) {
        return ALL.stream()
                .filter(command -> command.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Those that can be used for a node. */
    public static List<ShellCommand> at(Node node) {
        return ALL.stream().filter(command -> command.syntax(node) != null).toList();
    }

    /** What there is in the place of a command that other programs have, or null. */
    public static String advice(String typed) {
        return ForeignCommands.command(typed);
    }

    /** What to say to somebody who typed a command that there is not. */
    public static String unknown(String typed, Node node) {
        String advice = advice(typed);
        if (advice != null) {
            return "there is no command '" + typed + "': " + advice;
        }
        List<String> near =
                SimilarWords.to(typed, at(node).stream().map(ShellCommand::name).toList());
        return "there is no command '" + typed + "'"
                + (near.isEmpty()
                        ? ": 'help' lists those that there are"
                        : ": did you mean " + String.join(" or ", near) + "?");
    }

    /** What to say to somebody who typed a command that cannot be used there. */
    public static String notHere(ShellCommand command, Node node) {
        String start = "'" + command.name() + "' cannot be used in " + node;
        if (command instanceof DeleteCommand && node.parent() != null && command.syntax(node.parent()) != null) {
            return start + ": write " + node.parent() + " delete " + node.label();
        }
        List<Node> all = SAMPLES.stream()
                .filter(sample -> command.syntax(sample) != null)
                .toList();
        List<Node> below = all.stream().filter(sample -> isBelow(sample, node)).toList();
        return start + ", but in "
                + (below.isEmpty() ? all : below)
                        .stream().map(sample -> place(sample, node)).collect(Collectors.joining(", "));
    }

    /** A sample as it is called below a node. */
    private static String place(Node sample, Node node) {
        return isBelow(sample, node) ? node + "/" + sample.label() : sample.toString();
    }

    private static boolean isBelow(Node sample, Node node) {
        return !(node instanceof Node.Root) && sample.parent().getClass() == node.getClass();
    }

    private static final Node.Group SOME_GROUP = new Node.Group("IQN", 1);
    private static final Node.OneAcl SOME_ACL = new Node.OneAcl(SOME_GROUP, "INITIATOR");
    private static final List<Node> SAMPLES = List.of(
            new Node.Root(),
            new Node.BackstoresOf(dev.sluice.config.BackstoreType.BLOCK),
            new Node.OneBackstore(dev.sluice.config.BackstoreType.FILEIO, "NAME"),
            new Node.Targets(),
            new Node.OneTarget("IQN"),
            SOME_GROUP,
            new Node.Luns(SOME_GROUP),
            new Node.Acls(SOME_GROUP),
            SOME_ACL,
            new Node.OneMappedLun(SOME_ACL, 0),
            new Node.Portals(SOME_GROUP),
            new Node.Sessions());
}
