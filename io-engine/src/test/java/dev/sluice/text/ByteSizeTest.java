package dev.sluice.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "512, 512",
        "512B, 512",
        "4K, 4096",
        "4k, 4096",
        "4kib, 4096",
        "10M, 10485760",
        "10MB, 10485760",
        "10GiB, 10737418240",
        "1T, 1099511627776",
        "1P, 1125899906842624",
        "8388607T, 9223370937343148032",
        "9223372036854775807, 9223372036854775807"
    })
    void shouldGiveBytesWhenASizeIsWellFormed(String text, long bytes) {
        assertEquals(bytes, ByteSize.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "K", "-1", "-1G", "+1", "1.5G", "1 G", " 1", "1GG", "1iB", "1E", "0x10", "ten", "١", "1e3"})
    void shouldShowTheFormOfASizeWhenATextIsNone(String text) {
        assertEquals(
                "'" + text + "' is not a size: write a whole number of bytes, or of K, M, G or T, such as 20G",
                assertThrows(IllegalArgumentException.class, () -> ByteSize.parse(text))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "8388608T", "99999999999999999999", "9223372036854775807K"})
    void shouldRefuseASizeWhenItOverflows(String text) {
        assertEquals(
                "'" + text + "' is too large: at most 9223372036854775807 bytes",
                assertThrows(IllegalArgumentException.class, () -> ByteSize.parse(text))
                        .getMessage());
    }

    @Test
    void shouldUseTheLargestWholeUnitWhenASizeIsExact() {
        assertEquals("1 TiB", ByteSize.exact(1L << 40));
        assertEquals("4 EiB", ByteSize.exact(1L << 62));
        assertEquals("1536 MiB", ByteSize.exact(3L << 29));
        assertEquals("513 bytes", ByteSize.exact(513));
        assertEquals("0 bytes", ByteSize.exact(0));
    }

    @Test
    void shouldHaveOneDigitAfterThePointWhenASizeIsRounded() {
        assertEquals("1023 bytes", ByteSize.rounded(1023));
        assertEquals("1.0KiB", ByteSize.rounded(1024));
        assertEquals("1.5MiB", ByteSize.rounded(3 << 19));
        assertEquals("8.0EiB", ByteSize.rounded(Long.MAX_VALUE));
    }
}
