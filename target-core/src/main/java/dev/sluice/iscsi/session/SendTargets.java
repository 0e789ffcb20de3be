package dev.sluice.iscsi.session;

import dev.sluice.iscsi.text.TextKeys;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** The answer to SendTargets, RFC 7143 appendix C. Any thread. */
final class SendTargets {
    private SendTargets() {}

    /**
     * @param value All, a target's name, or empty for the target of the session
     * @param portals where the server listens; a wildcard stands for the address that the initiator has reached
     */
    static byte[] answer(
            String value,
            TargetDirectory directory,
            String initiatorName,
            String ownTarget,
            List<InetSocketAddress> portals,
            InetSocketAddress reached,
            boolean discovery) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (PortalGroup group : directory.visibleTo(initiatorName)) {
            boolean wanted = value.equals("All") && discovery
                    || group.targetName().equalsIgnoreCase(value.isEmpty() ? ownTarget : value);
            if (wanted) {
                TextKeys.append(text, "TargetName", group.targetName());
                for (InetSocketAddress portal : portals) {
                    TextKeys.append(text, "TargetAddress", address(portal, reached) + "," + group.tag());
                }
            }
        }
        return text.toByteArray();
    }

    private static String address(InetSocketAddress portal, InetSocketAddress reached) {
        InetAddress address = portal.getAddress().isAnyLocalAddress() ? reached.getAddress() : portal.getAddress();
        String host = address.getHostAddress();
        int zone = host.indexOf('%');
        String plain = zone < 0 ? host : host.substring(0, zone);
        return (plain.indexOf(':') >= 0 ? "[" + plain + "]" : plain) + ":" + portal.getPort();
    }
}
