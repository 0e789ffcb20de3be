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

/** The syntax of a backstore, for each type. */
enum BackstoreSyntax implements NodeSyntax {
    BLOCK(
            CommandParameter.required("name", "its name", ValueProposals.NONE),
            CommandParameter.required("dev", "its block device", FileProposals.FILES),
            CommandParameter.optional("readonly", "true if initiators may only read", ParameterProposals.FLAG),
            CommandParameter.optional("wwn", "its unit serial number; default: a new one", ValueProposals.NONE)),
    FILEIO(
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
            CommandParameter.required("name", "its name", ValueProposals.NONE),
            CommandParameter.required("size", "its size, as in 1G", ValueProposals.NONE),
            CommandParameter.optional(
                    "nullio",
                    "true for a backstore that stores nothing: it is made in /backstores/null",
                    ParameterProposals.FLAG),
            CommandParameter.optional("wwn", "its unit serial number; default: a new one", ValueProposals.NONE)),
    PSCSI(
            CommandParameter.required("name", "its name", ValueProposals.NONE),
            CommandParameter.required("dev", "its SCSI device, as in /dev/sg1 or /dev/sdb", FileProposals.FILES)),
    NULL(
            CommandParameter.required("name", "its name", ValueProposals.NONE),
            CommandParameter.required("size", "its size, as in 1G", ValueProposals.NONE),
            CommandParameter.optional("wwn", "its unit serial number; default: a new one", ValueProposals.NONE));

    private final CommandSyntax parameters;

    BackstoreSyntax(CommandParameter... parameters) {
        this.parameters = CommandSyntax.of(parameters);
    }

    static BackstoreSyntax of(BackstoreType type) {
        return switch (type) {
            case BLOCK -> BLOCK;
            case FILEIO -> FILEIO;
            case RAMDISK -> RAMDISK;
            case PSCSI -> PSCSI;
            case NULL -> NULL;
        };
    }

    @Override
    public CommandSyntax parameters() {
        return parameters;
    }

    @Override
    public List<Change> changes(CommandCall call) throws UsageError {
        Arguments given = call.arguments();
        Backstore plain =
                switch (this) {
                    case BLOCK ->
                        Backstore.of(BackstoreType.BLOCK, given.text("name"), path(call, "dev"), null)
                                .withReadOnly(unlessDefault(true, given.flag("readonly")));
                    case FILEIO -> file(call);
                    case RAMDISK ->
                        Backstore.of(
                                Boolean.TRUE.equals(given.flag("nullio")) ? BackstoreType.NULL : BackstoreType.RAMDISK,
                                given.text("name"),
                                null,
                                given.size("size"));
                    case PSCSI -> Backstore.of(BackstoreType.PSCSI, given.text("name"), path(call, "dev"), null);
                    case NULL -> Backstore.of(BackstoreType.NULL, given.text("name"), null, given.size("size"));
                };
        String serial = given.text("wwn");
        return List.of(new CreateBackstore(serial == null ? plain : plain.withIdentity(Identity.ofSerial(serial))));
    }

    private static Backstore file(CommandCall call) throws UsageError {
        Arguments given = call.arguments();
        if (Boolean.FALSE.equals(given.flag("sparse"))) {
            throw new UsageError(
                    "sparse=false is not supported: run 'fallocate -l SIZE FILE' first, then create without"
                            + " sparse");
        }
        return Backstore.of(BackstoreType.FILEIO, given.text("name"), path(call, "file_or_dev"), given.size("size"))
                .withWriteCache(unlessDefault(false, given.flag("write_back")));
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
