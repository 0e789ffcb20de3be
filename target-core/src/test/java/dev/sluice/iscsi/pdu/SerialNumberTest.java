package dev.sluice.iscsi.pdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testing.Seed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7143 4.2.2.1 and RFC 1982 with SERIAL_BITS = 32. */
class SerialNumberTest {
    private static final int ROUNDS = 200_000;

    @ParameterizedTest
    @CsvSource({
        "0, 1, true",
        "1, 0, false",
        "5, 5, false",
        "0xffffffff, 0, true",
        "0, 0xffffffff, false",
        "0xffffffff, 0x7ffffffe, true",
        "0x7fffffff, 0x80000000, true",
        "0x80000000, 0x7fffffff, false",
        "0, 0x7fffffff, true",
        "0, 0x80000001, false",
    })
    void shouldCompareAcrossTheWrap(long a, long b, boolean before) {
        assertEquals(before, SerialNumber.isBefore((int) a, (int) b));
    }

    @Test
    void shouldOrderNumbersByTheirDistanceGoingRound() {
        Random random = Seed.random("serial order");
        for (int i = 0; i < ROUNDS; i++) {
            int a = near(random);
            int distance = 1 + random.nextInt(Integer.MAX_VALUE);
            assertTrue(SerialNumber.isBefore(a, a + distance), () -> a + " + " + distance);
            assertFalse(SerialNumber.isBefore(a + distance, a), () -> a + " + " + distance);
            assertFalse(SerialNumber.isBefore(a, a));
        }
    }

    @Test
    void shouldHoldExactlyTheNumbersOfAWindow() {
        Random random = Seed.random("serial window");
        for (int i = 0; i < ROUNDS; i++) {
            int first = near(random);
            int size = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(1 << 30);
            int last = first + size - 1;
            int offset =
                    random.nextBoolean() ? random.nextInt() : random.nextInt(5) - 2 + (random.nextBoolean() ? size : 0);
            boolean expected = Integer.toUnsignedLong(offset) < size;
            assertEquals(
                    expected,
                    SerialNumber.isWithin(first + offset, first, last),
                    () -> "offset " + offset + " in a window of " + size + " at " + first);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, true",
        "0xffffffff, 0xffffffff, 0, true",
        "0, 0xffffffff, 0, true",
        "1, 0xffffffff, 0, false",
        "0xfffffffe, 0xffffffff, 0, false",
        "0, 0, 0xffffffff, false",
        "0xffffffff, 0, 0xffffffff, false",
        "0x80000000, 0x7fffffff, 0x80000001, true",
    })
    void shouldHoldItsBoundsAndNothingWhenClosed(long n, long first, long last, boolean within) {
        assertEquals(within, SerialNumber.isWithin((int) n, (int) first, (int) last));
    }

    /** Often close to a wrap of the unsigned or the signed number. */
    private static int near(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> random.nextInt(9) - 4;
            case 1 -> Integer.MIN_VALUE + random.nextInt(9) - 4;
            default -> random.nextInt();
        };
    }
}
