package dev.sluice.shell.command;

import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Identity;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateBackstore;
import dev.sluice.shell.line.Mistake;
import java.util.List;

/** Makes a backstore of a type, from what {@code create} is given in its folder. */
enum BackstoreMaker implements Create.Maker {
    BLOCK(
            Parameter.required("name", "its own", Values.NONE),
            Parameter.required("dev", "the block device", Proposals.FILES),
            Parameter.optional("readonly", "whether initiators may only read", Proposals.FLAG),
            Parameter.optional("wwn", "the unit serial number; a new one unless given", Values.NONE)),
    FILEIO(
            Parameter.required("name", "its own", Values.NONE),
            Parameter.required("file_or_dev", "the file; made where there is none", Proposals.FILES),
            Parameter.optional("size", "as in 20G; of a file that is there, its own unless given", Values.NONE),
            Parameter.optional("write_back", "whether completed writes may wait for a flush", Proposals.FLAG),
            Parameter.optional("sparse", "whether a new file has holes: always true", Proposals.words("true")),
            Parameter.optional("wwn", "the unit serial number; a new one unless given", Values.NONE)),
    RAMDISK(
            Parameter.required("name", "its own", Values.NONE),
            Parameter.required("size", "as in 1G", Values.NONE),
            Parameter.optional("nullio", "whether nothing is kept: a backstore in /backstores/null", Proposals.FLAG),
            Parameter.optional("wwn", "the unit serial number; a new one unless given", Values.NONE)),
    PSCSI(
            Parameter.required("name", "its own", Values.NONE),
            Parameter.required("dev", "the SCSI device, as /dev/sg1 or /dev/sdb", Proposals.FILES)),
    NULL(
            Parameter.required("name", "its own", Values.NONE),
            Parameter.required("size", "as in 1G", Values.NONE),
            Parameter.optional("wwn", "the unit serial number; a new one unless given", Values.NONE));

    private final Syntax syntax;

    BackstoreMaker(Parameter... parameters) {
        syntax = Syntax.of(parameters);
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
    public Syntax syntax() {
        return syntax;
    }

    @Override
    public List<Change> changes(Call call) throws Mistake {
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

    private static Backstore file(Call call) throws Mistake {
        Arguments given = call.arguments();
        if (Boolean.FALSE.equals(given.flag("sparse"))) {
            throw new Mistake(
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

    private static String path(Call call, String parameter) {
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
