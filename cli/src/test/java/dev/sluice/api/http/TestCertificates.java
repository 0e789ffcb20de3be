package dev.sluice.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Keys and certificates, made by the keytool of this JDK, in PEM. */
public final class TestCertificates {
    private static final String PASSWORD = "changeit";

    private final Path directory;
    private final Path store;

    private TestCertificates(Path directory) {
        this.directory = directory;
        this.store = directory.resolve("store.p12");
    }

    /** @param directory directory for files */
    public static TestCertificates in(Path directory) {
        return new TestCertificates(directory);
    }

    /** Makes one that may sign others. */
    public TestCertificates authority(String alias) throws Exception {
        return make(alias, "EC", "-ext", "bc:c");
    }

    /**
     * Makes one for a daemon, signed by {@code authority}.
     *
     * @param names as in {@code ip:127.0.0.1,dns:localhost}
     */
    public TestCertificates signed(String alias, String authority, String names, String... more) throws Exception {
        List<String> words =
                new ArrayList<>(List.of("-signer", authority, "-signerkeypass", PASSWORD, "-ext", "san=" + names));
        words.addAll(Arrays.asList(more));
        return make(alias, "EC", words.toArray(String[]::new));
    }

    /** Makes one that nobody else signs. */
    public TestCertificates selfSigned(String alias, String algorithm, String names) throws Exception {
        return make(alias, algorithm, "-ext", "san=" + names);
    }

    private TestCertificates make(String alias, String algorithm, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-keyalg",
                algorithm));
        command.addAll(Arrays.asList(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
        return this;
    }

    /** The certificate, then those that signed it. */
    public Path chain(String alias) throws Exception {
        StringBuilder text = new StringBuilder();
        for (Certificate one : open().getCertificateChain(alias)) {
            text.append(pem("CERTIFICATE", one.getEncoded()));
        }
        return Files.writeString(directory.resolve(alias + ".pem"), text);
    }

    /** The key, for its owner only. */
    public Path key(String alias) throws Exception {
        return secret(
                alias + ".key",
                pem("PRIVATE KEY", open().getKey(alias, PASSWORD.toCharArray()).getEncoded()));
    }

    /** A file for its owner only. */
    public Path secret(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private KeyStore open() throws IOException, GeneralSecurityException {
        KeyStore opened = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            opened.load(in, PASSWORD.toCharArray());
        }
        return opened;
    }

    private static String pem(String kind, byte[] encoded) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + kind
                + "-----\n";
    }
}
