package dev.sluice.shell.command;

import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Identity;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateBackstore;
import dev.sluice.shell.line.UsageError;
import java.util.List;

/** Makes a backstore of a type, from what {@code create} is given in its folder. */
enum BackstoreMaker implements CreateCommand.Maker {
    BLOCK(
            CommandParameter.required("name", "its own", ValueProposals.NONE),
            CommandParameter.required("dev", "the block device", ParameterProposals.FILES),
            CommandParameter.optional("readonly", "whether initiators may only read", ParameterProposals.FLAG),
            CommandParameter.optional("wwn", "the unit serial number; a new one unless given", ValueProposals.NONE)),
    FILEIO(
            CommandParameter.required("name", "its own", ValueProposals.NONE),
            CommandParameter.required("file_or_dev", "the file; made where there is none", ParameterProposals.FILES),
            CommandParameter.optional(
                    "size", "as in 20G; of a file that is there, its own unless given", ValueProposals.NONE),
            CommandParameter.optional(
                    "write_back", "whether completed writes may wait for a flush", ParameterProposals.FLAG),
            CommandParameter.optional(
                    "sparse", "whether a new file has holes: always true", ParameterProposals.words("true")),
            CommandParameter.optional("wwn", "the unit serial number; a new one unless given", ValueProposals.NONE)),
    RAMDISK(
            CommandParameter.required("name", "its own", ValueProposals.NONE),
            CommandParameter.required("size", "as in 1G", ValueProposals.NONE),
            CommandParameter.optional(
                    "nullio", "whether nothing is kept: a backstore in /backstores/null", ParameterProposals.FLAG),
            CommandParameter.optional("wwn", "the unit serial number; a new one unless given", ValueProposals.NONE)),
    PSCSI(
            CommandParameter.required("name", "its own", ValueProposals.NONE),
            CommandParameter.required("dev", "the SCSI device, as /dev/sg1 or /dev/sdb", ParameterProposals.FILES)),
    NULL(
            CommandParameter.required("name", "its own", ValueProposals.NONE),
            CommandParameter.required("size", "as in 1G", ValueProposals.NONE),
            CommandParameter.optional("wwn", "the unit serial number; a new one unless given", ValueProposals.NONE));

    private final CommandSyntax syntax;

    BackstoreMaker(CommandParameter... parameters) {
        syntax = CommandSyntax.of(parameters);
    }

    static BackstoreMaker of(BackstoreType type) {
        return switch (type) {
            case BLOCK -> BLOCK;
            case FILEIO -> FILEIO;
            case RAMDISK -> RAMDISK;
            case PSCSI -> PSCSI;
            case NULL -> NULL;
        };
    }

    @Override
    public CommandSyntax syntax() {
        return syntax;
    }

    @Override
    public List<Change> changes(CommandCall call) throws UsageError {
        Arguments given = call.arguments();
        Backstore plain =
                switch (this) {
                    case BLOCK ->
                        Backstore.of(BackstoreType.BLOCK, given.text("name"), path(call, "dev"), null)
                                .withReadOnly(usualIfNot(true, given.flag("readonly")));
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
                    "a file without holes is not made here: write 'fallocate -l SIZE FILE' before, then create"
                            + " without sparse");
        }
        return Backstore.of(BackstoreType.FILEIO, given.text("name"), path(call, "file_or_dev"), given.size("size"))
                .withWriteCache(usualIfNot(false, given.flag("write_back")));
    }

    /** The value where it is the one that is not usual, else null. */
    private static Boolean usualIfNot(boolean unusual, Boolean value) {
        return value != null && value == unusual ? value : null;
    }

    private static String path(CommandCall call, String parameter) {
        return absolute(call.context(), call.arguments().text(parameter));
    }

    /** A file's path from the root. */
    static String absolute(Context context, String path) {
        return context.directory().resolve(path).normalize().toString();
    }

    /** A backstore for a file or device that was named where a backstore is expected. */
    static Backstore implied(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9_.:@-]", "_");
        BackstoreType type = path.startsWith("/dev/") ? BackstoreType.BLOCK : BackstoreType.FILEIO;
        return Backstore.of(type, name, path, null);
    }
}
