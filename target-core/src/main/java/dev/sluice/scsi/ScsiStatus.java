package dev.sluice.scsi;

/** The status of a command that has ended; SAM-5 5.3.1, table 33. */
public enum ScsiStatus {
    GOOD(0x00),
    CHECK_CONDITION(0x02),
    CONDITION_MET(0x04),
    BUSY(0x08),
    RESERVATION_CONFLICT(0x18),
    TASK_SET_FULL(0x28),
    ACA_ACTIVE(0x30),
    TASK_ABORTED(0x40);

    private final int code;

    private static final ScsiStatus[] BY_CODE = new ScsiStatus[256];

    static {
        for (ScsiStatus status : values()) {
            BY_CODE[status.code] = status;
        }
    }

    ScsiStatus(int code) {
        this.code = code;
    }

    /** The status with that status byte, or null where it is reserved or obsolete. */
    public static ScsiStatus of(int code) {
        return BY_CODE[code];
    }

    /** The status byte. */
    public int code() {
        return code;
    }
}
