package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** RAM disks that no machine has the memory for. */
@Timeout(180)
class RamDiskLimitTest {
    @TempDir
    private Path directory;

    private String shell(int code, String... words) throws Exception {
        String[] all = new String[words.length + 1];
        all[0] = "--socket=" + directory.resolve("sock");
        System.arraycopy(words, 0, all, 1, words.length);
        try (SluiceProcess process = SluiceProcess.run(directory, SluiceProcess.command(all))) {
            String said = process.rest();
            assertEquals(code, process.awaitExit(), process::toString);
            return said + process.err();
        }
    }

    @Test
    void shouldRefuseToServeItWithWhatCouldBeHad() throws Exception {
        try (SluiceProcess sluice = SluiceProcess.serve(directory, "--disk=ram:4M", "--disk=ram:900T")) {
            assertEquals(2, sluice.awaitExit());
            assertTrue(
                    sluice.err().contains("--disk ram:900T: 921,600 GiB are more memory than there is"), sluice.err());
            assertTrue(sluice.err().contains("can be had"), sluice.err());
        }
        try (SluiceProcess sluice = SluiceProcess.serve(directory, "--disk=ram:4M", "--buffer-memory=1024T")) {
            assertEquals(2, sluice.awaitExit());
            assertTrue(sluice.err().contains("--buffer-memory '1024T': "), sluice.err());
        }
    }

    @Test
    void shouldRefuseTheChangeThatMakesIt() throws Exception {
        try (SluiceProcess daemon = SluiceProcess.daemon(directory)) {
            String answer = shell(1, "/backstores/ramdisk", "create", "big", "900T");
            assertTrue(answer.contains("are more memory than there is"), answer);
            assertTrue(answer.contains("nothing was changed"), answer);
            daemon.terminate();
            assertEquals(0, daemon.awaitExit());
        }
    }

    @Test
    void shouldServeTheOthersWhenASavedOneDoesNotFitAnyMore() throws Exception {
        try (SluiceProcess daemon = SluiceProcess.daemon(directory)) {
            shell(0, "/backstores/ramdisk", "create", "first", "1M");
            shell(0, "/backstores/ramdisk", "create", "second", "2M");
            daemon.terminate();
            assertEquals(0, daemon.awaitExit());
        }
        Path saved = directory.resolve("sluice.json");
        String text = Files.readString(saved);
        assertTrue(text.contains("2097152"), text);
        Files.writeString(saved, text.replace("2097152", Long.toString(900L << 40)));
        try (SluiceProcess daemon = SluiceProcess.daemon(directory)) {
            String status = shell(0, "status");
            assertTrue(status.contains("second"), status);
            assertTrue(status.contains("are more memory than there is"), status);
            assertTrue(shell(0, "ls").contains("first"));
            daemon.terminate();
            assertEquals(0, daemon.awaitExit());
        }
    }
}
