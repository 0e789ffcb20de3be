package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:3260, 127.0.0.1:3260",
        "127.0.0.1, 127.0.0.1:3260",
        "0.0.0.0:1, 0.0.0.0:1",
        "127.0.0.1:0, 127.0.0.1:0",
        "[::1]:860, [::1]:860",
        "[::1], [::1]:3260",
        "::1, [::1]:3260",
        "[::]:65535, [::]:65535",
        "localhost:3261, 127.0.0.1:3261"
    })
    void shouldGiveAnAddressWhenItIsWellFormed(String text, String address) {
        assertEquals(address, ListenAddress.format(ListenAddress.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":3260",
                "127.0.0.1:",
                "127.0.0.1:x",
                "127.0.0.1:65536",
                "127.0.0.1:-1",
                "[::1",
                "[::1]3260",
                "[]:1",
                "127.0.0.1:999999",
                "no such host:1"
            })
    void shouldQuoteTheAddressWhenItIsNone(String text) {
        String message = assertThrows(UsageException.class, () -> ListenAddress.parse(text))
                .getMessage();
        assertTrue(message.startsWith("--listen '" + text + "'"), message);
    }
}
