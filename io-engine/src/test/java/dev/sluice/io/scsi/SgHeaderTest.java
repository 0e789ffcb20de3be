package dev.sluice.io.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.open.DeviceOpenException;
import dev.sluice.io.scsi.ScsiRequest.Direction;
import dev.sluice.io.sys.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** struct sg_io_hdr byte by byte, as the kernel's documentation of the SG driver has it for 64-bit machines. */
class SgHeaderTest {
    private static final byte[] READ_10 = HexFormat.of().parseHex("28000000000000000800");

    private final Arena arena = Arena.ofConfined();

    @AfterEach
    void close() {
        arena.close();
    }

    private ScsiRequest reading() {
        return new ScsiRequest()
                .prepare(READ_10, READ_10.length, 60_000)
                .withData(Direction.FROM_DEVICE, arena.allocate(4096), 4096);
    }

    private static int u8(MemorySegment header, int offset) {
        return header.get(ValueLayout.JAVA_BYTE, offset) & 0xFF;
    }

    private static int i32(MemorySegment header, int offset) {
        return header.get(ValueLayout.JAVA_INT, offset);
    }

    private static long i64(MemorySegment header, int offset) {
        return header.get(ValueLayout.JAVA_LONG, offset);
    }

    @Test
    void shouldLayOutTheHeaderAsTheKernelDoes() {
        ScsiRequest request = reading();
        MemorySegment header = SgHeader.of(request, arena).segment();
        assertEquals(88, header.byteSize());
        assertEquals('S', i32(header, 0));
        assertEquals(-3, i32(header, 4));
        assertEquals(10, u8(header, 8));
        assertEquals(252, u8(header, 9));
        assertEquals(0, header.get(ValueLayout.JAVA_SHORT, 10));
        assertEquals(4096, i32(header, 12));
        assertEquals(request.data().address(), i64(header, 16));
        assertTrue(i64(header, 24) != 0 && i64(header, 32) != 0);
        assertEquals(60_000, i32(header, 40));
        for (int offset = 44; offset < 88; offset += 4) {
            assertEquals(0, i32(header, offset));
        }
    }

    @ParameterizedTest
    @CsvSource({"NONE, -1", "TO_DEVICE, -2", "FROM_DEVICE, -3"})
    void shouldNameTheDirection(Direction direction, int code) {
        ScsiRequest request = new ScsiRequest().prepare(READ_10, READ_10.length, 1);
        if (direction != Direction.NONE) {
            request.withData(direction, arena.allocate(8), 8);
        }
        assertEquals(code, i32(SgHeader.of(request, arena).segment(), 4));
    }

    @Test
    void shouldReadTheAnswerWhenThereIsSenseData() {
        ScsiRequest request = reading();
        SgHeader header = SgHeader.of(request, arena);
        MemorySegment answer = header.segment();
        answer.set(ValueLayout.JAVA_BYTE, 64, (byte) 0x02);
        answer.set(ValueLayout.JAVA_BYTE, 67, (byte) 18);
        answer.set(ValueLayout.JAVA_SHORT, 70, (short) 0x08);
        answer.set(ValueLayout.JAVA_INT, 72, 3584);
        header.answer(request);
        assertEquals(ScsiOutcome.ANSWERED, request.outcome());
        assertEquals(2, request.status());
        assertEquals(18, request.senseLength());
        assertEquals(512, request.transferred());
        assertArrayEquals(new byte[18], Arrays.copyOf(request.sense(), 18));
    }

    @ParameterizedTest
    @CsvSource({
        "0x00, 0x00, ANSWERED", "0x01, 0x00, GONE", "0x02, 0x00, BUSY", "0x03, 0x00, TIMED_OUT", "0x04, 0x00, GONE",
        "0x05, 0x00, ABORTED", "0x07, 0x00, FAILED", "0x08, 0x00, ABORTED", "0x0C, 0x00, BUSY", "0x00, 0x06, TIMED_OUT"
    })
    void shouldSayWhatBecameOfTheCommandWhenTheHostAnswersForTheDevice(int host, int driver, ScsiOutcome outcome) {
        ScsiRequest request = reading();
        SgHeader header = SgHeader.of(request, arena);
        header.segment().set(ValueLayout.JAVA_SHORT, 68, (short) host);
        header.segment().set(ValueLayout.JAVA_SHORT, 70, (short) driver);
        header.answer(request);
        assertEquals(outcome, request.outcome());
    }

    @ParameterizedTest
    @CsvSource({"ENODEV, GONE", "EPERM, FORBIDDEN", "EINVAL, UNFIT", "ENOMEM, BUSY", "EIO, FAILED"})
    void shouldSayWhatBecameOfTheCommandWhenTheKernelRefusesIt(Errno errno, ScsiOutcome outcome) {
        assertEquals(outcome, SgDevice.outcome(errno));
    }

    @ParameterizedTest
    @CsvSource({
        "/dev/null, is not a SCSI device",
        "/dev/sg-no-such, no such file",
        "/proc/self/maps, is not a device",
        "/, is not a device"
    })
    void shouldSayWhyADeviceCannotBeServed(Path path, String reason) {
        DeviceOpenException refusal = assertThrows(DeviceOpenException.class, () -> ScsiDevices.open(path));
        assertTrue(refusal.getMessage().contains(reason), refusal::getMessage);
    }
}
