package dev.sluice.iscsi.node;

/**
 * The address that a target has moved to, RFC 7143 11.13.5.
 *
 * @param address a host name, an IPv4 address or an IPv6 address in brackets, with :port or without
 */
public record Redirection(boolean permanently, String address) {
    public Redirection {
        if (address.isEmpty() || address.length() > 255 || address.chars().anyMatch(c -> c <= ' ' || c == ',')) {
            throw new IllegalArgumentException("'" + address + "' is no address to be redirected to");
        }
    }
}
