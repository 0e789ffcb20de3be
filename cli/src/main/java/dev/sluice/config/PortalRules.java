package dev.sluice.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** What holds of the portals of one target. Used for one target. */
final class PortalRules {
    private static final int MAX_PORT = 65_535;

    private final Findings findings;

    /** The tags of groups, by address and port. */
    private final Map<String, Integer> taken = new HashMap<>();

    /** Portals by port and whether they are all addresses. */
    private final Map<String, Map<Boolean, String>> byPort = new HashMap<>();

    PortalRules(Findings findings) {
        this.findings = findings;
    }

    void check(Pointer at, PortalGroup group) {
        for (int i = 0; i < group.portals().size(); i++) {
            Portal portal = group.portals().get(i);
            InetAddress address = address(at.at(i).of("address"), portal.address());
            boolean right = findings.inRange(at.at(i).of("port"), "a port", portal.port(), 1, MAX_PORT);
            if (address == null || !right) {
                continue;
            }
            String scope = portal.address().contains("%")
                    ? portal.address().substring(portal.address().indexOf('%'))
                    : "";
            wildcard(at.at(i), portal, address, group.tag());
            Integer other = taken.putIfAbsent(address.getHostAddress() + scope + " " + portal.port(), group.tag());
            if (other != null) {
                findings.wrong(
                        at.at(i),
                        other == group.tag()
                                ? "there is a portal " + portal + " of this portal group already"
                                : "portal " + portal + " belongs to portal group " + other
                                        + " of this target already: give this one another address or port");
            }
        }
    }

    /** All of the machine's addresses at a port leave none of them for another portal. */
    private void wildcard(Pointer at, Portal portal, InetAddress address, int tag) {
        Map<Boolean, String> ofPort = byPort.computeIfAbsent(
                (address instanceof Inet6Address ? "6 " : "4 ") + portal.port(), port -> new HashMap<>());
        String other = ofPort.get(!address.isAnyLocalAddress());
        if (other != null) {
            findings.wrong(
                    at,
                    "portals " + portal + " and " + other + " exclude each other: one of them is all addresses; delete "
                            + (address.isAnyLocalAddress() ? portal + ", or the others" : other + " first"));
        }
        ofPort.putIfAbsent(address.isAnyLocalAddress(), portal + " of tpg" + tag);
    }

    private InetAddress address(Pointer at, String address) {
        InetAddress read = address == null ? null : literal(address);
        if (read == null) {
            findings.wrong(
                    at,
                    (address == null ? "a portal needs an address" : Names.quoted(address) + " is not an IP address")
                            + ": write it in digits, as 192.0.2.1 or 2001:db8::1; 0.0.0.0 or :: is all of the machine");
        }
        return read;
    }

    /** Names are not looked up: what they mean may change, and the network may not be there yet. */
    private static InetAddress literal(String address) {
        String digits = address;
        int scope = address.indexOf('%');
        if (scope > 0 && address.regionMatches(true, 0, "fe80:", 0, 5) && scope + 1 < address.length()) {
            digits = address.substring(0, scope);
        }
        boolean isSix = digits.indexOf(':') >= 0;
        if (digits.indexOf('%') >= 0 || digits.indexOf('[') >= 0 || !isSix && !isDotted(digits)) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(digits);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Four numbers: the shorter forms of inet_aton surprise. */
    private static boolean isDotted(String digits) {
        int dots = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c == '.') {
                dots++;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return dots == 3;
    }
}
