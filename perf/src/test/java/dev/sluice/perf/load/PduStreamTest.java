package dev.sluice.perf.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.perf.peer.ByteBufferHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.junit.jupiter.api.Test;

class PduStreamTest {
    /** A socket that takes at most so many bytes at a time. */
    private static final class SlowChannel implements GatheringByteChannel {
        private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
        private final WritableByteChannel to = Channels.newChannel(sent);
        private final int atMost;

        SlowChannel(int atMost) {
            this.atMost = atMost;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            int limit = from.limit();
            from.limit(Math.min(limit, from.position() + atMost));
            int count = to.write(from);
            from.limit(limit);
            return count;
        }

        @Override
        public long write(ByteBuffer[] parts, int offset, int length) throws IOException {
            return write(parts[offset]);
        }

        @Override
        public long write(ByteBuffer[] parts) throws IOException {
            return write(parts, 0, parts.length);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    @Test
    void shouldReceiveWhatWasQueuedWhenTheSocketTakesLittle() throws IOException {
        for (boolean digests : new boolean[] {false, true}) {
            ByteBuffer payload = ByteBuffer.allocateDirect(40_000);
            LoadSendQueue queue = new LoadSendQueue(payload, digests, digests, 64 << 10);
            int[] lengths = {0, 512, 40_000, 0, 4096, 20_000};
            for (int tag = 0; tag < lengths.length; tag++) {
                int at = ByteBufferHeader.begin(queue.staging(), Opcode.DATA_OUT, 0, lengths[tag]);
                queue.staging().putInt(at + BasicHeader.INITIATOR_TASK_TAG_OFFSET, tag);
                queue.finish(at, 0, lengths[tag]);
            }
            assertFalse(queue.isEmpty());
            SlowChannel channel = new SlowChannel(1000);
            while (!queue.flush(channel)) {
                assertFalse(queue.isEmpty());
            }
            assertTrue(queue.isEmpty());

            ReadableByteChannel back = Channels.newChannel(new ByteArrayInputStream(channel.sent.toByteArray()));
            PduStream stream = new PduStream(PduStream.newArea(1000), back, digests, digests);
            for (int tag = 0; tag < lengths.length; tag++) {
                int at;
                while ((at = stream.next()) < 0) {
                    stream.fill();
                }
                assertEquals(tag, stream.area().getInt(at + BasicHeader.INITIATOR_TASK_TAG_OFFSET));
                assertEquals(lengths[tag], ByteBufferHeader.dataLength(stream.area(), at));
            }
        }
    }
}
