package dev.sluice.iscsi.task;

/** Faults of Data-Out, in words for the log and as sense data for the initiator (RFC 7143 11.4.7.2). */
public enum DataFault {
    /** The PDU alone is refused, and the task goes on: RFC 7143 11.17.1, note 2. */
    TRANSFER_TAG("a Target Transfer Tag that is not due", 0),
    UNEXPECTED("unsolicited data that nobody may send", 0x0c0c),
    AMOUNT("more or fewer data than asked for", 0x0c0d),
    /** RFC 7143 11.4.7.2, 'not enough unsolicited data'. */
    LATE("less data than announced, and nothing more for the time limit", 0x0c0d),
    /** SPC-4 'initiator response timeout'. */
    UNANSWERED("an R2T that nobody answers", 0x4b06),
    DIGEST("a data digest error", 0x4705),
    /** At error recovery level 0 nobody asks for it again: 'protocol service CRC error', RFC 7143 7.9. */
    GAP("a DataSN that is not due", 0x4705),
    /** SPC-4 'data offset error'. */
    OFFSET("a Buffer Offset that is not due", 0x4b05);

    private static final byte RESPONSE_CODE = 0x70;
    private static final byte ABORTED_COMMAND = 0x0b;

    private final String words;
    private final byte[] sense;

    DataFault(String words, int additional) {
        this.words = words;
        this.sense = new byte[] {
            RESPONSE_CODE,
            0,
            ABORTED_COMMAND,
            0,
            0,
            0,
            0,
            10,
            0,
            0,
            0,
            0,
            (byte) (additional >> 8),
            (byte) additional,
            0,
            0,
            0,
            0
        };
    }

    public String words() {
        return words;
    }

    /** Fixed-format sense data, SPC-4 4.5.3. */
    byte[] sense() {
        return sense;
    }
}
