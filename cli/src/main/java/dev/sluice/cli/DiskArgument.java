package dev.sluice.cli;

import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Identity;
import dev.sluice.scsi.protection.ProtectionType;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One {@code --disk}, as it was asked for.
 *
 * @param kind what serves the data
 * @param path where it is, for a kind that has one; else null
 * @param sizeBytes its size, or -1 where the storage says it
 * @param blockBytes 512 or 4,096, or 0 where nothing was asked for
 * @param writeCache whether completed writes may wait for a flush
 * @param readOnly whether initiators may only read
 * @param removable whether it is shown as a removable disk
 * @param optical whether it is the image in a CD or DVD drive
 * @param thin whether it is shown as thinly provisioned
 * @param protection which protection information its blocks have
 * @param serial its serial number, or null where the storage's identity gives it
 */
record DiskArgument(
        Kind kind,
        String path,
        long sizeBytes,
        int blockBytes,
        boolean writeCache,
        boolean readOnly,
        boolean removable,
        boolean optical,
        boolean thin,
        ProtectionType protection,
        String serial) {
    /** What serves the data. */
    enum Kind {
        /** A regular file or a block device. */
        PATH,
        /** Memory, empty at every start. */
        RAM,
        /** Nothing: reads give zeroes, writes are dropped. */
        NULL,
        /** A SCSI device of this machine, which carries out the commands itself. */
        PASS_THROUGH;

        boolean hasPath() {
            return this == PATH || this == PASS_THROUGH;
        }
    }

    DiskArgument {
        if (kind.hasPath() ? path == null : path != null || sizeBytes <= 0) {
            throw new IllegalArgumentException("a path belongs to a path, a size to the rest");
        }
    }

    /** The same disk, which initiators may only read. */
    DiskArgument asReadOnly() {
        return new DiskArgument(
                kind, path, sizeBytes, blockBytes, writeCache, true, removable, optical, thin, protection, serial);
    }

    /** As a backstore of a configuration, with a name that nobody sees. */
    Backstore backstore() {
        return new Backstore(
                type(),
                "disk",
                path,
                sizeBytes < 0 ? null : sizeBytes,
                blockBytes == 0 ? null : blockBytes,
                writeCache,
                readOnly,
                thin,
                removable,
                optical,
                switch (protection) {
                    case NONE -> null;
                    case TYPE_1 -> 1;
                    case TYPE_3 -> 3;
                },
                serial == null ? null : Identity.ofSerial(serial));
    }

    private BackstoreType type() {
        return switch (kind) {
            case RAM -> BackstoreType.RAMDISK;
            case NULL -> BackstoreType.NULL;
            case PASS_THROUGH -> BackstoreType.PSCSI;
            case PATH ->
                Files.exists(Path.of(path)) && !Files.isRegularFile(Path.of(path))
                        ? BackstoreType.BLOCK
                        : BackstoreType.FILEIO;
        };
    }

    /** As a user named it. */
    String source() {
        return switch (kind) {
            case PATH -> path;
            case RAM -> "ram:" + sizeBytes;
            case NULL -> "null:" + sizeBytes;
            case PASS_THROUGH -> "pscsi:" + path;
        };
    }
}
