package dev.sluice.iscsi.text;

/** The text of a PDU is not what RFC 7143 6.1 allows; the message says what and where. */
public final class TextFormatException extends Exception {
    private static final long serialVersionUID = 1;

    public TextFormatException(String message) {
        super(message);
    }
}
