package dev.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.testing.Seed;
import dev.sluice.text.AddressText;
import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpTextTest {
    @ParameterizedTest
    @CsvSource({
        "::0, ::",
        "0:0::1, ::1",
        "0:0:0:0:0:0:0:1, ::1",
        "0000:0000::0001, ::1",
        "2001:DB8::A, 2001:db8::a",
        "2001:0db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "1:0:0:0:0:0:0:0, 1::",
        "::ffff:127.0.0.1, 127.0.0.1",
        "::FFFF:7f00:1, 127.0.0.1",
        "::ffff:0:0, 0.0.0.0",
        "FE80:0::1%eth0, fe80::1%eth0",
        "192.0.2.1, 192.0.2.1"
    })
    void shouldHaveOneTextOfAnAddress(String spelling, String text) {
        assertEquals(text, IpText.canonical(spelling));
        assertEquals(text, IpText.canonical(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "1.2.3",
                "1.2.3.400",
                "127.0.0.01",
                "010.0.0.1",
                "1.2.3.4.",
                "[::1]",
                "::1%lo",
                "192.0.2.1%eth0",
                "fe80::1%",
                "fe80::1%a/b",
                ":::",
                "1:2:3:4:5:6:7:8:9"
            })
    void shouldTakeNothingElseForAnAddress(String text) {
        assertNull(IpText.canonical(text));
    }

    @Test
    void shouldWriteWhatIsReadAsTheSameAddress() throws Exception {
        Random random = Seed.random("IpTextTest");
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[16];
            for (int b = 0; b < bytes.length; b++) {
                bytes[b] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : 0);
            }
            InetAddress address = InetAddress.getByAddress(bytes);
            String text = AddressText.of(address);
            assertEquals(address, InetAddress.ofLiteral(text));
            assertEquals(text, IpText.canonical(address.getHostAddress()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "[::0]:3261, [::]:3261",
        "[::0], [::]:3260",
        "::0, [::]:3260",
        "0::1, [::1]:3260",
        "192.0.2.1, 192.0.2.1:3260",
        "192.0.2.1:1, 192.0.2.1:1",
        "[fe80::1%eth0]:860, [fe80::1%eth0]:860"
    })
    void shouldReadAPortalWithAndWithoutAPort(String text, String portal) {
        assertEquals(portal, Portal.parse(text, Portal.USUAL_PORT).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1:", "192.0.2.1:x", "[::1]:-1", "192.0.2.1:1234567890"})
    void shouldNotReadAPortThatIsNone(String text) {
        assertThrows(IllegalArgumentException.class, () -> Portal.parse(text, Portal.USUAL_PORT));
    }
}
