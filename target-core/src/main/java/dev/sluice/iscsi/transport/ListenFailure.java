package dev.sluice.iscsi.transport;

import java.io.IOException;

/** An address that cannot be listened on. */
public final class ListenFailure extends IOException {
    private static final long serialVersionUID = 1;

    /** The reason. */
    public enum Reason {
        /** The machine does not have the address now; it may come. */
        ADDRESS_MISSING,
        /** Another socket has the port at this address. */
        PORT_TAKEN,
        /** Another one, which the words tell. */
        OTHER
    }

    private final Reason reason;
    private final String words;

    /**
     * One whose message names the address.
     *
     * @param address address that could not be listened on, as people write it
     * @param words the reason, and what to do
     */
    public ListenFailure(Reason reason, String address, String words, Throwable cause) {
        super("cannot listen on " + address + ": " + words, cause);
        this.reason = reason;
        this.words = words;
    }

    public Reason reason() {
        return reason;
    }

    /** The reason without the address, and what to do. */
    public String words() {
        return words;
    }
}
