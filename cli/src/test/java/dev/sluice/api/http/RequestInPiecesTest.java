package dev.sluice.api.http;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.shell.FakeAdministration;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestInPiecesTest {
    @TempDir
    private Path directory;

    @Test
    void shouldAnswerWhenARequestComesByteByByte() throws IOException {
        ApiSettings settings = new ApiSettings(directory.resolve("sock"), null);
        byte[] body = "{\"changes\":[{\"do\":\"create-target\"}]}".getBytes(StandardCharsets.UTF_8);
        String head =
                "POST /v1/changes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length + "\r\n\r\n";
        try (ApiServer server = ApiServer.start(settings, new FakeAdministration());
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(server.socket()))) {
            sendSlowly(client, head.getBytes(StandardCharsets.US_ASCII));
            sendSlowly(client, body);
            ByteBuffer answer = ByteBuffer.allocate(4096);
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> client.read(answer));
            String text = StandardCharsets.UTF_8.decode(answer.flip()).toString();
            assertTrue(text.startsWith("HTTP/1.1 200 OK"), text);
        }
    }

    private static void sendSlowly(SocketChannel client, byte[] bytes) throws IOException {
        for (byte one : bytes) {
            client.write(ByteBuffer.wrap(new byte[] {one}));
        }
    }
}
