package dev.sluice.scsi.unit;

/** Asymmetric access states of a target port group; SPC-4 5.15.2.4. */
public enum AccessState {
    /** This way is the best. */
    ACTIVE_OPTIMIZED(0x0),
    /** This way works, another is better. */
    ACTIVE_NON_OPTIMIZED(0x1),
    /** Only what needs no medium works this way. */
    STANDBY(0x2),
    /** Hardly anything works this way. */
    UNAVAILABLE(0x3);

    private final int code;

    AccessState(int code) {
        this.code = code;
    }

    /** The ASYMMETRIC ACCESS STATE field. */
    public int code() {
        return code;
    }

    /** The state of that code, or null. */
    public static AccessState of(int code) {
        return code < values().length ? values()[code] : null;
    }

    /** Returns true if commands for the medium are taken. */
    public boolean isActive() {
        return this == ACTIVE_OPTIMIZED || this == ACTIVE_NON_OPTIMIZED;
    }
}
