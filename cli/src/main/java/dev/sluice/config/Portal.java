package dev.sluice.config;

/**
 * An address of a portal group, in its canonical text: see {@link IpText}.
 *
 * @param address IPv4 or IPv6 in digits; 0.0.0.0 for all of the machine's IPv4 addresses, :: for all of both families
 * @param port TCP, 1 to 65,535
 */
public record Portal(String address, int port) {
    /** The port that IANA gives to iSCSI targets. */
    public static final int USUAL_PORT = 3260;

    private static final int MOST_DIGITS = 9;

    public Portal {
        String canonical = IpText.canonical(address);
        address = canonical == null ? address : canonical;
    }

    /**
     * Reads an address, with or without a port: an IPv6 address with a port stands in brackets, and without one may.
     *
     * @param port the port of a text without one
     * @throws IllegalArgumentException if the port is no number; the address is not checked
     */
    public static Portal parse(String text, int port) {
        int close = text.startsWith("[") ? text.indexOf(']') : -1;
        if (close >= 0 && (close + 1 == text.length() || text.charAt(close + 1) == ':')) {
            String rest = text.substring(close + 1);
            return new Portal(text.substring(1, close), rest.isEmpty() ? port : number(text, rest.substring(1)));
        }
        int colon = text.indexOf(':');
        return colon < 0 || colon != text.lastIndexOf(':')
                ? new Portal(text, port)
                : new Portal(text.substring(0, colon), number(text, text.substring(colon + 1)));
    }

    private static int number(String text, String digits) {
        if (digits.isEmpty() || digits.length() > MOST_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("there is no port '" + digits + "' as in " + text + ": write a number");
        }
        return Integer.parseInt(digits);
    }

    /** True if it stands for all IPv4 addresses of the machine, or for all of both families. */
    boolean isEverywhere() {
        return "0.0.0.0".equals(address) || "::".equals(address);
    }

    /** The text of the portal, as in {@code 0.0.0.0:3260} and {@code [::]:3260}. */
    @Override
    public String toString() {
        return IpText.withPort(address, port);
    }
}
