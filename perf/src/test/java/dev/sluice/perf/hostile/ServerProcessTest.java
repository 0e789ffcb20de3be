package dev.sluice.perf.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ServerProcessTest {
    private static final String TCP = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:0CBC 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 100 1
               1: 0100007F:0CBC 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 101 1
               2: 0100007F:9C40 0100007F:0CBC 01 00000000:00000000 00:00000000 00000000     0        0 102 1
               3: 0100007F:0CBC 0100007F:9C41 06 00000000:00000000 00:00000000 00000000     0        0 0 1
               4: 0100007F:0CBC 0100007F:9C42 08 00000000:00000000 00:00000000 00000000     0        0 103 1
            """;

    @Test
    void shouldCountConnectionsOfTheServersEndThatAreNotClosed() {
        assertEquals(2, ServerProcess.connections(TCP, 3260));
    }

    @Test
    void shouldAddUpTheGenerationsOfTheHeapAlone() throws Exception {
        String info = """
                4711:
                DefNew     total 157248K, used 2796K [0x00000000e0000000, 0x00000000eaaa0000, 0x00000000eaaa0000)
                  eden space 139776K,   2% used [0x00000000e0000000, 0x00000000e02bb2f0, 0x00000000e8880000)
                Tenured    total 349568K, used 5000K [0x00000000eaaa0000, 0x0000000100000000, 0x0000000100000000)
                  the  space 349568K,   1% used [0x00000000eaaa0000, 0x00000000eaf82178, 0x0000000100000000)
                Metaspace       used 9999K, committed 10240K, reserved 1114112K
                """;
        assertEquals((2796 + 5000) * 1024L, ServerProcess.usedBytes(info));
    }

    @Test
    void shouldSaySoWhenNothingIsSaidOfAHeap() {
        assertThrows(IOException.class, () -> ServerProcess.usedBytes("4711:\nno such command"));
    }
}
