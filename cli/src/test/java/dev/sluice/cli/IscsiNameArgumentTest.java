package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IscsiNameArgumentTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "iqn.2026-11.dev.sluice",
                "iqn.1993-08.org.debian:01:abcdef",
                "iqn.1991-05.com.microsoft:host-1.example.com",
                "eui.02004567a425678d",
                "naa.52004567ba64678d",
                "naa.62004567ba64678d0123456789abcdef"
            })
    void shouldAcceptAName(String name) {
        assertEquals(name, IscsiNameArgument.check("--allow", name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "disk",
                "iqn.2026-13.dev.sluice",
                "iqn.26-11.dev",
                "iqn.2026-11.",
                "iqn.2026-11.dev.sluice:",
                "iqn.2026-11.dev.sluice:a b",
                "eui.123",
                "naa.123",
                "iqn.2026-11.dev.sluice:a,b"
            })
    void shouldQuoteTheNameWhenItIsNone(String name) {
        String message = assertThrows(UsageException.class, () -> IscsiNameArgument.check("--allow", name))
                .getMessage();
        assertTrue(message.startsWith("--allow '" + name + "' is not an iSCSI name"), message);
    }

    @Test
    void shouldRefuseANameWhenItIsLongerThan223Bytes() {
        String longest = "iqn.2026-11.dev.sluice:" + "a".repeat(200);
        assertEquals(longest, IscsiNameArgument.check("--allow", longest));
        assertThrows(UsageException.class, () -> IscsiNameArgument.check("--allow", longest + "a"));
    }

    @Test
    void shouldShowTheLowerCaseWhenANameIsInUpperCase() {
        assertEquals(
                "--allow 'IQN.2026-11.dev.Sluice:A': iSCSI names are written in lower case: iqn.2026-11.dev.sluice:a",
                assertThrows(UsageException.class, () -> IscsiNameArgument.check("--allow", "IQN.2026-11.dev.Sluice:A"))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "iqn.", "iqn.2026-11.com.example:a b", "iqn.2026-11.com.example:a,b"})
    void shouldQuoteTheNameWhenNoInitiatorCanHaveIt(String name) {
        String message = assertThrows(UsageException.class, () -> IscsiNameArgument.checkInitiator("--allow", name))
                .getMessage();
        assertTrue(message.startsWith("--allow '" + name + "' is not an iSCSI name"), message);
    }

    @ParameterizedTest
    @CsvSource({"web1.example.com, web1.example.com", "My_Host, my-host", "'', localhost"})
    void shouldBeANameWhenMadeFromAHostName(String host, String end) {
        assertEquals("iqn.2026-11.dev.sluice:" + end, IscsiNameArgument.check("name", IscsiNameArgument.ofHost(host)));
    }
}
