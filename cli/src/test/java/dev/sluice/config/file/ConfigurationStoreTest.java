package dev.sluice.config.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Configuration;
import dev.sluice.config.Credentials;
import dev.sluice.config.Credentials.Account;
import dev.sluice.config.Discovery;
import dev.sluice.config.Many;
import dev.sluice.config.Secret;
import dev.sluice.config.change.ChangeRefused;
import dev.sluice.config.change.CreateBackstore;
import dev.sluice.testing.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationStoreTest {
    @TempDir
    private Path folder;

    private Path file;
    private ConfigurationStore store;

    @BeforeEach
    void open() throws IOException {
        file = Files.createDirectory(folder.resolve("etc")).resolve("sluice.json");
        store = ConfigurationStore.open(file);
    }

    @Test
    void shouldServeNothingWhenThereIsNoFile() throws Exception {
        assertEquals(Configuration.EMPTY, store.load());
        assertEquals(List.of(), store.versions());
        assertNull(store.version(1));
    }

    @Test
    void shouldLoadWhatWasSaved() throws Exception {
        RandomConfiguration configurations = new RandomConfiguration(Seed.random("shouldLoadWhatWasSaved"));
        for (int i = 1; i <= 30; i++) {
            Configuration saved = withoutForeignSecrets(configurations.next());
            store.save(saved, "change " + i);
            assertEquals(saved, ConfigurationStore.open(file).load());
        }
        assertEquals(10, store.versions().size());
        assertEquals("change 30", store.versions().getFirst().summary());
        assertEquals(PosixFilePermissions.fromString("rw-r-----"), Files.getPosixFilePermissions(file));
    }

    /** They are in no store. */
    private static Configuration withoutForeignSecrets(Configuration configuration) {
        return configuration
                .withDiscovery(null)
                .withTargets(configuration.targets().stream()
                        .map(target -> target.withPortalGroups(target.portalGroups().stream()
                                .map(group -> group.withAuthentication(null).withAcls(List.of()))
                                .toList()))
                        .toList());
    }

    @Test
    void shouldKeepTheSameVersionWhenNothingIsNew() throws Exception {
        assertEquals(1, store.save(Many.of(1, 1), "one").number());
        assertEquals(1, store.save(Many.of(1, 1), "again").number());
        assertEquals(2, store.save(Many.of(1, 2), "two").number());
        assertEquals(Many.of(1, 1), store.version(1));
        assertEquals("one", store.versions().getLast().summary());
    }

    @Test
    void shouldKeepSecretsInTheirOwnFileAsLongAsAVersionHasThem() throws Exception {
        Configuration saved = store.save(asking("the first secret"), "").configuration();
        Secret first = saved.discovery().authentication().users().getFirst().password();
        assertTrue(first instanceof Secret.Kept(String id, String text) && id.length() == 16, first::toString);
        assertFalse(Files.readString(file).contains("the first"));
        Path secrets = folder.resolve("etc/sluice.secrets.json");
        assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(secrets));
        assertEquals(saved, ConfigurationStore.open(file).load());

        store.save(asking("the second secret"), "");
        assertEquals(saved, store.version(1));
        for (int i = 1; i <= 9; i++) {
            store = ConfigurationStore.open(file);
            store.save(store.load().withBackstores(Many.of(1, i).backstores()), "");
        }
        assertNull(store.version(1));
        assertFalse(Files.readString(secrets).contains("the first"));
        assertTrue(Files.readString(secrets).contains("the second"));
    }

    @Test
    void shouldNotLoadWhenTheTextOfASecretIsLost() throws Exception {
        store.save(asking("the first secret"), "");
        Files.delete(folder.resolve("etc/sluice.secrets.json"));

        ConfigurationBroken broken = assertThrows(
                ConfigurationBroken.class, () -> ConfigurationStore.open(file).load());
        assertEquals(
                "/discovery/authentication/users/0/password",
                broken.flaws().getFirst().pointer());
        assertEquals(6, broken.flaws().getFirst().line());
    }

    @Test
    void shouldRefuseSecretsWhenOthersCouldRead() throws Exception {
        store.save(asking("the first secret"), "");
        Path secrets = folder.resolve("etc/sluice.secrets.json");
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-r-----"));

        ConfigurationBroken broken = assertThrows(
                ConfigurationBroken.class, () -> ConfigurationStore.open(file).load());
        assertTrue(broken.getMessage().startsWith(secrets + ":"), broken::getMessage);
        assertTrue(broken.getMessage().contains("chmod 600"), broken::getMessage);
    }

    @Test
    void shouldNameTheLastGoodVersionWhenTheFileIsBroken() throws Exception {
        store.save(Many.of(1, 1), "one");
        store.save(Many.of(1, 2), "two");
        Files.writeString(file, Files.readString(file).replace("\"lun\": 1,", "\"lun\": ,"));

        ConfigurationStore again = ConfigurationStore.open(file);
        ConfigurationBroken broken = assertThrows(ConfigurationBroken.class, again::load);
        assertTrue(broken.getMessage().startsWith(file + ":"), broken::getMessage);
        assertEquals(2, broken.lastGood().number());
        assertEquals(Many.of(1, 2), again.version(2));

        again.save(again.version(2), "back to version 2");
        assertEquals(Many.of(1, 2), ConfigurationStore.open(file).load());
        assertTrue(Files.readString(folder.resolve("etc/sluice.json.aside")).contains("\"lun\": ,"));
    }

    @Test
    void shouldLoadOrSayWhatIsBrokenWhateverBytesAreChanged() throws Exception {
        Random random = Seed.random("shouldLoadOrSayWhatIsBrokenWhateverBytesAreChanged");
        store.save(Many.of(2, 2), "one");
        store.save(asking("the first secret"), "two");
        List<Path> files = List.of(
                file,
                folder.resolve("etc/sluice.secrets.json"),
                folder.resolve("etc/sluice.versions/000001.json"),
                folder.resolve("etc/sluice.versions/journal"),
                folder.resolve("etc/sluice.versions/base"));
        int broken = 0;
        for (int i = 0; i < 300; i++) {
            Path one = files.get(random.nextInt(files.size()));
            byte[] intact = Files.readAllBytes(one);
            byte[] changed = intact.clone();
            changed[random.nextInt(Math.min(changed.length, 500))] = (byte) random.nextInt();
            Files.write(one, changed);
            ConfigurationStore again = ConfigurationStore.open(file);
            try {
                again.load();
                for (SavedVersion version : again.versions()) {
                    again.version(version.number());
                }
            } catch (ConfigurationBroken e) {
                broken++;
            }
            Files.write(one, intact);
        }
        assertTrue(broken > 10, broken + " were broken");
    }

    @Test
    void shouldKeepWhatWasEditedByHandAsAVersion() throws Exception {
        store.save(Many.of(1, 1), "one");
        byte[] edited = ConfigurationText.write(Many.of(1, 2));
        Files.write(file, edited);
        store = ConfigurationStore.open(file);
        store.save(store.load().withTargets(List.of()), "no targets");

        assertEquals(
                List.of("no targets", "edited by hand", "one"),
                store.versions().stream().map(SavedVersion::summary).toList());
        assertEquals(Many.of(1, 2), store.version(2));
        assertFalse(Files.exists(folder.resolve("etc/sluice.json.aside")));
    }

    @Test
    void shouldPutAsideWhatSomebodyElseWroteMeanwhile() throws Exception {
        store.save(Many.of(1, 1), "one");
        Files.writeString(file, "mine");
        store.save(Many.of(1, 2), "two");

        assertEquals("mine", Files.readString(folder.resolve("etc/sluice.json.aside")));
        assertEquals(Many.of(1, 2), ConfigurationStore.open(file).load());
    }

    @Test
    void shouldGiveTextsToSecretsThatAreKnownByTheirId() throws Exception {
        Configuration saved = store.save(asking("the first secret"), "").configuration();

        assertEquals(saved, store.complete(ConfigurationText.read(ConfigurationText.write(saved))));
        assertEquals(List.of(), Secrets.missing(saved));
        assertEquals(1, Secrets.missing(Secrets.hidden(saved)).size());
        Configuration foreign = ConfigurationText.read(new String(ConfigurationText.write(saved), UTF_8)
                .replaceFirst("\"secret\": \"[0-9a-f]{4}", "\"secret\": \"0000")
                .getBytes(UTF_8));
        assertThrows(IllegalArgumentException.class, () -> store.save(foreign, ""));
    }

    @Test
    void shouldSaveOneChangeAmongTenThousandLunsInTime() throws Exception {
        Configuration configuration = store.save(Many.of(1_000, 10), "many").configuration();
        long worst = 0;
        long sum = 0;
        for (int i = 0; i < 20; i++) {
            configuration = created(configuration, i);
            long start = System.nanoTime();
            store.save(configuration, "one more");
            long took = System.nanoTime() - start;
            if (i >= 10) {
                worst = Math.max(worst, took);
                sum += took;
            }
        }
        System.out.println(
                "saved among 10,000 LUNs: mean " + sum / 10_000_000 + " ms, worst " + worst / 1_000_000 + " ms");
        assertTrue(worst < 2_000_000_000L, worst + " ns");
    }

    private static Configuration created(Configuration before, int i) throws ChangeRefused {
        return new CreateBackstore(Backstore.of(BackstoreType.RAMDISK, "more" + i, null, 512L)).applyTo(before);
    }

    private static Configuration asking(String secret) {
        return Configuration.EMPTY.withDiscovery(
                Discovery.of(new Credentials(List.of(new Account("joe", new Secret.Kept(null, secret))), null)));
    }
}
