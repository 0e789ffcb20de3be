package dev.sluice.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testing.Seed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @Test
    void shouldLeaveWhatAPersonCanRead() {
        String plain = "iqn.2026-11.dev.sluice:disk (CHAP user 'alice')";
        assertSame(plain, Printable.of(plain));
        assertEquals("Größe 容量 диск 😀", Printable.of("Größe 容量 диск 😀"));
        assertNull(Printable.of(null));
    }

    @Test
    void shouldWriteANumberWhereATerminalWouldObey() {
        assertEquals("\\u001b[2J", Printable.of("\u001b[2J"));
        assertEquals("a\\u000aWARN forged", Printable.of("a\nWARN forged"));
        assertEquals("x\\u202eexe", Printable.of("x\u202eexe"));
        assertEquals("\\u{e0001}", Printable.of(new String(Character.toChars(0xe0001))));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 7, 8, '\t', '\r', '\n', 0x7f, 0x85, 0x9b, 0xa0, 0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x200b, 0x200d,
                0x200f, 0x2028, 0x2029, 0x202a, 0x2066, 0x2069, 0x3000, 0x3164, 0xd800, 0xe000, 0xfe0f, 0xfeff, 0xfff9,
                0xffff, 0xe007f, 0xe0100
            })
    void shouldNotLetThroughWhatNobodySees(int codePoint) {
        assertFalse(Printable.isPlain(codePoint), () -> Integer.toHexString(codePoint));
        assertTrue(Printable.of("a" + Character.toString(codePoint) + "b").startsWith("a\\u"));
    }

    @Test
    void shouldGiveNothingButPlainTextForAnyText() {
        long seed = Seed.of("PrintableTest");
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder any = new StringBuilder();
            for (int j = 0; j < 20; j++) {
                any.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
            }
            String given = Printable.of(any.toString());
            assertTrue(given.codePoints().allMatch(Printable::isPlain), () -> "seed " + seed);
            assertEquals(given, Printable.of(given), () -> "seed " + seed);
        }
    }

    @Test
    void shouldCutALongTextBetweenCharacters() {
        assertEquals("abc…", Printable.of("abcdef", 3));
        assertEquals("abc", Printable.of("abc", 3));
        assertEquals("ab…", Printable.of("ab😀", 3));
    }
}
