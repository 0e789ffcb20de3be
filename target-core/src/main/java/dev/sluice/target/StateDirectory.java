package dev.sluice.target;

import dev.sluice.scsi.LogicalUnitSettings;
import dev.sluice.scsi.reservation.ReservationStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where is kept what has to outlive a loss of power, by the identity of each logical unit. */
final class StateDirectory {
    private final Path directory;

    private StateDirectory(Path directory) {
        this.directory = directory;
    }

    /** Makes the directory, for its owner only, where there is none. */
    static StateDirectory open(Path directory) throws IOException {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new IOException("cannot make the state directory " + directory + ": " + e, e);
        }
        if (!Files.isWritable(directory)) {
            throw new IOException("the state directory " + directory + " cannot be written");
        }
        return new StateDirectory(directory);
    }

    ReservationStore reservations(LogicalUnitSettings unit) {
        return new ReservationFile(new DurableFile(directory.resolve(unit.diskById() + ".reservations.json")));
    }
}
