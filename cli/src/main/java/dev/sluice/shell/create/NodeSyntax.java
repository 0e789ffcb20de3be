package dev.sluice.shell.create;

import dev.sluice.config.change.Change;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.line.UsageError;
import java.util.List;

/** The syntax of {@code create} for one kind of node. */
interface NodeSyntax {
    /** The parameters. */
    CommandSyntax parameters();

    /** Returns the changes that create the node, to be made as one. */
    List<Change> changes(CommandCall call) throws UsageError;
}
