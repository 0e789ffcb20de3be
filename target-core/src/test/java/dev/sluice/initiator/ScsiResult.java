package dev.sluice.initiator;

/**
 * The result of a command.
 *
 * @param response the iSCSI service response, 0 for 'completed at the target' (RFC 7143 11.4.3)
 * @param status the SCSI status
 * @param sense the sense data without its length field, empty for none
 * @param data the data read
 * @param residual the residual count
 */
public record ScsiResult(
        int response, int status, byte[] sense, byte[] data, boolean overflow, boolean underflow, int residual) {
    public static final int GOOD = 0x00;
    public static final int CHECK_CONDITION = 0x02;
    public static final int BUSY = 0x08;
    public static final int RESERVATION_CONFLICT = 0x18;
    public static final int TASK_SET_FULL = 0x28;
    public static final int TASK_ABORTED = 0x40;

    public boolean isGood() {
        return response == 0 && status == GOOD;
    }

    /** The sense key of fixed or descriptor format sense data (SPC-4 4.5), or -1. */
    public int senseKey() {
        return sense.length < 3 ? -1 : isDescriptorFormat() ? sense[1] & 0xf : sense[2] & 0xf;
    }

    /** ASC in the high byte, ASCQ in the low one, or -1. */
    public int additionalSense() {
        int at = isDescriptorFormat() ? 2 : 12;
        return sense.length < at + 2 ? -1 : (sense[at] & 0xff) << 8 | sense[at + 1] & 0xff;
    }

    private boolean isDescriptorFormat() {
        return sense.length > 0 && (sense[0] & 0x7e) == 0x72;
    }

    @Override
    public String toString() {
        return "response %d status 0x%02x sense %x/%04x data %d residual %s%d"
                .formatted(
                        response,
                        status,
                        senseKey(),
                        additionalSense(),
                        data.length,
                        overflow ? "over " : underflow ? "under " : "",
                        residual);
    }
}
