package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.ChangeRequest;
import dev.sluice.api.Refusal;
import dev.sluice.api.http.ApiClient;
import dev.sluice.api.http.ApiUnreachable;
import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Configuration;
import dev.sluice.config.Lun;
import dev.sluice.config.Node;
import dev.sluice.config.Portal;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateAcl;
import dev.sluice.config.change.CreateBackstore;
import dev.sluice.config.change.CreateLun;
import dev.sluice.config.change.CreatePortal;
import dev.sluice.config.change.CreateTarget;
import dev.sluice.config.change.DeleteNode;
import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import dev.sluice.testing.Seed;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonProcessTest {
    private static final String TARGET = "iqn.2026-11.com.example:disk1";
    private static final String INITIATOR = "iqn.2026-11.com.example:me";
    private static final Node.Group GROUP = new Node.Group(TARGET, 1);
    private static final int KILLS = 8;
    private static final int CHANGES = 300;
    private static final Duration LONGEST_CHANGE = Duration.ofMillis(20);

    @TempDir
    private Path directory;

    private ApiClient client() {
        return ApiClient.unix(directory.resolve("sock"));
    }

    private static void change(ApiClient client, Change... changes) throws Refusal {
        client.change(new ChangeRequest(null, false, false, List.of(changes)));
    }

    private static Change ramdisk(String name) {
        return new CreateBackstore(Backstore.of(BackstoreType.RAMDISK, name, null, 1L << 20));
    }

    private static int freePort() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static Change[] target(int port) {
        return new Change[] {
            new CreateTarget(TARGET, null),
            new CreatePortal(GROUP, "127.0.0.1", port),
            new DeleteNode(new Node.OnePortal(GROUP, new Portal("0.0.0.0", Portal.USUAL_PORT)), false),
            new CreateAcl(GROUP, INITIATOR, null)
        };
    }

    @Test
    void shouldHaveEveryAcknowledgedChangeWhenKilledAtAnyMoment() throws Exception {
        Random random = Seed.random("shouldHaveEveryAcknowledgedChangeWhenKilledAtAnyMoment");
        Set<String> acknowledged = new HashSet<>();
        AtomicInteger number = new AtomicInteger();
        for (int kill = 0; kill < KILLS; kill++) {
            try (SluiceProcess daemon = SluiceProcess.daemon(directory);
                    ApiClient client = client()) {
                assertTrue(names(client).containsAll(acknowledged), "after " + kill + " kills");
                int enough = number.get() + CHANGES / KILLS / 2 + random.nextInt(CHANGES / KILLS);
                long into = random.nextLong(LONGEST_CHANGE.toNanos());
                Thread killer = Thread.ofVirtual().start(() -> {
                    while (number.get() < enough) {
                        Thread.onSpinWait();
                    }
                    LockSupport.parkNanos(into);
                    try {
                        daemon.kill();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                try {
                    while (true) {
                        String name = "d" + number.incrementAndGet();
                        change(client, ramdisk(name));
                        acknowledged.add(name);
                    }
                } catch (ApiUnreachable killed) {
                    killer.join();
                }
            }
        }
        try (SluiceProcess daemon = SluiceProcess.daemon(directory);
                ApiClient client = client()) {
            assertTrue(names(client).containsAll(acknowledged), daemon.err());
            assertTrue(names(client).size() <= acknowledged.size() + KILLS, "at most one change a kill was under way");
        }
    }

    private static Set<String> names(ApiClient client) {
        return client.configuration().configuration().backstores().stream()
                .map(Backstore::name)
                .collect(Collectors.toSet());
    }

    @Test
    void shouldGiveEachOfTwoClientsNumbersOfItsOwn() throws Exception {
        int each = 40;
        try (SluiceProcess daemon = SluiceProcess.daemon(directory);
                ApiClient first = client();
                ApiClient second = client();
                ExecutorService both = Executors.newFixedThreadPool(2)) {
            change(first, target(freePort()));
            Future<Void> one = both.submit(creating(first, "a", each));
            Future<Void> other = both.submit(creating(second, "b", each));
            one.get();
            other.get();
            Configuration made = first.configuration().configuration();
            List<Integer> numbers = made.target(TARGET).portalGroup(1).luns().stream()
                    .map(Lun::lun)
                    .toList();
            assertEquals(2 * each, numbers.size(), daemon.err());
            assertEquals(2 * each - 1, numbers.getLast(), "no number was left out");
        }
    }

    private static Callable<Void> creating(ApiClient client, String prefix, int count) {
        return () -> {
            for (int i = 0; i < count; i++) {
                change(client, ramdisk(prefix + i), new CreateLun(GROUP, "ramdisk/" + prefix + i, null, null));
            }
            return null;
        };
    }

    @Test
    void shouldBeThereForInitiatorsAgainAfterARestart() throws Exception {
        int port = freePort();
        String path = directory.resolve("disk.img").toString();
        byte[] data = new byte[512];
        new Random(1).nextBytes(data);
        try (SluiceProcess daemon = SluiceProcess.daemon(directory);
                ApiClient client = client()) {
            change(client, target(port));
            change(
                    client,
                    new CreateBackstore(Backstore.of(BackstoreType.FILEIO, "f", path, 1L << 20)),
                    new CreateLun(GROUP, "fileio/f", null, null));
            try (Session session = login(port)) {
                assertEquals(
                        0,
                        settled(session)
                                .execute(ScsiCommand.write(0, Cdb.write10(7, 1), data))
                                .status());
                daemon.terminate();
                assertEquals(0, daemon.awaitExit());
            }
        }
        try (SluiceProcess daemon = SluiceProcess.daemon(directory);
                Session session = login(port)) {
            byte[] read = settled(session)
                    .execute(ScsiCommand.read(0, Cdb.read10(7, 1), 512))
                    .data();
            assertArrayEquals(data, read, daemon.err());
        }
    }

    private static Session login(int port) {
        return Session.login(new InetSocketAddress("127.0.0.1", port), LoginOptions.normal(INITIATOR, TARGET));
    }

    private static Session settled(Session session) {
        while (!session.execute(ScsiCommand.none(0, Cdb.testUnitReady())).isGood()) {
            assertNotNull(session);
        }
        return session;
    }

    @Test
    void shouldSayWhatIsWrongWhenTheConfigurationIsBroken() throws Exception {
        Files.writeString(directory.resolve("sluice.json"), "{\"version\": 1,\n \"targtes\": []}");
        try (SluiceProcess daemon = SluiceProcess.start(
                directory,
                "daemon",
                "--config=" + directory.resolve("sluice.json"),
                "--state-dir=" + directory.resolve("state"),
                "--socket=" + directory.resolve("sock"))) {
            assertEquals(2, daemon.awaitExit(), "systemd need not try again");
            assertTrue(daemon.err().contains("sluice.json:2:"), daemon.err());
            assertTrue(daemon.err().contains("targtes"), daemon.err());
        }
    }

    @Test
    void shouldSayWhatToDoWhenAnotherDaemonIsThere() throws Exception {
        try (SluiceProcess daemon = SluiceProcess.daemon(directory);
                SluiceProcess second = SluiceProcess.start(
                        directory,
                        "daemon",
                        "--new",
                        "--config=" + directory.resolve("other.json"),
                        "--state-dir=" + directory.resolve("other"),
                        "--socket=" + directory.resolve("sock"))) {
            assertEquals(1, second.awaitExit());
            assertTrue(second.err().contains("a daemon listens on"), second.err() + daemon.err());
            try (ApiClient client = client()) {
                assertEquals(1, client.status().protocol(), "the first still answers");
            }
        }
    }
}
