package dev.sluice.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.testing.Seed;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {
    @ParameterizedTest
    @CsvSource({
        "0:0:0:0:0:0:0:1, ::1",
        "0:0:0:0:0:0:0:0, ::",
        "2001:0DB8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "1:0:0:0:0:0:0:0, 1::",
        "0:0:1:0:0:0:0:1, 0:0:1::1",
        "0:1:1:1:1:1:1:1, 0:1:1:1:1:1:1:1",
        "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
        "0:0:0:0:0:0:c000:0201, ::c000:201",
        "192.0.2.1, 192.0.2.1"
    })
    void shouldWriteAnAddressAsRfc5952WhenItIsToldToPeople(String any, String canonical) {
        assertEquals(canonical, AddressText.of(InetAddress.ofLiteral(any)));
    }

    @Test
    void shouldReadAsTheSameAddressWhenAnyAddressIsWritten() throws Exception {
        long seed = Seed.of("AddressTextTest");
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[16];
            for (int j = 0; j < 16; j += 2) {
                if (random.nextInt(3) == 0) {
                    bytes[j] = (byte) random.nextInt();
                    bytes[j + 1] = (byte) random.nextInt();
                }
            }
            InetAddress address = Inet6Address.getByAddress(null, bytes, -1);
            assertEquals(address, InetAddress.ofLiteral(AddressText.of(address)), "seed " + seed);
        }
    }

    @Test
    void shouldStandInBracketsWhenAPortFollows() {
        assertEquals("[::1]:3260", AddressText.of(new InetSocketAddress(InetAddress.ofLiteral("::1"), 3260)));
        assertEquals("127.0.0.1:80", AddressText.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 80)));
        assertEquals("[::]:0", AddressText.endpoint("::", 0));
    }

    @Test
    void shouldHaveNoSlashWhenTheAddressHasANameOrNone() throws Exception {
        InetAddress named = InetAddress.getByAddress("storage.example", new byte[] {10, 0, 0, 1});
        assertEquals("10.0.0.1:3260", AddressText.of(new InetSocketAddress(named, 3260)));
        assertEquals(
                "storage.example:3260", AddressText.of(InetSocketAddress.createUnresolved("storage.example", 3260)));
        assertEquals("an unknown address", AddressText.of((InetSocketAddress) null));
        assertEquals("/run/a.sock", AddressText.of(UnixDomainSocketAddress.of("/run/a.sock")));
    }

    @Test
    void shouldKeepTheZoneOnlyWhereItMeansSomething() throws Exception {
        byte[] linkLocal = InetAddress.ofLiteral("fe80::1").getAddress();
        InetAddress byNumber = Inet6Address.getByAddress(null, linkLocal, 7);
        assertEquals("[fe80::1%7]:3260", AddressText.of(new InetSocketAddress(byNumber, 3260)));
        assertEquals("fe80::1", AddressText.withoutZone(byNumber));
    }

    @Test
    void shouldBeTheIpv4AddressWhenAnIpv6AddressIsMappedFromIt() throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        mapped[12] = (byte) 192;
        mapped[14] = 2;
        mapped[15] = 9;
        assertEquals("192.0.2.9", AddressText.of(Inet6Address.getByAddress(null, mapped, -1)));
    }
}
