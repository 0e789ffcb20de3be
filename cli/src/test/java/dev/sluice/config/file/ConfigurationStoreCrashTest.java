package dev.sluice.config.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.Configuration;
import dev.sluice.config.Credentials;
import dev.sluice.config.Credentials.Account;
import dev.sluice.config.Many;
import dev.sluice.config.Secret;
import dev.sluice.config.Target;
import dev.sluice.testing.Seed;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that saves, again and again. */
class ConfigurationStoreCrashTest {
    private static final int ROUNDS = 12;
    private static final int MOST_SAVES = 60;

    @TempDir
    private Path folder;

    /** The process that is killed: saves until then, and says of each save that it was done. */
    static final class Saver {
        private Saver() {}

        public static void main(String[] args) throws Exception {
            ConfigurationStore store = ConfigurationStore.open(Path.of(args[0]));
            Configuration configuration = store.load();
            for (int i = count(configuration) + 1; ; i++) {
                configuration = store.save(counting(i), "change " + i).configuration();
                System.out.println(i);
                System.out.flush();
            }
        }
    }

    @Test
    void shouldHaveEveryAcknowledgedChangeWhenKilledAtAnyMoment() throws Exception {
        Random random = Seed.random("shouldHaveEveryAcknowledgedChangeWhenKilledAtAnyMoment");
        Path file = folder.resolve("sluice.json");
        int acknowledged = 0;
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged = Math.max(acknowledged, killed(file, 1 + random.nextInt(MOST_SAVES), random));
            ConfigurationStore store = ConfigurationStore.open(file);
            Configuration loaded = store.load();
            int saved = count(loaded);
            assertTrue(
                    saved == acknowledged || saved == acknowledged + 1,
                    "saved " + saved + ", acknowledged " + acknowledged);
            assertEquals("secret number " + saved, text(loaded));
            for (SavedVersion version : store.versions()) {
                Configuration kept = store.version(version.number());
                assertEquals("secret number " + count(kept), text(kept));
            }
            acknowledged = saved;
        }
        System.out.println(acknowledged + " saves in " + ROUNDS + " processes that were killed");
    }

    /** The last change that the process acknowledged. */
    private static int killed(Path file, int saves, Random random) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Saver.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int last = 0;
        try (BufferedReader acknowledgements = process.inputReader()) {
            for (int i = 0; i < saves; i++) {
                last = Integer.parseInt(acknowledgements.readLine());
            }
            LockSupport.parkNanos(random.nextInt(3_000_000));
            process.toHandle().destroyForcibly();
            for (String line = acknowledgements.readLine(); line != null; line = acknowledgements.readLine()) {
                last = Integer.parseInt(line);
            }
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return last;
    }

    private static Configuration counting(int i) {
        Configuration many = Many.of(3, 3);
        Target first = many.targets().getFirst();
        Target target = new Target(first.name(), "change " + i, first.portalGroups());
        Credentials credentials =
                new Credentials(List.of(new Account("joe", new Secret.Kept(null, "secret number " + i))), null);
        return many.withTargets(List.of(
                target.withPortalGroups(List.of(target.portalGroups().getFirst().withAuthentication(credentials))),
                many.targets().getLast()));
    }

    private static int count(Configuration configuration) {
        return configuration.targets().isEmpty()
                ? 0
                : Integer.parseInt(configuration.targets().getFirst().alias().substring("change ".length()));
    }

    private static String text(Configuration configuration) {
        return ((Secret.Kept) configuration
                        .targets()
                        .getFirst()
                        .portalGroups()
                        .getFirst()
                        .authentication()
                        .users()
                        .getFirst()
                        .password())
                .text();
    }
}
