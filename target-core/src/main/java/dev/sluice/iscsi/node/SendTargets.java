package dev.sluice.iscsi.node;

import dev.sluice.iscsi.text.TextKeys;
import dev.sluice.text.AddressText;
import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The answer to SendTargets, RFC 7143 appendix C. Any thread. */
final class SendTargets {
    private SendTargets() {}

    /**
     * @param value All, a target's name, or empty for the target of the session
     * @param reached address of this side on the connection, which stands for a wildcard portal
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
        List<TargetPortalGroup> groups = all
                ? directory.visibleTo(initiatorName)
                : directory.visibleTo(initiatorName, value.isEmpty() ? ownTarget : value);
        String told = "";
        for (TargetPortalGroup group : groups) {
            String name = group.targetName();
            // All addresses of IPv4 and all of IPv6 may be the same one here.
            Set<String> addresses = new LinkedHashSet<>();
            for (InetSocketAddress portal : group.portals()) {
                if (isTold(portal, reached)) {
                    addresses.add(address(portal, reached));
                }
            }
            if (addresses.isEmpty()) {
                continue;
            }
            if (!told.equals(name)) {
                TextKeys.append(text, "TargetName", name);
                told = name;
            }
            addresses.forEach(address -> TextKeys.append(text, "TargetAddress", address + "," + group.tag()));
        }
        return text.toByteArray();
    }

    /** All addresses of IPv4 are none that somebody has who came by IPv6. */
    private static boolean isTold(InetSocketAddress portal, InetSocketAddress reached) {
        boolean isAllOfFour = portal.getAddress().isAnyLocalAddress() && portal.getAddress() instanceof Inet4Address;
        return !isAllOfFour || plain(reached.getAddress()) instanceof Inet4Address;
    }

    /** The address reached stands for a portal on all addresses. A zone means nothing to the initiator. */
    static String address(InetSocketAddress portal, InetSocketAddress reached) {
        InetAddress host = portal.getAddress().isAnyLocalAddress() ? reached.getAddress() : portal.getAddress();
        return AddressText.endpoint(AddressText.withoutZone(host), portal.getPort());
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
