package dev.sluice.io.sys;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

/** Connections are in {@code KeepAliveTest} of the iSCSI layer. */
class SocketQueueTest {
    @Test
    void shouldNotTakeForAcknowledgedWhatIsNoSocket() {
        assertFalse(SocketQueue.isAcknowledged(-1));
    }
}
