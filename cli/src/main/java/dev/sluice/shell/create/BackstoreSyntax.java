package dev.sluice.shell.create;

import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Identity;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateBackstore;
import dev.sluice.shell.command.Arguments;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ValueProposals;
import dev.sluice.shell.completion.FileProposals;
import dev.sluice.shell.completion.ParameterProposals;
import dev.sluice.shell.line.UsageError;
import java.util.List;

/** One row for each {@link BackstoreType}, by its name: the parameters of {@code create}, and the record that they make. */
enum BackstoreSyntax implements NodeSyntax {
    BLOCK(
            call -> Backstore.of(BackstoreType.BLOCK, name(call), path(call, "dev"), null)
                    .with(
                            Backstore.READ_ONLY,
                            unlessDefault(true, call.arguments().flag("readonly"))),
            CommandParameter.required("name", "its name", ValueProposals.NONE),
            CommandParameter.required("dev", "its block device", FileProposals.FILES),
            CommandParameter.optional("readonly", "true if initiators may only read", ParameterProposals.FLAG),
            CommandParameter.optional("wwn", "its unit serial number; default: a new one", ValueProposals.NONE)),
    FILEIO(
            BackstoreSyntax::file,
            CommandParameter.required("name", "its name", ValueProposals.NONE),
            CommandParameter.required("file_or_dev", "its file; created if it does not exist", FileProposals.FILES),
            CommandParameter.optional(
                    "size", "its size, as in 20G; default: the size of the file", ValueProposals.NONE),
            CommandParameter.optional(
                    "write_back",
                    "false if a write completes only when it is on the medium; default: true",
                    ParameterProposals.FLAG),
            CommandParameter.optional(
                    "sparse", "true, the only value: a new file has holes", ParameterProposals.words("true")),
            CommandParameter.optional("wwn", "its unit serial number; default: a new one", ValueProposals.NONE)),
    RAMDISK(
            call -> Backstore.of(
                    Boolean.TRUE.equals(call.arguments().flag("nullio")) ? BackstoreType.NULL : BackstoreType.RAMDISK,
                    name(call),
                    null,
                    call.arguments().size("size")),
            CommandParameter.required("name", "its name", ValueProposals.NONE),
            CommandParameter.required("size", "its size, as in 1G", ValueProposals.NONE),
            CommandParameter.optional(
                    "nullio",
                    "true for a backstore that stores nothing: it is made in /backstores/null",
                    ParameterProposals.FLAG),
            CommandParameter.optional("wwn", "its unit serial number; default: a new one", ValueProposals.NONE)),
    PSCSI(
            call -> Backstore.of(BackstoreType.PSCSI, name(call), path(call, "dev"), null),
            CommandParameter.required("name", "its name", ValueProposals.NONE),
            CommandParameter.required("dev", "its SCSI device, as in /dev/sg1 or /dev/sdb", FileProposals.FILES)),
    NULL(
            call -> Backstore.of(
                    BackstoreType.NULL, name(call), null, call.arguments().size("size")),
            CommandParameter.required("name", "its name", ValueProposals.NONE),
            CommandParameter.required("size", "its size, as in 1G", ValueProposals.NONE),
            CommandParameter.optional("wwn", "its unit serial number; default: a new one", ValueProposals.NONE));

    /** Makes the record of the arguments. */
    @FunctionalInterface
    private interface Maker {
        Backstore of(CommandCall call) throws UsageError;
    }

    private final Maker maker;
    private final CommandSyntax parameters;

    BackstoreSyntax(Maker maker, CommandParameter... parameters) {
        this.maker = maker;
        this.parameters = CommandSyntax.of(parameters);
    }

    static BackstoreSyntax of(BackstoreType type) {
        return valueOf(type.name());
    }

    @Override
    public CommandSyntax parameters() {
        return parameters;
    }

    @Override
    public List<Change> changes(CommandCall call) throws UsageError {
        Backstore plain = maker.of(call);
        String serial = call.arguments().text("wwn");
        return List.of(new CreateBackstore(serial == null ? plain : plain.withIdentity(Identity.ofSerial(serial))));
    }

    private static String name(CommandCall call) {
        return call.arguments().text("name");
    }

    private static Backstore file(CommandCall call) throws UsageError {
        Arguments given = call.arguments();
        if (Boolean.FALSE.equals(given.flag("sparse"))) {
            throw new UsageError(
                    "sparse=false is not supported: run 'fallocate -l SIZE FILE' first, then create without"
                            + " sparse");
        }
        return Backstore.of(BackstoreType.FILEIO, given.text("name"), path(call, "file_or_dev"), given.size("size"))
                .with(Backstore.WRITE_CACHE, unlessDefault(false, given.flag("write_back")));
    }

    /** Returns the value if it differs from the default, else null. */
    private static Boolean unlessDefault(boolean unusual, Boolean value) {
        return value != null && value == unusual ? value : null;
    }

    /** Returns a parameter as a path from the root. */
    private static String path(CommandCall call, String parameter) {
        return call.context()
                .directory()
                .resolve(call.arguments().text(parameter))
                .normalize()
                .toString();
    }
}
