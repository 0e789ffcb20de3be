package dev.sluice.scsi.transfer;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.BufferShare;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.scsi.protection.ProtectionChecks;
import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.ActivityType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Reads blocks with protection information, checks them, and sends them or sends nothing. One piece after the other. */
public final class ProtectedRead extends ProtectedActivity {
    public static final ActivityType<ProtectedRead> TYPE = new ActivityType<>(ProtectedRead.class, ProtectedRead::new);

    private ProtectionChecks checks;
    private boolean sends;
    private int stride;
    private long nextLba;
    private long remaining;
    private boolean first;

    private ProtectedRead() {}

    /** Sends {@code count} blocks, or as many as the initiator expects: whole ones, with their information if it is asked for. */
    public void send(long firstLba, long count, ProtectionChecks wanted) {
        stride = wanted.stride(task().unit().blockSize());
        if (!sends(count * stride)) {
            return;
        }
        long expected = Math.min(count * stride, task().expectedDataIn());
        if (expected % stride != 0) {
            fail(SenseData.WRONG_DATA_LENGTH);
            return;
        }
        start(firstLba, expected / stride, wanted, true);
    }

    /** Sees whether {@code count} blocks can be read and agree with their information. */
    public void look(long firstLba, long count, ProtectionChecks wanted) {
        stride = task().unit().blockSize();
        start(firstLba, count, wanted, false);
    }

    private void start(long firstLba, long count, ProtectionChecks wanted, boolean isSent) {
        resetProtected(false);
        checks = wanted;
        sends = isSent;
        nextLba = firstLba;
        remaining = count;
        first = true;
        pump();
    }

    @Override
    BufferShare buffers() {
        return sends ? task().transferBuffers() : task().unitNexus().scratchBuffers();
    }

    @Override
    void step() {
        if (isBusy() || remaining == 0 || sends && !first && !task().transport().acceptsDataIn()) {
            return;
        }
        first = false;
        int count = (int) Math.min(remaining, BufferPool.MAX_BUFFER_BYTES / stride);
        begin(nextLba, count, count * stride);
    }

    @Override
    boolean perform(int position) {
        if (isStopping()) {
            return false;
        }
        switch (position) {
            case 0 -> readInformation();
            case 1 -> {
                takeInformation();
                readData();
            }
            default -> {
                finish();
                return false;
            }
        }
        return true;
    }

    private void finish() {
        leave();
        int bytes = blocks * blockSize;
        byte[] data = task().loop().heap().workspace(bytes);
        MemorySegment memory = chunk.buffer.segment();
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, data, 0, bytes);
        for (int i = 0; i < blocks; i++) {
            SenseData wrong = checks.check(type, information[i], data, i * blockSize, blockSize, lba + i);
            if (wrong != null) {
                stopWith(wrong);
                return;
            }
        }
        nextLba += blocks;
        remaining -= blocks;
        if (sends) {
            if (checks.transferred()) {
                interleave(data, memory);
            }
            IoBuffer sent = chunk.buffer;
            chunk.buffer = null;
            task().transport().dataIn(sent, 0, blocks * stride);
        }
    }

    private void interleave(byte[] data, MemorySegment memory) {
        for (int i = 0; i < blocks; i++) {
            int at = i * (blockSize + ProtectionType.BYTES);
            MemorySegment.copy(data, i * blockSize, memory, ValueLayout.JAVA_BYTE, at, blockSize);
            putInformation(memory, at + blockSize, information[i]);
        }
    }

    @Override
    protected void dataInReady() {
        pump();
    }

    @Override
    boolean isComplete() {
        return remaining == 0 && !isBusy();
    }
}
