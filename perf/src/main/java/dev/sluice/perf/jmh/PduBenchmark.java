package dev.sluice.perf.jmh;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Crc32cDigest;
import dev.sluice.iscsi.pdu.DataInPdu;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.ScsiCommandPdu;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading a SCSI Command's header, writing a Data-In's, and the digests of a header and of 4 KiB. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class PduBenchmark {
    private static final int PDUS = 32;
    private static final int DATA_BYTES = 4096;

    private final BasicHeader header = new BasicHeader();
    private final Crc32cDigest digest = new Crc32cDigest();
    private final byte[] cdb = new byte[16];
    private Arena arena;
    private MemorySegment memory;
    private ByteBuffer bytes;
    private int next;

    @Setup(Level.Trial)
    public void open() {
        arena = Arena.ofShared();
        memory = arena.allocate(PDUS * BasicHeader.LENGTH + DATA_BYTES, 4096);
        bytes = memory.asByteBuffer();
        for (int i = 0; i < PDUS; i++) {
            header.wrap(memory, (long) i * BasicHeader.LENGTH)
                    .begin(Opcode.SCSI_COMMAND, BasicHeader.FINAL | ScsiCommandPdu.READ | ScsiCommandPdu.SIMPLE)
                    .initiatorTaskTag(i)
                    .i32(ScsiCommandPdu.EXPECTED_LENGTH_OFFSET, DATA_BYTES);
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        arena.close();
    }

    private int nextOffset() {
        next = (next + 1) % PDUS;
        return next * BasicHeader.LENGTH;
    }

    @Benchmark
    public long decodeScsiCommand() {
        header.wrap(memory, nextOffset());
        ScsiCommandPdu.copyCdb(header, cdb);
        return header.opcode()
                + header.flags()
                + header.additionalLength()
                + header.dataSegmentLength()
                + header.lun()
                + header.initiatorTaskTag()
                + header.cmdSn()
                + header.expStatSn()
                + ScsiCommandPdu.expectedLength(header)
                + cdb[0];
    }

    @Benchmark
    public BasicHeader encodeDataIn() {
        header.wrap(memory, nextOffset())
                .begin(Opcode.DATA_IN, BasicHeader.FINAL | DataInPdu.STATUS)
                .dataSegmentLength(DATA_BYTES)
                .initiatorTaskTag(next)
                .targetTransferTag(BasicHeader.NO_TAG)
                .statSn(next)
                .window(next, next + PDUS);
        DataInPdu.dataSn(header, 0);
        DataInPdu.bufferOffset(header, 0);
        return header;
    }

    @Benchmark
    public int digestHeader() {
        return digest.reset().update(bytes, nextOffset(), BasicHeader.LENGTH).value();
    }

    @Benchmark
    public int digestFourKibibytes() {
        return digest.reset()
                .update(bytes, PDUS * BasicHeader.LENGTH, DATA_BYTES)
                .value();
    }
}
