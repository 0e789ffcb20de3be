package dev.sluice.iscsi.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.iscsi.pdu.BasicHeader;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The fields of a Login Request, RFC 7143 11.12. */
class LoginRequestTest {
    private static LoginRequest request(String flags) {
        byte[] bytes = HexFormat.of()
                .parseHex("43" + flags + "0201" + "00000009" // version max and min, lengths
                        + "80a1b2c3d4e5f6f7" // ISID, TSIH
                        + "01020304" + "abcd0000" // task tag, CID
                        + "f0000001" + "00000002" // CmdSN, ExpStatSN
                        + "00".repeat(16));
        return LoginRequest.of(new BasicHeader().wrap(MemorySegment.ofArray(bytes), 0), TEXT);
    }

    private static final byte[] TEXT = new byte[9];

    @Test
    void shouldReadEveryField() {
        LoginRequest request = request("87");

        assertTrue(request.transit());
        assertFalse(request.more());
        assertEquals(1, request.currentStage());
        assertEquals(3, request.nextStage());
        assertEquals(1, request.minVersion());
        assertEquals(0x80a1b2c3d4e5L, request.isid());
        assertEquals(0xf6f7, request.tsih());
        assertEquals(0x01020304, request.initiatorTaskTag());
        assertEquals(0xabcd, request.cid());
        assertEquals(0xf0000001, request.cmdSn());
        assertSame(TEXT, request.text());
    }

    @Test
    void shouldTellTheFlagsApart() {
        assertTrue(request("40").more());
        assertFalse(request("40").transit());
        assertEquals(0, request("b3").currentStage());
        assertEquals(3, request("8c").currentStage());
        assertEquals(0, request("8c").nextStage());
    }
}
