package dev.sluice.initiator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PduTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void shouldMatchTheDigestVectorsOfTheStandard() {
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 0xff);
        byte[] rising = new byte[32];
        byte[] falling = new byte[32];
        for (int i = 0; i < 32; i++) {
            rising[i] = (byte) i;
            falling[i] = (byte) (31 - i);
        }
        byte[] readTen = HEX.parseHex("01c000000000000000000000000000001400000000000400"
                + "00000014000000182800000000000000" + "0200000000000000");

        assertArrayEquals(HEX.parseHex("aa36918a"), Digest.of(new byte[32]));
        assertArrayEquals(HEX.parseHex("43aba862"), Digest.of(ones));
        assertArrayEquals(HEX.parseHex("4e79dd46"), Digest.of(rising));
        assertArrayEquals(HEX.parseHex("5cdb3f11"), Digest.of(falling));
        assertArrayEquals(HEX.parseHex("563a96d9"), Digest.of(readTen));
    }

    @Test
    void shouldLayOutHeaderDataPaddingAndDigests() {
        Pdu pdu = new Pdu(Opcode.NOP_OUT)
                .immediate()
                .asFinal()
                .lun(0x0001_0000_0000_0000L)
                .taskTag(0x01020304)
                .transferTag(Pdu.RESERVED_TAG)
                .cmdSn(5)
                .expStatSn(6)
                .data(new byte[] {1, 2, 3, 4, 5});

        byte[] wire = pdu.encode(true, true);

        assertEquals(48 + 4 + 8 + 4, wire.length);
        assertArrayEquals(
                HEX.parseHex("40800000" + "00000005" + "0001000000000000" + "01020304" + "ffffffff" + "00000005"
                        + "00000006"),
                Arrays.copyOf(wire, 32));
        assertArrayEquals(HEX.parseHex("0102030405000000"), Arrays.copyOfRange(wire, 52, 60));
        assertArrayEquals(Digest.of(Arrays.copyOf(wire, 48)), Arrays.copyOfRange(wire, 48, 52));
        assertArrayEquals(Digest.of(HEX.parseHex("0102030405000000")), Arrays.copyOfRange(wire, 60, 64));
    }

    @Test
    void shouldLieAboutLengthsWhenTold() {
        byte[] wire = new Pdu(Opcode.TEXT_REQUEST)
                .claimDataLength(0x123456)
                .claimAhsLength(7)
                .encode(false, false);

        assertEquals(48, wire.length);
        assertArrayEquals(HEX.parseHex("04000000" + "07123456"), Arrays.copyOf(wire, 8));
    }

    @Test
    void shouldSpoilOnlyTheDigestThatItWasToldTo() {
        byte[] good = new Pdu(Opcode.NOP_OUT).data(new byte[4]).encode(true, true);
        byte[] badHeader =
                new Pdu(Opcode.NOP_OUT).data(new byte[4]).spoilHeaderDigest().encode(true, true);
        byte[] badData =
                new Pdu(Opcode.NOP_OUT).data(new byte[4]).spoilDataDigest().encode(true, true);

        assertEquals(48, Arrays.mismatch(good, badHeader));
        assertEquals(56, Arrays.mismatch(good, badData));
    }

    @Test
    void shouldKeepTextPairsInOrderAndRepeated() {
        byte[] text =
                "TargetName=a\0TargetAddress=b,1\0TargetName=c\0".getBytes(java.nio.charset.StandardCharsets.UTF_8);

        assertEquals(
                List.of(Map.entry("TargetName", "a"), Map.entry("TargetAddress", "b,1"), Map.entry("TargetName", "c")),
                TextKeys.decode(text));
        assertArrayEquals("A=1\0".getBytes(java.nio.charset.StandardCharsets.UTF_8), TextKeys.encode(Map.of("A", "1")));
    }
}
