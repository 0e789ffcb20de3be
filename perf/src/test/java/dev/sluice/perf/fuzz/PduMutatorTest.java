package dev.sluice.perf.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.perf.peer.ByteBufferHeader;
import dev.sluice.perf.peer.SessionState;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PduMutatorTest {
    private static final int PDUS = 20_000;

    @Test
    void shouldMakeTheSamePdusFromTheSameSeed() {
        for (long seed = 0; seed < 20; seed++) {
            assertArrayEquals(some(seed), some(seed));
        }
    }

    private static byte[] some(long seed) {
        PduMutator mutator = new PduMutator(new Random(seed));
        SessionState state = new SessionState(1);
        ByteBuffer all = ByteBuffer.allocate(8 << 20);
        all.put(mutator.login(state, "InitiatorName=a\0").encode(false, false));
        for (int i = 0; i < 100; i++) {
            all.put(mutator.inSession(state).encode(true, true));
        }
        return all.flip().array();
    }

    @Test
    void shouldSendEveryOpcodeMostlyWithTheLengthsThatItNames() {
        PduMutator mutator = new PduMutator(new Random(3));
        SessionState state = new SessionState(1);
        BitSet opcodes = new BitSet();
        int honest = 0;
        for (int i = 0; i < PDUS; i++) {
            ByteBuffer pdu = ByteBuffer.wrap(mutator.inSession(state).encode(false, false));
            opcodes.set(ByteBufferHeader.opcode(pdu, 0));
            int named = BasicHeader.LENGTH
                    + (pdu.get(4) & 0xff) * 4
                    + ((pdu.getInt(BasicHeader.LENGTHS_OFFSET) & BasicHeader.DATA_SEGMENT_LENGTH_MASK) + 3 & ~3);
            honest += named == pdu.capacity() ? 1 : 0;
        }
        assertEquals(64, opcodes.cardinality());
        assertTrue(honest > PDUS * 9 / 10, "a stream of lies ends at once");
    }
}
