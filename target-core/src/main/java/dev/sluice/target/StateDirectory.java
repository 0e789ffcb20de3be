package dev.sluice.target;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.io.file.DurableFile;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.UnitMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Directory of all that has to outlive a loss of power, by the identity of each logical unit. */
final class StateDirectory {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

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
        return UnitMemory.load(
                new ReservationFile(file(unit, "reservations")), new ParameterFile(file(unit, "parameters")));
    }

    private DurableFile file(LogicalUnitSettings unit, String kind) {
        return new DurableFile(directory.resolve(unit.diskById() + "." + kind + ".json"));
    }

    /** First line of an error's message; the parser of JSON adds more. */
    static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
