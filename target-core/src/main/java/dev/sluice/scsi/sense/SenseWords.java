package dev.sluice.scsi.sense;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;

/** Sense data in the words of the standard, for people. Any thread. */
public final class SenseWords {
    private static final int DESCRIPTOR_FORMAT = 0x72;
    private static final int LEAST_DESCRIPTOR = 4;
    private static final int LEAST_FIXED = 14;
    private static final int KEY_MASK = 0x0f;

    /** ASC 29h: power on, reset, and what comes with each new session. */
    private static final int AFTER_RESET = 0x29;

    private static final Map<Integer, String> NAMES = names();

    private SenseWords() {}

    /** As in "MEDIUM ERROR, UNRECOVERED READ ERROR". */
    public static String of(byte[] sense, int length) {
        return words(key(sense, length), additional(sense, length));
    }

    /** The same of sense data that are not encoded. */
    public static String of(SenseData sense) {
        return words(sense.key(), sense.additional());
    }

    private static String words(SenseKey key, int additional) {
        String name = NAMES.get(additional);
        return key.name().replace('_', ' ') + ", "
                + (name == null ? "additional sense code %04Xh".formatted(additional) : name);
    }

    /** Returns true if it tells of the disk or of other initiators, and not of what this initiator should not have asked or knows anyway. */
    public static boolean isOfTheDisk(byte[] sense, int length) {
        return switch (key(sense, length)) {
            case UNIT_ATTENTION -> additional(sense, length) >> 8 != AFTER_RESET;
            case NOT_READY, MEDIUM_ERROR, HARDWARE_ERROR, DATA_PROTECT, COPY_ABORTED, ABORTED_COMMAND -> true;
            case NO_SENSE, RECOVERED_ERROR, ILLEGAL_REQUEST, BLANK_CHECK, VOLUME_OVERFLOW, MISCOMPARE -> false;
        };
    }

    private static boolean hasDescriptors(byte[] sense) {
        return (sense[0] & 0x7f) == DESCRIPTOR_FORMAT;
    }

    private static SenseKey key(byte[] sense, int length) {
        if (length < LEAST_DESCRIPTOR) {
            return SenseKey.NO_SENSE;
        }
        int code = sense[hasDescriptors(sense) ? 1 : 2] & KEY_MASK;
        for (SenseKey key : SenseKey.values()) {
            if (key.code() == code) {
                return key;
            }
        }
        return SenseKey.NO_SENSE;
    }

    private static int additional(byte[] sense, int length) {
        int at = length >= LEAST_DESCRIPTOR && hasDescriptors(sense) ? 2 : LEAST_FIXED - 2;
        return length < at + 2 ? 0 : (sense[at] & 0xff) << 8 | sense[at + 1] & 0xff;
    }

    private static Map<Integer, String> names() {
        Map<Integer, String> names = new HashMap<>();
        for (Field field : AdditionalSense.class.getFields()) {
            try {
                names.putIfAbsent(field.getInt(null), field.getName().replace('_', ' '));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("constants are public", e);
            }
        }
        return Map.copyOf(names);
    }
}
