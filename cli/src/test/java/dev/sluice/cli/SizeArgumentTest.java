package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeArgumentTest {
    @Test
    void shouldGiveBytesWhenASizeIsWellFormed() {
        assertEquals(20L << 30, SizeArgument.parse("size", "20G"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, size must not be zero",
        "0G, size must not be zero",
        "ten, 'size ''ten'' is not a size: write a whole number of bytes, or of K, M, G or T, such as 20G'",
        "8388608T, size '8388608T' is too large: at most 9223372036854775807 bytes"
    })
    void shouldNameTheValueWhenItIsWrong(String text, String message) {
        assertEquals(
                message,
                assertThrows(UsageException.class, () -> SizeArgument.parse("size", text))
                        .getMessage());
    }
}
