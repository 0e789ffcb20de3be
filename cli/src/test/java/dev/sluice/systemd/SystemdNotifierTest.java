package dev.sluice.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemdNotifierTest {
    private static final long PID = 4711;

    @TempDir
    private Path directory;

    @Test
    void shouldTellWhatTheServiceDoesWhenSystemdListens() throws InterruptedException {
        String path = directory.resolve("notify").toString();
        try (NotifySocket systemd = new NotifySocket(path);
                SystemdNotifier notifier = SystemdNotifier.from(Map.of("NOTIFY_SOCKET", path), PID)) {
            assertTrue(notifier.isActive());
            notifier.status("opening 12 disks");
            notifier.ready("serving 12 disks, großartig");
            notifier.stopping("ending 3 sessions");

            assertEquals("STATUS=opening 12 disks\n", systemd.next());
            assertEquals("READY=1\nSTATUS=serving 12 disks, großartig\n", systemd.next());
            assertEquals("STOPPING=1\nSTATUS=ending 3 sessions\n", systemd.next());
        }
    }

    @Test
    void shouldReachAnAbstractSocketWhenTheNameBeginsWithAnAt() throws InterruptedException {
        String name = "sluice-test-" + UUID.randomUUID();
        try (NotifySocket systemd = new NotifySocket('\0' + name);
                SystemdNotifier notifier = SystemdNotifier.from(Map.of("NOTIFY_SOCKET", '@' + name), PID)) {
            notifier.status("here");
            assertEquals("STATUS=here\n", systemd.next());
        }
    }

    @Test
    void shouldStayOnOneLineWhenAStatusHasSeveral() throws InterruptedException {
        String path = directory.resolve("notify").toString();
        try (NotifySocket systemd = new NotifySocket(path);
                SystemdNotifier notifier = SystemdNotifier.from(Map.of("NOTIFY_SOCKET", path), PID)) {
            notifier.status("a\nREADY=1\r\nb");
            assertEquals("STATUS=a READY=1 b\n", systemd.next());
        }
    }

    @Test
    void shouldDoNothingWhenNobodyListens() {
        try (SystemdNotifier notifier = SystemdNotifier.from(Map.of("WATCHDOG_USEC", "1000"), PID)) {
            assertFalse(notifier.isActive());
            notifier.ready("serving");
            notifier.watchdog(() -> {
                throw new AssertionError("asked though nobody listens");
            });
        }
    }

    @Test
    void shouldGoOnWhenTheSocketIsGone() {
        try (SystemdNotifier notifier = SystemdNotifier.from(
                Map.of("NOTIFY_SOCKET", directory.resolve("gone").toString()), PID)) {
            notifier.ready("serving");
            notifier.stopping("ending");
        }
    }

    @Test
    void shouldGoOnWhenTheSocketHasNoUsableName() {
        try (SystemdNotifier notifier = SystemdNotifier.from(Map.of("NOTIFY_SOCKET", "/" + "x".repeat(107)), PID)) {
            assertFalse(notifier.isActive());
        }
    }

    @Test
    void shouldSendNothingWhenClosed() throws Exception {
        Path path = directory.resolve("notify");
        try (NotifySocket systemd = new NotifySocket(path.toString())) {
            SystemdNotifier notifier = SystemdNotifier.from(Map.of("NOTIFY_SOCKET", path.toString()), PID);
            notifier.status("last");
            notifier.close();
            notifier.close();
            notifier.status("after the last");
            notifier.watchdog(() -> true);

            assertEquals("STATUS=last\n", systemd.next());
            assertFalse(systemd.hasMore());
        }
        assertTrue(Files.exists(path));
    }

    @Test
    void shouldPingAsLongAsTheServiceIsAliveWhenThereIsAWatchdog() throws InterruptedException {
        String path = directory.resolve("notify").toString();
        AtomicBoolean isAlive = new AtomicBoolean(true);
        CountDownLatch askedWhileDead = new CountDownLatch(2);
        try (NotifySocket systemd = new NotifySocket(path);
                SystemdNotifier notifier = SystemdNotifier.from(environment(path, "20000", PID), PID)) {
            notifier.watchdog(() -> {
                if (!isAlive.get()) {
                    askedWhileDead.countDown();
                }
                return isAlive.get();
            });
            for (int i = 0; i < 3; i++) {
                assertEquals("WATCHDOG=1\n", systemd.next());
            }

            isAlive.set(false);
            assertTrue(askedWhileDead.await(20, TimeUnit.SECONDS));
            notifier.status("after the last ping");
            String message = systemd.next();
            while (message.equals("WATCHDOG=1\n")) {
                message = systemd.next();
            }
            assertEquals("STATUS=after the last ping\n", message);
            assertFalse(systemd.hasMore());

            isAlive.set(true);
            assertEquals("WATCHDOG=1\n", systemd.next());
        }
    }

    @Test
    void shouldNotPingWhenTheQuestionFails() throws InterruptedException {
        String path = directory.resolve("notify").toString();
        CountDownLatch asked = new CountDownLatch(2);
        try (NotifySocket systemd = new NotifySocket(path);
                SystemdNotifier notifier = SystemdNotifier.from(environment(path, "20000", PID), PID)) {
            notifier.watchdog(() -> {
                asked.countDown();
                throw new IllegalStateException("no idea");
            });
            assertTrue(asked.await(20, TimeUnit.SECONDS));
            notifier.status("silent so far");
            assertEquals("STATUS=silent so far\n", systemd.next());
        }
    }

    @Test
    void shouldTakeTheIntervalWhenTheWatchdogIsForThisProcess() {
        assertEquals(Duration.ofSeconds(30), WatchdogSettings.interval(environment("/x", "30000000", PID), PID));
        assertEquals(Duration.ofMillis(5), WatchdogSettings.interval(Map.of("WATCHDOG_USEC", "5000"), PID));
    }

    @Test
    void shouldHaveNoWatchdogWhenItIsForAnotherProcessOrNotSet() {
        assertEquals(null, WatchdogSettings.interval(environment("/x", "30000000", PID + 1), PID));
        assertEquals(null, WatchdogSettings.interval(environment("/x", "0", PID), PID));
        assertEquals(null, WatchdogSettings.interval(environment("/x", "soon", PID), PID));
        assertEquals(null, WatchdogSettings.interval(Map.of(), PID));
    }

    private static Map<String, String> environment(String socket, String micros, long pid) {
        return Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", micros, "WATCHDOG_PID", Long.toString(pid));
    }
}
