package dev.sluice.io.device;

/**
 * The health of storage that was opened.
 *
 * @param state its state of service
 * @param cause the fault
 * @param detail the same in words, with what to do; empty where all is well
 */
public record DeviceHealth(State state, Cause cause, String detail) {
    /** All is well, as far as can be told. */
    public static final DeviceHealth GOOD = new DeviceHealth(State.GOOD, Cause.NONE, "");

    /** The degree to which it serves. */
    public enum State {
        /** It serves, and nothing is known to be wrong. */
        GOOD,
        /** It serves, and something is wrong: a place cannot be read, no space is left, the path leads elsewhere. */
        DEGRADED,
        /** It does not serve any more, or what is written to it is lost when it is closed. */
        FAILED
    }

    /** The fault, in words. */
    public enum Cause {
        NONE,
        /** The device has gone, or has no size any more. */
        GONE,
        /** The file was deleted, and lives only as long as it is open. */
        DELETED,
        /** The path leads to another file or device now. */
        REPLACED,
        /** The path leads nowhere now. */
        MOVED,
        /** It is smaller than it was. */
        SHRUNK,
        /** Reads, writes or flushes have failed. */
        ERRORS,
        /** Writes have failed for want of space. */
        NO_SPACE,
        /** Somebody else uses the same storage. */
        SHARED,
        /** It does not answer. */
        SILENT
    }

    /** It serves, but for something. */
    public static DeviceHealth degraded(Cause cause, String detail) {
        return new DeviceHealth(State.DEGRADED, cause, detail);
    }

    /** It does not serve. */
    public static DeviceHealth failed(Cause cause, String detail) {
        return new DeviceHealth(State.FAILED, cause, detail);
    }

    public boolean isGood() {
        return state == State.GOOD;
    }

    /** The worse of two; this one where they are alike. */
    public DeviceHealth or(DeviceHealth other) {
        return other.state.compareTo(state) > 0 ? other : this;
    }
}
