package dev.sluice.api.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiCredentialsTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @TempDir
    private static Path files;

    private static TestCertificates made;

    @TempDir
    private Path directory;

    private Path token;
    private Path certificate;
    private Path key;

    @BeforeAll
    static void makeCertificates() throws Exception {
        made = TestCertificates.in(files)
                .selfSigned("ec", "EC", "dns:h")
                .selfSigned("other", "EC", "dns:h")
                .selfSigned("rsa", "RSA", "dns:h")
                .selfSigned("ed", "Ed25519", "dns:h");
    }

    @BeforeEach
    void chooseGoodOnes() throws Exception {
        token = secret("token", TOKEN);
        certificate = made.chain("ec");
        key = made.key("ec");
    }

    private Path secret(String name, String text) throws IOException {
        return TestCertificates.in(directory).secret(name, text);
    }

    private void check() throws IOException {
        new ApiSettings.Remote(new InetSocketAddress("127.0.0.1", 1), token, certificate, key).check();
    }

    private void assertRefused(String... words) {
        String message = assertThrows(IOException.class, this::check).getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
        assertFalse(message.contains(TOKEN), message);
    }

    @Test
    void shouldTakeKeysOfTheUsualKinds() throws Exception {
        for (String alias : new String[] {"ec", "rsa", "ed"}) {
            certificate = made.chain(alias);
            key = made.key(alias);
            assertDoesNotThrow(this::check, alias);
        }
    }

    @Test
    void shouldTakeAFileWhenWordsStandBesideThePem() throws Exception {
        certificate = Files.writeString(
                directory.resolve("c"), "subject=CN = h\n\n" + Files.readString(certificate) + "\nand so on\n");
        key = secret("k", "Bag Attributes\n" + Files.readString(key));
        assertDoesNotThrow(this::check);
    }

    @Test
    void shouldSayHowToMakeATokenWhenThereIsNone() throws Exception {
        token = directory.resolve("nothing");
        assertRefused("there is no " + token, "openssl rand -hex 32 > " + token);
        token = secret("empty", "");
        assertRefused("there is nothing in " + token, "openssl rand -hex 32");
        token = secret("short", "0123456789abcdef\n" + TOKEN);
        assertRefused("fewer than 32 characters", "openssl rand -hex 32");
        token = secret("blanks", "a token with blanks in it, which HTTP could not show");
        assertRefused("is no token");
        token = secret("long", "0".repeat(1025));
        assertRefused("is no token");
        token = secret("huge", "0".repeat(5 << 20));
        assertRefused("too much");
        token = directory;
        assertRefused(directory + ": is a directory");
    }

    @Test
    void shouldRefuseWhenOthersMayReadASecret() throws Exception {
        for (String mode : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
            Files.setPosixFilePermissions(token, PosixFilePermissions.fromString(mode));
            assertRefused("chmod 600 " + token);
        }
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("r--------"));
        Path open = secret("open.key", Files.readString(key));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        key = open;
        assertRefused("chmod 600 " + open);
    }

    @Test
    void shouldSayWhatIsWrongWithACertificate() throws Exception {
        certificate = directory.resolve("nothing.pem");
        assertRefused("there is no " + certificate);
        certificate = Files.writeString(directory.resolve("text.pem"), "no PEM\n");
        assertRefused(certificate.toString(), "PEM");
        certificate = made.key("ec");
        assertRefused(certificate.toString(), "certificate");
        certificate = Files.writeString(
                directory.resolve("spoilt.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertRefused(certificate.toString());
    }

    @Test
    void shouldSayWhatIsWrongWithAKey() throws Exception {
        Path good = key;
        key = directory.resolve("nothing.key");
        assertRefused("there is no " + key);
        key = secret("text.key", "no PEM\n");
        assertRefused("there is no key in " + key);
        String text = Files.readString(good);
        key = secret("locked.key", text.replace("PRIVATE", "ENCRYPTED PRIVATE"));
        assertRefused("is encrypted", "openssl pkcs8 -topk8 -nocrypt -in " + key);
        key = secret("old.key", text.replace("PRIVATE", "EC PRIVATE"));
        assertRefused("is not PKCS 8", "openssl pkcs8 -topk8 -nocrypt -in " + key);
        key = secret("spoilt.key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertRefused(key.toString());
    }

    @Test
    void shouldRefuseWhenTheKeyIsThatOfAnotherCertificate() throws Exception {
        key = made.key("other");
        assertRefused("is not that of the first certificate in " + certificate);
        key = made.key("rsa");
        assertRefused("is not one of the kind that the certificate has");
    }
}
