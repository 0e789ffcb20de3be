package dev.sluice.iscsi.transport;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.iscsi.pdu.BasicHeader;
import java.util.ArrayList;
import java.util.List;

/** Writes down what it is told, by task tags, and takes data into buffers of its harness. */
class RecordingConsumer implements PduConsumer {
    final List<String> events = new ArrayList<>();
    ReceiverHarness harness;
    private final List<IoBuffer> held = new ArrayList<>();

    @Override
    public boolean headerReceived(BasicHeader header) {
        events.add("header " + header.initiatorTaskTag());
        return true;
    }

    @Override
    public void destination(PduReceiver receiver, BasicHeader header, int dataOffset) {
        int length = Math.min(header.dataSegmentLength() - dataOffset, BufferPool.MAX_BUFFER_BYTES);
        IoBuffer buffer = harness.pool.tryAcquire(length);
        held.add(buffer);
        harness.names(receiver, buffer, 0, length);
    }

    @Override
    public void pduReceived(BasicHeader header) {
        letGo();
        events.add("pdu " + header.initiatorTaskTag());
    }

    @Override
    public void dataDigestFailed(BasicHeader header) {
        letGo();
        events.add("data digest " + header.initiatorTaskTag());
    }

    @Override
    public void streamBroken(String reason) {
        events.add("broken");
        stop();
    }

    void stop() {
        letGo();
        harness.receiver.stop();
    }

    private void letGo() {
        held.forEach(IoBuffer::release);
        held.clear();
    }
}
