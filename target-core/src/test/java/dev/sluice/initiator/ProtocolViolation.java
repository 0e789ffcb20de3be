package dev.sluice.initiator;

/** The target did what RFC 7143 forbids, or did not answer in time: the test has failed. */
public final class ProtocolViolation extends AssertionError {
    private static final long serialVersionUID = 1;

    public ProtocolViolation(String message) {
        super(message);
    }

    static void check(boolean holds, String message, Pdu pdu) {
        if (!holds) {
            throw new ProtocolViolation(message + " in " + pdu);
        }
    }
}
