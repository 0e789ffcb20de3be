package dev.sluice.iscsi.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class SendTargetsTest {
    /** RFC 5952: whoever waits for /dev/disk/by-path/ip-PORTAL-iscsi-… compares text. */
    @Test
    void shouldTellAnIpv6PortalAsPeopleWriteIt() {
        assertEquals("[2001:db8::1]:3260", told("2001:0DB8:0:0:0:0:0:1", "::1"));
        assertEquals("192.0.2.1:3260", told("192.0.2.1", "::1"));
    }

    @Test
    void shouldTellWhereTheInitiatorCameToWhenThePortalIsAllAddresses() {
        assertEquals("[::1]:3260", told("::", "::1"));
        assertEquals("127.0.0.1:3260", told("0.0.0.0", "127.0.0.1"));
    }

    @Test
    void shouldTellNoZoneSinceItMeansNothingToAnotherMachine() throws Exception {
        InetAddress linkLocal =
                Inet6Address.getByAddress(null, InetAddress.ofLiteral("fe80::1").getAddress(), 3);
        InetSocketAddress reached = new InetSocketAddress(linkLocal, 1);
        assertEquals("[fe80::1]:3260", SendTargets.address(at("::"), reached));
    }

    private static String told(String portal, String reached) {
        return SendTargets.address(at(portal), at(reached));
    }

    private static InetSocketAddress at(String address) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), 3260);
    }
}
