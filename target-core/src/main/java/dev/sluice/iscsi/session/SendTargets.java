package dev.sluice.iscsi.session;

import dev.sluice.iscsi.text.TextKeys;
import java.io.ByteArrayOutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/** The answer to SendTargets, RFC 7143 appendix C. Any thread. */
final class SendTargets {
    private SendTargets() {}

    /**
     * @param value All, a target's name, or empty for the target of the session
     * @param reached where the connection has come in, which stands for a wildcard portal
     */
    static byte[] answer(
            String value,
            TargetDirectory directory,
            String initiatorName,
            String ownTarget,
            InetSocketAddress reached,
            boolean discovery) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        boolean all = value.equals("All");
        if (all && !discovery) {
            // RFC 7143 13.3, appendix C: this is for discovery only.
            TextKeys.append(text, "SendTargets", "Reject");
            return text.toByteArray();
        }
        List<PortalGroup> groups = all
                ? directory.visibleTo(initiatorName)
                : directory.visibleTo(initiatorName, value.isEmpty() ? ownTarget : value);
        String told = "";
        for (PortalGroup group : groups) {
            String name = group.targetName();
            if (!told.equals(name)) {
                TextKeys.append(text, "TargetName", name);
                told = name;
            }
            for (InetSocketAddress portal : group.portals()) {
                TextKeys.append(text, "TargetAddress", address(portal, reached) + "," + group.tag());
            }
        }
        return text.toByteArray();
    }

    private static String address(InetSocketAddress portal, InetSocketAddress reached) {
        InetAddress address =
                plain(portal.getAddress().isAnyLocalAddress() ? reached.getAddress() : portal.getAddress());
        String host = address.getHostAddress();
        int zone = host.indexOf('%');
        String withoutZone = zone < 0 ? host : host.substring(0, zone);
        return (address instanceof Inet6Address ? "[" + withoutZone + "]" : withoutZone) + ":" + portal.getPort();
    }

    /** The IPv4 address that an IPv4-mapped one stands for, or the same. */
    private static InetAddress plain(InetAddress address) {
        try {
            // From bytes, Java makes IPv4 addresses of IPv4-mapped ones.
            return address instanceof Inet6Address six && six.getScopeId() == 0
                    ? InetAddress.getByAddress(address.getAddress())
                    : address;
        } catch (UnknownHostException e) {
            throw new AssertionError("an address of an address", e);
        }
    }
}
