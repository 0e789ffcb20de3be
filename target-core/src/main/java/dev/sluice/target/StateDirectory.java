package dev.sluice.target;

import dev.sluice.io.file.DurableFile;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.UnitMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Directory of all that has to outlive a loss of power, by the identity of each logical unit. */
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

    /** Saved state of a unit.
     *
     * @throws IOException if it cannot be read
     */
    UnitMemory memory(LogicalUnitSettings unit) throws IOException {
        String name = unit.diskById();
        return UnitMemory.load(
                new ReservationFile(file(name, "reservations")), new ParameterFile(file(name, "parameters")));
    }

    private DurableFile file(String unit, String kind) {
        return new DurableFile(directory.resolve(unit + "." + kind + ".json"));
    }
}
