package dev.sluice.perf.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private static final String TARGET = "iqn.2026-11.com.example:t";

    @Test
    void shouldAnnounceMoreThanAHalfLoginBrings() {
        byte[] half = new HalfLogin(TARGET).greeting(3);
        assertEquals(BasicHeader.LENGTH + 1, half.length);
        assertEquals(8192, ByteBuffer.wrap(half).getInt(4));
    }

    @Test
    void shouldBeginAsManyWritesAsAWindowHasAndSendNoData() {
        ByteBuffer all = ByteBuffer.wrap(new UnansweredR2t(TARGET).afterLogin(0, 7, 1));
        assertEquals((1 + 128) * BasicHeader.LENGTH, all.remaining());
        assertEquals(Opcode.SCSI_COMMAND | BasicHeader.IMMEDIATE, all.get(0));
        int last = 128 * BasicHeader.LENGTH;
        assertEquals(7 + 127, all.getInt(last + 24));
        assertEquals(256 << 10, all.getInt(last + 20));
        assertEquals(0, all.getInt(last + 4));
        assertEquals(0x2a, all.get(last + 32));
        assertEquals(512, all.getShort(last + 39));
    }

    @Test
    void shouldTellSessionsOfOneNameApartByIsid() {
        ByteBuffer first = Requests.login("iqn.2026-11.com.example:i", TARGET, 0x12345).header;
        assertEquals(0x80000001, first.getInt(8));
        assertEquals(0x2345, first.getShort(12) & 0xffff);
        assertEquals(0, first.getShort(14));
    }
}
