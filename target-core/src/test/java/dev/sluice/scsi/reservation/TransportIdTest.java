package dev.sluice.scsi.reservation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testing.Seed;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportIdTest {
    private static final String PORT = "iqn.1993-08.org.debian:01:4f2e,i,0x00023d000001";

    private static String decode(byte[] id) {
        return TransportId.decode(id, 0, id.length);
    }

    private static byte[] id(int first, String text) {
        byte[] name = text.getBytes(StandardCharsets.UTF_8);
        byte[] id = new byte[4 + Math.max(20, name.length + 4 & ~3)];
        id[0] = (byte) first;
        id[3] = (byte) (id.length - 4);
        System.arraycopy(name, 0, id, 4, name.length);
        return id;
    }

    @Test
    void shouldComeBackAsItWas() {
        byte[] id = TransportId.encode(PORT);
        assertEquals("45000030", HexFormat.of().formatHex(id, 0, 4));
        assertEquals(52, id.length);
        assertEquals(52, TransportId.length(id, 0, 52));
        assertEquals(-1, TransportId.length(id, 0, 51));
        assertEquals(PORT, decode(id));
        assertEquals(24, TransportId.encode("a,i,0x1").length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"iqn.1993-08.org.debian:01:4F2E,i,0x00023D000001", "IQN.1993-08.org.debian:01:4f2e,i,0x23d000001"
            })
    void shouldBeTheSamePortHoweverItIsSpelt(String spelt) {
        assertEquals(PORT, decode(id(0x45, spelt)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iqn.1993-08.org.debian:01:4f2e",
                ",i,0x00023d000001",
                "iqn.x,i,0x",
                "iqn.x,i,0x00023d0000010",
                "iqn.x,i,0x00023d00000g"
            })
    void shouldRefuseWhatNamesNoPort(String text) {
        assertNull(decode(id(0x45, text)));
    }

    @Test
    void shouldRefuseOtherProtocolsAndFormats() {
        assertNull(decode(id(0x46, PORT)));
        assertNull(decode(id(0x05, PORT)));
        byte[] unended = id(0x45, PORT);
        java.util.Arrays.fill(unended, 4 + PORT.length(), unended.length, (byte) 'a');
        assertNull(decode(unended));
    }

    @Test
    void shouldTakeAnyBytesWithoutHarm() {
        long seed = Seed.of("transport ID fuzz");
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] list = random.nextInt(3) == 0 ? new byte[random.nextInt(80)] : TransportId.encode(PORT);
            for (int j = random.nextInt(6); j > 0 && list.length > 0; j--) {
                list[random.nextInt(list.length)] = (byte) random.nextInt(256);
            }
            int at = random.nextInt(list.length + 1);
            int length = TransportId.length(list, at, list.length);
            assertTrue(length == -1 || length >= 4 && at + length <= list.length);
            if (length > 0) {
                TransportId.decode(list, at, length);
            }
        }
    }
}
