package dev.sluice.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.file.DurableFile;
import dev.sluice.scsi.unit.SavedParameters;
import dev.sluice.scsi.unit.UnitModes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterFileTest {
    @TempDir
    private Path folder;

    private ParameterFile file() {
        return new ParameterFile(new DurableFile(folder.resolve("disk.json")));
    }

    @Test
    void shouldComeBackAsTheyWere() throws IOException {
        assertEquals(SavedParameters.NONE, file().load());
        UnitModes modes = new UnitModes(
                false,
                true,
                true,
                true,
                UnitModes.QueueError.ABORT_OWN,
                true,
                new UnitModes.Threshold(true, 4711),
                UnitModes.Threshold.OFF,
                true);
        SavedParameters parameters = new SavedParameters(modes, "0aff", "Bär\n");
        file().save(parameters);
        assertEquals(parameters, file().load());
        file().save(SavedParameters.NONE.withText("only"));
        assertEquals(SavedParameters.NONE.withText("only"), file().load());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{\"version\": 2, \"parameters\": {\"identifier\": \"\", \"text\": \"\"}}",
                "{\"version\": 1}",
                "{\"version\": 1, \"parameters\": {\"identifier\": \"x\", \"text\": \"\"}}",
                "{\"version\": 1, \"parameters\": {\"identifier\": \"\"}}",
                "{\"version\": 1, \"parameters\": {\"identifier\": \"\", \"text\": \"\", \"modes\": {\"writeCache\": true}}}"
            })
    void shouldSayWhatToDoWhereItCannotBeRead(String content) throws IOException {
        Files.writeString(folder.resolve("disk.json"), content);
        IOException e = assertThrows(IOException.class, () -> file().load());
        assertTrue(e.getMessage().contains("disk.json") && e.getMessage().contains("remove it"), e.getMessage());
    }
}
