package dev.sluice.iscsi.session;

import dev.sluice.iscsi.text.TextKeys;
import dev.sluice.text.AddressText;
import java.io.ByteArrayOutputStream;
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
            // All addresses of IPv4 and all of IPv6 may be the same one here.
            Set<String> addresses = new LinkedHashSet<>();
            group.portals().forEach(portal -> addresses.add(address(portal, reached)));
            addresses.forEach(address -> TextKeys.append(text, "TargetAddress", address + "," + group.tag()));
        }
        return text.toByteArray();
    }

    /** Where it has come in stands for a portal on all addresses. A zone means nothing to the initiator. */
    static String address(InetSocketAddress portal, InetSocketAddress reached) {
        InetAddress host = portal.getAddress().isAnyLocalAddress() ? reached.getAddress() : portal.getAddress();
        return AddressText.endpoint(AddressText.withoutZone(host), portal.getPort());
    }
}
