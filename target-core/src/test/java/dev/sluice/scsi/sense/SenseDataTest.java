package dev.sluice.scsi.sense;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SenseDataTest {
    private static String fixed(SenseData sense) {
        byte[] bytes = new byte[SenseData.MAX_BYTES];
        return HexFormat.of().formatHex(bytes, 0, sense.encode(false, bytes));
    }

    private static String descriptors(SenseData sense) {
        byte[] bytes = new byte[SenseData.MAX_BYTES];
        Arrays.fill(bytes, (byte) 0xA5);
        return HexFormat.of().formatHex(bytes, 0, sense.encode(true, bytes));
    }

    @Test
    void shouldEncodeKeyAndCodes() {
        assertEquals(
                "70000700000000" + "0a" + "00000000" + "2707" + "00000000", fixed(SenseData.SPACE_ALLOCATION_FAILED));
        assertEquals("7207270700000000", descriptors(SenseData.SPACE_ALLOCATION_FAILED));
    }

    @Test
    void shouldEncodeInformationWhereItFits() {
        SenseData small = SenseData.READ_ERROR.withInformation(0x89ABCDEFL);
        assertEquals("f0000389abcdef" + "0a" + "00000000" + "1100" + "00000000", fixed(small));
        assertEquals("720311000000000c" + "000a8000" + "0000000089abcdef", descriptors(small));
        SenseData large = SenseData.READ_ERROR.withInformation(0x1_0000_0000L);
        assertEquals("70000300000000", fixed(large).substring(0, 14));
        assertEquals("720311000000000c" + "000a8000" + "0000000100000000", descriptors(large));
    }

    @Test
    void shouldPointAtTheWrongField() {
        SenseData cdb = SenseData.invalidFieldInCdb(10, 7);
        assertEquals("70000500000000" + "0a" + "00000000" + "2400" + "00" + "cf000a", fixed(cdb));
        assertEquals("7205240000000008" + "02060000" + "cf000a" + "00", descriptors(cdb));
        SenseData list = SenseData.invalidFieldInParameterList(0x1234, 0);
        assertEquals("70000500000000" + "0a" + "00000000" + "2600" + "00" + "881234", fixed(list));
    }
}
