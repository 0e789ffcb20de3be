package dev.sluice.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.BackstoreType;
import dev.sluice.config.Configuration;
import dev.sluice.config.Node;
import dev.sluice.config.Portal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Looks for missing resources: a path that hangs holds up no other. */
class ResourceProbeTest {
    private static final Node HANGING = new Node.OneBackstore(BackstoreType.FILEIO, "hanging");
    private static final Node OTHER = new Node.OneBackstore(BackstoreType.FILEIO, "other");

    private final CountDownLatch answer = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ResourceProbe probe = new ResourceProbe(this::open, Duration.ofMillis(100));

    private void open(Node node, Configuration configuration) throws IOException {
        if (node.equals(HANGING)) {
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            } finally {
                ended.countDown();
            }
        } else if (!node.equals(OTHER)) {
            throw new IOException(node + " is not there");
        }
    }

    private String reason(Node node) throws InterruptedException {
        return probe.reason(node, Configuration.EMPTY);
    }

    @Test
    void shouldSayThatAPathIsSilentWhenItHangsAndLookAtTheRest() throws Exception {
        assertTrue(reason(HANGING).contains("does not answer"), "it hangs");
        assertNull(reason(OTHER));
        assertTrue(reason(HANGING).contains("does not answer"), "it still hangs");
        answer.countDown();
        ended.await();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        String reason = reason(HANGING);
        while (reason != null && System.nanoTime() < end) {
            reason = reason(HANGING);
        }
        assertNull(reason, "it answers");
    }

    @Test
    void shouldOpenNoFurtherPathWhenTooManyThreadsAreLost() throws Exception {
        ResourceProbe stuck = new ResourceProbe(
                (node, configuration) -> {
                    try {
                        answer.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                },
                Duration.ofMillis(1));
        for (int i = 0; i < 20; i++) {
            String reason = stuck.reason(new Node.OneBackstore(BackstoreType.FILEIO, "d" + i), Configuration.EMPTY);
            assertTrue(reason.contains("does not answer"), reason);
        }
        answer.countDown();
    }

    @Test
    void shouldGiveTheReasonWhenSomethingIsMissing() throws Exception {
        Node.Group group = new Node.Group("iqn.2026-11.com.example:disk1", 1);
        assertEquals(group + " is not there", reason(group));
        assertNull(reason(new Node.OnePortal(group, new Portal("192.0.2.77", 3260))), "only listening shows it");
    }
}
