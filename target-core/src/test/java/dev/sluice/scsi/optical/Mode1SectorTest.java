package dev.sluice.scsi.optical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layout and the codes of ECMA-130, checked by their equations. */
class Mode1SectorTest {
    private static byte[] sector(long seed) {
        byte[] user = new byte[2048];
        new SplittableRandom(seed).nextBytes(user);
        return Mode1Sector.of(16, user, 0);
    }

    @ParameterizedTest
    @CsvSource({"0, 00020001", "16, 00021601", "4350, 01000001", "359849, 79597401"})
    void shouldBeginWithSyncAndTheAddressInTime(long block, String header) {
        byte[] sector = Mode1Sector.of(block, new byte[2048], 0);
        assertEquals("00" + "ff".repeat(10) + "00", HexFormat.of().formatHex(sector, 0, 12));
        assertEquals(header, HexFormat.of().formatHex(sector, 12, 16));
    }

    @Test
    void shouldCarryTheUserDataOfTheBlock() {
        byte[] user = new byte[4096];
        new SplittableRandom(1).nextBytes(user);
        assertArrayEquals(
                Arrays.copyOfRange(user, 2048, 4096), Arrays.copyOfRange(Mode1Sector.of(0, user, 2048), 16, 2064));
    }

    /** The code word of the error detection code is divisible by its polynomial. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldHaveACodeThatDetectsErrors(long seed) {
        byte[] sector = sector(seed);
        int register = 0;
        for (int i = 0; i < 2068; i++) {
            for (int bit = 0; bit < 8; bit++) {
                boolean out = ((register ^ sector[i] >> bit) & 1) != 0;
                register = register >>> 1 ^ (out ? 0xD8018001 : 0);
            }
        }
        assertEquals(0, register);
        assertArrayEquals(new byte[8], Arrays.copyOfRange(sector, 2068, 2076));
    }

    /** The sum of a word's symbols is zero, and so is the sum of each times the power of alpha that is its distance from the end. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldHaveParitiesThatCorrectErrors(long seed) {
        byte[] sector = sector(seed);
        for (int word = 0; word < 86; word++) {
            int[] symbols = new int[26];
            for (int i = 0; i < symbols.length; i++) {
                symbols[i] = sector[12 + word + 86 * i] & 0xFF;
            }
            expectCodeWord(symbols);
        }
        for (int word = 0; word < 52; word++) {
            int[] symbols = new int[45];
            for (int i = 0; i < 43; i++) {
                symbols[i] = sector[12 + (word / 2 * 86 + word % 2 + 88 * i) % 2236] & 0xFF;
            }
            symbols[43] = sector[2248 + word] & 0xFF;
            symbols[44] = sector[2248 + 52 + word] & 0xFF;
            expectCodeWord(symbols);
        }
    }

    private static void expectCodeWord(int[] symbols) {
        int sum = 0;
        int weighted = 0;
        for (int symbol : symbols) {
            sum ^= symbol;
            weighted = weighted << 1 ^ ((weighted & 0x80) != 0 ? 0x11D : 0);
            weighted ^= symbol;
        }
        assertEquals(0, sum);
        assertEquals(0, weighted);
    }
}
