package dev.sluice.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.file.DurableFile;
import dev.sluice.scsi.reservation.PortNexus;
import dev.sluice.scsi.reservation.Registration;
import dev.sluice.scsi.reservation.ReservationType;
import dev.sluice.scsi.reservation.Reservations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservationFileTest {
    private static final PortNexus HOLDER = new PortNexus("iqn.x:a,i,0x000000000001", "iqn.x:t", 1);
    private static final Reservations RESERVED = new Reservations(
            0,
            List.of(
                    new Registration(HOLDER, -1L, true),
                    new Registration(new PortNexus("iqn.x:b,i,0x000000000002", "iqn.x:t", 2), 1, false)),
            ReservationType.EXCLUSIVE_ACCESS,
            HOLDER,
            true,
            null);

    @TempDir
    private Path folder;

    private Path path;
    private ReservationFile file;

    @BeforeEach
    void open() {
        path = folder.resolve("disk.json");
        file = new ReservationFile(new DurableFile(path));
    }

    @Test
    void shouldComeBackAsTheyWere() throws IOException {
        assertEquals(Reservations.NONE, file.load());
        file.save(RESERVED);
        assertEquals(RESERVED, file.load());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        Reservations all = new Reservations(0, RESERVED.registrations(), ReservationType.of(7), null, true, null);
        file.save(all);
        assertEquals(all, file.load());
    }

    @Test
    void shouldForgetWhatShallNotPersist() throws IOException {
        file.save(RESERVED);
        file.save(Reservations.NONE);
        assertFalse(Files.exists(path));
        assertEquals(Reservations.NONE, file.load());
    }

    @Test
    void shouldNotMindWhatACrashLeftBehind() throws IOException {
        file.save(RESERVED);
        Files.writeString(folder.resolve("disk.json.new"), "{\"vers");
        assertEquals(RESERVED, file.load());
        file.save(RESERVED);
        assertEquals(RESERVED, file.load());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[1]",
                "{\"version\": 2, \"registrations\": []}",
                "{\"version\": 1}",
                "{\"version\": 1, \"registrations\": [{\"key\": \"x\"}]}",
                "{\"version\": 1, \"registrations\": [], \"type\": \"SHARED\"}",
                "{\"version\": 1, \"registrations\": [], \"type\": \"WRITE_EXCLUSIVE\","
                        + " \"holder\": {\"initiatorPort\": \"a\", \"target\": \"t\", \"targetPort\": 1}}"
            })
    void shouldSayWhatToDoWhenItIsSpoilt(String content) throws IOException {
        Files.writeString(path, content);
        IOException refusal = assertThrows(IOException.class, file::load);
        assertTrue(refusal.getMessage().startsWith(path.toString()), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("restore it, or remove it"), refusal.getMessage());
    }
}
