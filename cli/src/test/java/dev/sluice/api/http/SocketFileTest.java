package dev.sluice.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.shell.FakeAdministration;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SocketFileTest {
    @TempDir
    private Path directory;

    private ApiServer start(Path socket) throws IOException {
        return ApiServer.start(new ApiSettings(socket, null), new FakeAdministration());
    }

    private static void answers(ApiServer server) {
        try (ApiClient client = ApiClient.unix(server.socket())) {
            assertEquals("1.2.3", client.status().program());
        }
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void shouldReplaceASocketThatADeadDaemonLeft() throws IOException {
        Path socket = directory.resolve("sock");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        assertTrue(Files.exists(socket));
        try (ApiServer server = start(socket)) {
            answers(server);
        }
        assertEquals(List.of(), names());
    }

    @Test
    void shouldReplaceASocketThatGotNoNameYet() throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(directory.resolve("sock~")));
        }
        try (ApiServer server = start(directory.resolve("sock"))) {
            answers(server);
            assertEquals(List.of("sock"), names());
        }
    }

    @Test
    void shouldLeaveADaemonAloneThatListensThere() throws IOException {
        Path socket = directory.resolve("sock");
        try (ApiServer first = start(socket)) {
            IOException refused = assertThrows(IOException.class, () -> start(socket));
            assertEquals("a daemon listens on " + socket + " already", refused.getMessage());
            answers(first);
        }
    }

    @Test
    void shouldLeaveAloneWhatIsNoSocket() throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("file"), "precious");
        Path pipe = directory.resolve("pipe");
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor(),
                "mkfifo is of the package coreutils");
        for (Path wrong : List.of(file, pipe, directory)) {
            IOException refused = assertThrows(IOException.class, () -> start(wrong));
            assertTrue(refused.getMessage().contains("is not a socket"), refused.getMessage());
        }
        Files.writeString(directory.resolve("other~"), "precious");
        IOException refused = assertThrows(IOException.class, () -> start(directory.resolve("other")));
        assertTrue(refused.getMessage().contains("in the way"), refused.getMessage());
        assertEquals(List.of("file", "other~", "pipe"), names());
    }

    @Test
    void shouldLetNobodyElseConnectWhenThereIsNoGroup() throws IOException {
        Path socket = directory.resolve("deep/er/sock");
        ApiServer.Terms terms =
                new ApiServer.Terms(ApiServer.Terms.USUAL.idle(), ApiServer.Terms.USUAL.patience(), "no-such-group");
        try (ApiServer server = ApiServer.start(new ApiSettings(socket, null), new FakeAdministration(), terms)) {
            assertEquals("rw-------", mode(socket));
            answers(server);
        }
        assertFalse(Files.exists(socket));
    }

    @Test
    void shouldLetAGroupConnect() throws IOException {
        Path socket = directory.resolve("sock");
        ApiServer.Terms terms =
                new ApiServer.Terms(ApiServer.Terms.USUAL.idle(), ApiServer.Terms.USUAL.patience(), "daemon");
        try (ApiServer server = ApiServer.start(new ApiSettings(socket, null), new FakeAdministration(), terms)) {
            assertEquals("rw-rw----", mode(server.socket()));
            assertEquals("daemon", Files.getAttribute(socket, "posix:group").toString());
        }
    }

    @Test
    void shouldSayWhatIsWrongWhenThePathIsTooLong() {
        Path socket = directory.resolve("s".repeat(120));
        IOException refused = assertThrows(IOException.class, () -> start(socket));
        assertTrue(refused.getMessage().contains(socket.toString()), refused.getMessage());
    }
}
