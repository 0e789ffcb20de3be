package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "512, 512",
        "4K, 4096",
        "4k, 4096",
        "10M, 10485760",
        "10G, 10737418240",
        "1T, 1099511627776",
        "8388607T, 9223370937343148032",
        "9223372036854775807, 9223372036854775807"
    })
    void shouldGiveBytesWhenASizeIsWellFormed(String text, long bytes) {
        assertEquals(bytes, ByteSize.parse("size", text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "K", "-1", "-1G", "+1", "1.5G", "1 G", " 1", "1GB", "1GiB", "1P", "0x10", "ten", "١", "1e3"})
    void shouldSayWhatASizeIsWhenItIsNone(String text) {
        String message = assertThrows(UsageException.class, () -> ByteSize.parse("size", text))
                .getMessage();
        assertEquals(
                "size '" + text + "' is not a size: write a whole number of bytes, or of K, M, G or T, such as 10G",
                message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "8388608T", "99999999999999999999", "9223372036854775807K"})
    void shouldRefuseASizeWhenItOverflows(String text) {
        String message = assertThrows(UsageException.class, () -> ByteSize.parse("size", text))
                .getMessage();
        assertEquals("size '" + text + "' is too large: at most 9223372036854775807 bytes", message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0G", "000"})
    void shouldRefuseASizeWhenItIsZero(String text) {
        assertEquals(
                "size must not be zero",
                assertThrows(UsageException.class, () -> ByteSize.parse("size", text))
                        .getMessage());
    }

    @Test
    void shouldUseTheLargestWholeUnitWhenASizeIsShown() {
        assertEquals("1 TiB", ByteSize.format(1L << 40));
        assertEquals("1536 MiB", ByteSize.format(3L << 29));
        assertEquals("513 bytes", ByteSize.format(513));
        assertEquals("0 bytes", ByteSize.format(0));
    }
}
