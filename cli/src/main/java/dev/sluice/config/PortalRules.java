package dev.sluice.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * The rules for portals: a target has each of its portals once, and the portals of all targets share the addresses of the machine.
 * Used for one configuration.
 */
final class PortalRules {
    private static final int MAX_PORT = 65_535;

    /** A portal, and the group that has it. */
    private record Place(Portal portal, String target, int tag) {
        String words(String target) {
            return portal + " of tpg" + tag + (target.equals(this.target) ? "" : " of " + this.target);
        }
    }

    private final RuleFindings findings;

    /** The tags of the current target's groups, by portal. */
    private final Map<Portal, Integer> taken = new HashMap<>();

    /** A portal of each claim. */
    private final Map<Claim, Place> claims = new HashMap<>();

    /** Link-local addresses by address and port, without the zone. */
    private final Map<Portal, Place> locals = new HashMap<>();

    /** The claim of a portal on a port. */
    private enum Kind {
        ALL_OF_FOUR,
        ALL_OF_BOTH,
        ONE_OF_FOUR,
        ONE_OF_SIX;

        static Kind of(Portal portal) {
            boolean isSix = portal.address().indexOf(':') >= 0;
            return portal.isEverywhere() ? isSix ? ALL_OF_BOTH : ALL_OF_FOUR : isSix ? ONE_OF_SIX : ONE_OF_FOUR;
        }

        /**
         * True if two portals cannot listen on the same port: a portal on all addresses excludes one on a single address. All IPv4
         * addresses and all of both families do not exclude each other.
         */
        boolean excludes(Kind other) {
            return switch (this) {
                case ALL_OF_FOUR -> other == ONE_OF_FOUR;
                case ALL_OF_BOTH -> other == ONE_OF_FOUR || other == ONE_OF_SIX;
                case ONE_OF_FOUR -> other == ALL_OF_FOUR || other == ALL_OF_BOTH;
                case ONE_OF_SIX -> other == ALL_OF_BOTH;
            };
        }
    }

    private record Claim(int port, Kind kind) {}

    PortalRules(RuleFindings findings) {
        this.findings = findings;
    }

    /** Begins with the portals of the next target. */
    void nextTarget() {
        taken.clear();
    }

    void check(Pointer at, String target, PortalGroup group) {
        for (int i = 0; i < group.portals().size(); i++) {
            Portal portal = group.portals().get(i);
            boolean isAddress = address(at.at(i).of("address"), portal.address());
            boolean right = findings.inRange(at.at(i).of("port"), "a port", portal.port(), 1, MAX_PORT);
            if (!isAddress || !right) {
                continue;
            }
            everywhere(at.at(i), new Place(portal, String.valueOf(target), group.tag()));
            Integer other = taken.putIfAbsent(portal, group.tag());
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

    /** True if a portal of a target that is not checked may exclude one that was checked. */
    boolean mayExclude(Target other) {
        for (PortalGroup group : other.portalGroups()) {
            for (Portal portal : group.portals()) {
                if (!claims.isEmpty() && (excluded(portal) != null || otherZone(portal) != null)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Place excluded(Portal portal) {
        Kind kind = Kind.of(portal);
        for (Kind other : Kind.values()) {
            Place place = kind.excludes(other) ? claims.get(new Claim(portal.port(), other)) : null;
            if (place != null) {
                return place;
            }
        }
        return null;
    }

    private static Portal withoutZone(Portal portal) {
        String zone = IpText.zone(portal.address());
        return zone.isEmpty()
                ? null
                : new Portal(portal.address().substring(0, portal.address().length() - zone.length()), portal.port());
    }

    /** The portal with the same link-local address and port on another interface, or null. */
    private Place otherZone(Portal portal) {
        Portal bare = locals.isEmpty() ? null : withoutZone(portal);
        Place place = bare == null ? null : locals.get(bare);
        return place == null || place.portal().equals(portal) ? null : place;
    }

    private void everywhere(Pointer at, Place place) {
        Portal portal = place.portal();
        Place other = excluded(portal);
        if (other != null) {
            String words = other.words(place.target());
            findings.wrong(
                    at,
                    "portals " + portal + " and " + words + " exclude each other: one of them is all addresses; delete "
                            + (portal.isEverywhere() ? portal + ", or the others" : words + " first"));
        }
        claims.putIfAbsent(new Claim(portal.port(), Kind.of(portal)), place);
        Place zoned = otherZone(portal);
        if (zoned != null) {
            findings.wrong(
                    at,
                    "portals " + portal + " and " + zoned.words(place.target())
                            + " are one address on two interfaces: give one of them another port");
        }
        Portal bare = withoutZone(portal);
        if (bare != null) {
            locals.putIfAbsent(bare, place);
        }
    }

    private boolean address(Pointer at, String address) {
        InetAddress read = IpText.literal(address);
        if (read == null) {
            findings.wrong(
                    at,
                    (address == null
                                    ? "a portal needs an address"
                                    : TextForms.quoted(address) + " is not an IP address")
                            + ": write it in digits, as 192.0.2.1 or 2001:db8::1; 0.0.0.0 is all IPv4 addresses of the"
                            + " machine, :: all of both families");
        } else if (read.isMulticastAddress() || address.equals("255.255.255.255")) {
            findings.wrong(
                    at, TextForms.quoted(address) + " is an address of many machines: write one of this machine");
        } else if (read instanceof Inet6Address
                && read.isLinkLocalAddress()
                && IpText.zone(address).isEmpty()) {
            findings.wrong(
                    at,
                    TextForms.quoted(address) + " can be on each interface: write which one is meant, as " + address
                            + "%eth0");
        } else {
            return true;
        }
        return false;
    }
}
