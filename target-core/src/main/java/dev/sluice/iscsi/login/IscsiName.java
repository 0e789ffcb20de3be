package dev.sluice.iscsi.login;

import dev.sluice.text.Printable;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of iSCSI nodes, RFC 7143 4.2.7: iqn., eui. and naa. */
public final class IscsiName {
    private static final int MAX_BYTES = 223;
    private static final Pattern WELL_FORMED = Pattern.compile("iqn\\.[0-9]{4}-(0[1-9]|1[0-2])\\.[a-z0-9.-]+(:.*)?"
            + "|eui\\.[0-9A-Fa-f]{16}|naa\\.([0-9A-Fa-f]{16}|[0-9A-Fa-f]{32})");

    private IscsiName() {}

    /**
     * True if {@code name} has the form of an iSCSI name and, after the mapping of RFC 3722, only characters that it allows. The check is
     * lenient about the type, about case, and about '_', because initiators in the field are.
     */
    public static boolean isValid(String name) {
        return !name.isEmpty()
                && name.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES
                && hasAllowedCharacters(name)
                && hasAllowedCharacters(normalised(name))
                && hasOneDirection(name);
    }

    private static boolean hasAllowedCharacters(String name) {
        return name.codePoints().allMatch(IscsiName::isAllowed);
    }

    /**
     * RFC 3722, 5: without tables C.1 to C.9 of RFC 3454 and the ASCII characters that it lists. What table B.1 maps to nothing, such as a
     * zero width joiner, is not taken either: two names that look the same would be one.
     */
    private static boolean isAllowed(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint >= '0' && codePoint <= ':'
                    || codePoint >= 'a' && codePoint <= 'z'
                    || codePoint >= 'A' && codePoint <= 'Z'
                    || codePoint == '-'
                    || codePoint == '.'
                    || codePoint == '_';
        }
        return switch (codePoint) {
            case 0x3002, 0x340, 0x341, 0x1806, 0xfffc, 0xfffd -> false;
            default -> Printable.isPlain(codePoint) && (codePoint < 0x2ff0 || codePoint > 0x2ffb);
        };
    }

    /** RFC 3454, 6: a name with letters that are written from right to left has no others, and begins and ends with them. */
    private static boolean hasOneDirection(String name) {
        if (name.codePoints().noneMatch(IscsiName::isRightToLeft)) {
            return true;
        }
        return isRightToLeft(name.codePointAt(0))
                && isRightToLeft(name.codePointBefore(name.length()))
                && name.codePoints()
                        .noneMatch(one -> Character.getDirectionality(one) == Character.DIRECTIONALITY_LEFT_TO_RIGHT);
    }

    private static boolean isRightToLeft(int codePoint) {
        byte direction = Character.getDirectionality(codePoint);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    /** True if {@code name} is valid and of one of the three types: a name that an administrator may give to a target. */
    public static boolean isWellFormed(String name) {
        return isValid(name) && WELL_FORMED.matcher(name).matches();
    }

    /** The form in which names are compared, RFC 3722: names that differ only in case are the same. */
    public static String normalised(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** Text from the network, fit for a log line, and no longer than a name. */
    public static String printable(String text) {
        return Printable.of(text, MAX_BYTES);
    }
}
