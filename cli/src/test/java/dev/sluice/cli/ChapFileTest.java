package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.iscsi.chap.Authentication;
import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.chap.ChapAlgorithm;
import dev.sluice.iscsi.chap.ChapSecret;
import dev.sluice.iscsi.chap.ChapUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChapFileTest {
    @TempDir
    private Path directory;

    private Path file(String content, String permissions) throws IOException {
        Path file = directory.resolve("chap.json");
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return file;
    }

    private ChapRequirements read(String content) throws IOException {
        return ChapFile.read(file(content, "rw-------"), ChapAlgorithm.ALL, false);
    }

    private String refusal(String content) {
        return assertThrows(UsageException.class, () -> read(content)).getMessage();
    }

    @Test
    void shouldReadUsersOfBothDirections() throws IOException {
        ChapRequirements chap = read("""
                {"users": [{"name": "joe", "secret": " spaces # and \u00fc "}, {"name": "joe", "secret": "the next secret"}],
                 "target": {"name": "disk", "secret": "what the target has"}}""");

        Authentication everyone = chap.target().everyone();
        assertTrue(everyone.required());
        assertEquals(
                List.of(
                        new ChapUser("joe", ChapSecret.of(" spaces # and \u00fc ")),
                        new ChapUser("joe", ChapSecret.of("the next secret"))),
                everyone.users());
        assertEquals("disk", everyone.self().name());
        assertEquals(AuthenticationRules.NONE, chap.discovery());
    }

    @Test
    void shouldReadDiscoveryAndInitiatorsOfTheirOwn() throws IOException {
        ChapRequirements chap = read("""
                {"users": [{"name": "joe", "secret": "secret of everyone"}],
                 "discovery": {"users": [{"name": "look", "secret": "secret of a look"}]},
                 "initiators": {"iqn.2026-01.com.example:a": {"users": [{"name": "a", "secret": "secret of one a"}]}}}""");

        assertEquals("look", chap.discovery().everyone().users().getFirst().name());
        assertEquals(
                "a",
                chap.target().of("iqn.2026-01.com.example:a").users().getFirst().name());
        assertEquals(
                "joe",
                chap.target().of("iqn.2026-01.com.example:b").users().getFirst().name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------"})
    void shouldRefuseAFileThatOthersMayRead(String permissions) throws IOException {
        Path file = file("{\"users\": [{\"name\": \"joe\", \"secret\": \"a good secret\"}]}", permissions);
        UsageException refused =
                assertThrows(UsageException.class, () -> ChapFile.read(file, ChapAlgorithm.ALL, false));
        assertTrue(refused.getMessage().contains("chmod 600"), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | is missing",
                "{'users': []} | users has no user",
                "{'users': [{'name': 'joe'}]} | a name and a secret",
                "{'users': [{'name': 'joe', 'secret': 'short'}]} | fewer than 12 bytes",
                "{'users': [{'name': '', 'secret': 'hunter2hunter2'}]} | user name",
                "{'users': [{'name': 'joe', 'secret': hunter2hunter2}]} | line 1",
                "{'users': [{'name': 'joe', 'secret': 'hunter2hunter2', 'hunter2': 1}]} | users",
                "{'users': [{'name': 'joe', 'secret': 'hunter2hunter2'}], 'user': 1} | 'user'",
                "{'users': [{'name': 'joe', 'secret': 'hunter2hunter2'}], 'target': {'name': 'd', 'secret': 'hunter2hunter2'}} | must differ",
                "{'users': [{'name': 'joe', 'secret': 'hunter2hunter2'}], 'initiators': {'bob': {}}} | not an iSCSI name",
                "null | file is empty",
                "hunter2 | not JSON"
            })
    void shouldSayWhatIsWrongAndNoSecret(String content, String words) {
        String refusal = refusal(content.replace('\'', '"'));

        assertTrue(refusal.contains(words), refusal);
        assertFalse(refusal.contains("hunter2hunter2"), refusal);
    }

    @Test
    void shouldTakeShortSecretsWhereTheyAreAllowed() throws IOException {
        Path file = file("{\"users\": [{\"name\": \"joe\", \"secret\": \"short\"}]}", "rw-------");
        ChapRequirements chap = ChapFile.read(file, Set.of(ChapAlgorithm.MD5), true);
        assertEquals(Set.of(ChapAlgorithm.MD5), chap.target().everyone().algorithms());
    }

    @Test
    void shouldSayThatAFileIsMissing() {
        UsageException refused = assertThrows(
                UsageException.class, () -> ChapFile.read(directory.resolve("none"), ChapAlgorithm.ALL, false));
        assertTrue(refused.getMessage().contains("there is no such file"), refused.getMessage());
    }
}
