package dev.sluice.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sluice.io.file.DurableFile;
import dev.sluice.scsi.unit.ParameterStore;
import dev.sluice.scsi.unit.SavedParameters;
import java.io.IOException;

/** Parameters that initiators have saved with a logical unit, in a file of its own, as JSON. */
final class ParameterFile implements ParameterStore {
    private static final int VERSION = 1;

    private record Content(int version, SavedParameters parameters) {}

    private final DurableFile file;

    ParameterFile(DurableFile file) {
        this.file = file;
    }

    @Override
    public SavedParameters load() throws IOException {
        byte[] bytes = file.read();
        if (bytes == null) {
            return SavedParameters.NONE;
        }
        try {
            Content content = StateJson.MAPPER.readValue(bytes, Content.class);
            if (content == null || content.version() != VERSION || content.parameters() == null) {
                throw new IllegalArgumentException("not of version " + VERSION);
            }
            return content.parameters();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException(
                    file.path() + " does not hold saved parameters (" + StateJson.firstLine(e)
                            + "): restore it, or remove it to start with the defaults",
                    e);
        }
    }

    @Override
    public void save(SavedParameters parameters) throws IOException {
        file.write(StateJson.MAPPER.writeValueAsBytes(new Content(VERSION, parameters)));
    }
}
