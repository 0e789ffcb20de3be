package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import dev.sluice.log.FatalErrorHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server of which a thread dies: half of one is worse than none. */
@Timeout(180)
class DeadThreadTest {
    private static final int SESSIONS = 250;
    private static final int COMMANDS = 100;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"loop, sluice-loop-0", "thread, sluice-some-worker"})
    void shouldEndTheProcessWithAMessageAndACode(String which, String thread) throws Exception {
        try (SluiceProcess faulty = SluiceProcess.run(directory, faulty(which))) {
            assertEquals(FatalErrorHandler.EXIT_CODE, faulty.awaitExit());
            assertTrue(faulty.err().contains("exit code 4: the thread " + thread + " has failed"), faulty.err());
            assertTrue(faulty.err().contains("StackOverflowError: injected"), faulty.err());
        }
    }

    @Test
    void shouldEndTheProcessWhenNobodyReadsTheMessage() throws Exception {
        try (SluiceProcess faulty = SluiceProcess.withUnreadLog(directory, faulty("loop"))) {
            assertEquals(FatalErrorHandler.EXIT_CODE, faulty.awaitExit());
        }
    }

    /** Sessions with commands under way are what takes heap. */
    @Test
    void shouldEndTheProcessWhenTheHeapIsTooSmallForItsSessions() throws Exception {
        List<String> command = SluiceProcess.command(
                "serve", "--listen=127.0.0.1:0", "--target-name=" + SluiceProcess.TARGET, "--disk=ram:64M");
        command.addAll(1, List.of("-Xms4m", "-Xmx10m", "-XX:+UseSerialGC"));
        List<Session> sessions = new ArrayList<>();
        try (SluiceProcess sluice = SluiceProcess.run(directory, command)) {
            InetSocketAddress portal = new InetSocketAddress(InetAddress.getLoopbackAddress(), sluice.awaitListening());
            try {
                for (int i = 0; i < SESSIONS; i++) {
                    sessions.add(Session.login(
                            portal, LoginOptions.normal("iqn.2026-11.dev.sluice:host" + i, SluiceProcess.TARGET)));
                    for (int j = 0; j < COMMANDS; j++) {
                        sessions.getLast().submit(ScsiCommand.read(0, Cdb.read10(0, 256), 256 * 512));
                    }
                }
            } catch (RuntimeException | AssertionError e) {
                // The server has gone meanwhile, which is what is waited for.
            }
            assertEquals(FatalErrorHandler.EXIT_CODE, sluice.awaitExit(), sluice::toString);
            assertTrue(sluice.err().contains("the process ends with exit code 4"), sluice.err());
        } finally {
            sessions.forEach(Session::drop);
        }
    }

    private static List<String> faulty(String which) {
        List<String> command = SluiceProcess.command();
        command.set(command.size() - 1, FaultyServer.class.getName());
        command.add(which);
        return command;
    }
}
