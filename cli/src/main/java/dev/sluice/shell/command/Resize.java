package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.line.Mistake;
import dev.sluice.shell.view.Sizes;
import java.util.ArrayList;
import java.util.List;

/** {@code resize}: gives a backstore another size. */
final class Resize implements Command {
    private static final Parameter SIZE = Parameter.required("size", "the new size, as in 30G", Values.NONE);

    @Override
    public String name() {
        return "resize";
    }

    @Override
    public String summary() {
        return "Gives a backstore another size, and tells its initiators.";
    }

    @Override
    public String details() {
        return "A backstore becomes smaller with --force only: what lies beyond its new end is lost.";
    }

    @Override
    public Syntax syntax(Node node) {
        Syntax syntax =
                switch (node) {
                    case Node.OneBackstore one -> Syntax.of(SIZE);
                    case Node.BackstoresOf of ->
                        Syntax.of(Parameter.required("storage_object", "the backstore", Proposals.CHILDREN), SIZE);
                    case Node.Root(), Node.Backstores() ->
                        Syntax.of(Parameter.required("storage_object", "the backstore", Proposals.BACKSTORES), SIZE);
                    default -> null;
                };
        return syntax == null ? null : syntax.options(Call.FORCE, Call.DRY_RUN, Call.JSON);
    }

    @Override
    public void run(Call call) throws Mistake, Refusal {
        Node.OneBackstore backstore = backstore(call);
        long size = call.arguments().size("size");
        call.change(force -> List.of(new dev.sluice.config.change.Resize(backstore, size, force)));
        if (!call.dryRun() && !call.json()) {
            call.say(backstore + " has " + Sizes.format(size) + " now.");
        }
    }

    private static Node.OneBackstore backstore(Call call) throws Mistake {
        String typed = call.arguments().text("storage_object");
        return switch (call.node()) {
            case Node.OneBackstore one -> one;
            case Node.BackstoresOf(var type) when typed.indexOf('/') < 0 -> new Node.OneBackstore(type, typed);
            default -> {
                List<dev.sluice.config.change.Change> needed = new ArrayList<>();
                String id = StorageObjects.find(call, typed, needed);
                if (!needed.isEmpty()) {
                    throw new Mistake("there is no backstore on " + typed + ": write the path of one, as"
                            + " /backstores/fileio/NAME");
                }
                yield (Node.OneBackstore) Paths.resolve(new Node.Backstores(), id);
            }
        };
    }
}
