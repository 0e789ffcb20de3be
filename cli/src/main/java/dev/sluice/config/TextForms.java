package dev.sluice.config;

import dev.sluice.iscsi.login.IscsiName;
import dev.sluice.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** The forms of names, paths and other texts. */
final class TextForms {
    private static final int MAX_BACKSTORE = 64;
    private static final int SHOWN = 80;
    private static final Pattern FIELD_FORM =
            Pattern.compile("(?i)iqn\\.[0-9]{4}-[0-9]{1,2}\\..+|eui\\.[0-9a-f]{16}|naa\\.([0-9a-f]{16}|[0-9a-f]{32})");
    private static final int MAX_CREDENTIAL = 255;

    /** RFC 7143 4.2.7.1 */
    private static final int MAX_NODE = 223;

    private TextForms() {}

    static boolean checkTarget(RuleFindings findings, Pointer at, String name) {
        if (name == null) {
            findings.wrong(at, "a target needs a name, as iqn.2026-11.com.example:disk1");
            return false;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (!isNodeName(name) || isWord(name) || !IscsiName.isWellFormed(name) && IscsiName.isWellFormed(lower)) {
            findings.wrong(at, unfit(name));
            return false;
        }
        if (!IscsiName.isWellFormed(name)) {
            findings.odd(
                    at,
                    quoted(name)
                            + " is not of the form iqn.YEAR-MONTH.REVERSED-DOMAIN:NAME, eui. or naa.: some initiators"
                            + " refuse such names");
        }
        return true;
    }

    /** True for a possible name of a node. It need not be of a known type: some other targets and initiators have such names. */
    private static boolean isNodeName(String name) {
        return IscsiName.isValid(name) && !name.equals(".") && !name.equals("..");
    }

    /** True for a single word. A name that is unique within a naming authority has a dot or a colon; a name without one is a mistake. */
    private static boolean isWord(String name) {
        return name.indexOf('.') < 0 && name.indexOf(':') < 0;
    }

    /** The mistake in the name of a target, and the right form. */
    static String unfit(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return quoted(name) + " is not an iSCSI name" + tooLong(name) + ": write "
                + (IscsiName.isWellFormed(lower)
                        ? lower
                        : "iqn.YEAR-MONTH.REVERSED-DOMAIN:NAME, such as iqn.2026-11.com.example:disk1");
    }

    private static String tooLong(String name) {
        return bytes(name) > MAX_NODE ? ", which has at most " + MAX_NODE + " bytes" : "";
    }

    /** True if a name is of a known type, RFC 3720 3.2.6.3 and RFC 3980. */
    static boolean isTyped(String name) {
        return name.regionMatches(true, 0, "iqn.", 0, 4)
                || name.regionMatches(true, 0, "eui.", 0, 4)
                || name.regionMatches(true, 0, "naa.", 0, 4);
    }

    static boolean checkInitiator(RuleFindings findings, Pointer at, String name) {
        if (name == null) {
            findings.wrong(at, "an ACL needs the iSCSI name of an initiator");
            return false;
        }
        if (!isNodeName(name)) {
            findings.wrong(
                    at,
                    quoted(name) + " is not an iSCSI name" + tooLong(name)
                            + ": write it as the initiator has it, such as iqn.1993-08.org.debian:01:4f2e");
            return false;
        }
        return true;
    }

    /** The reason to doubt that a name is that of an initiator, in words; null for a likely one: in the field some have months of one digit. */
    static String doubtOfInitiator(String name) {
        if (!isTyped(name)) {
            return quoted(name)
                    + " is unlikely to be the name of an initiator: such names begin with iqn., eui. or naa.";
        }
        return FIELD_FORM.matcher(name).matches()
                ? null
                : quoted(name)
                        + " is unlikely to be the name of an initiator: such names are like iqn.1993-08.org.debian:01:4f2e, or eui. with 16 and naa. with 16 or 32"
                        + " hexadecimal digits";
    }

    static boolean checkBackstore(RuleFindings findings, Pointer at, String name) {
        if (name == null || name.isEmpty()) {
            findings.wrong(at, "a backstore needs a name: 1 to " + MAX_BACKSTORE + " of letters, digits and - _ . : @");
            return false;
        }
        if (name.length() > MAX_BACKSTORE || !isBackstoreName(name)) {
            findings.wrong(
                    at,
                    quoted(name) + " is not a name for a backstore: write 1 to " + MAX_BACKSTORE
                            + " of letters, digits and - _ . : @");
            return false;
        }
        return true;
    }

    private static boolean isBackstoreName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-_.:@".indexOf(c) >= 0)) {
                return false;
            }
        }
        return !name.equals(".") && !name.equals("..");
    }

    /** An absolute path of a file; it need not be there. */
    static boolean checkPath(RuleFindings findings, Pointer at, String path) {
        if (!path.startsWith("/")) {
            findings.wrong(at, quoted(path) + " is not an absolute path: write all of it, from / on");
            return false;
        }
        if (path.indexOf('\0') >= 0 || path.endsWith("/")) {
            findings.wrong(at, quoted(path) + " is not the path of a file");
            return false;
        }
        return true;
    }

    /** True for the possible name of a credential of systemd (LoadCredential=). */
    static boolean isCredential(String name) {
        return name != null
                && !name.isEmpty()
                && name.length() <= MAX_CREDENTIAL
                && isPrintable(name)
                && name.indexOf('/') < 0
                && !name.equals(".")
                && !name.equals("..");
    }

    static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
                return false;
            }
        }
        return true;
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Names of iSCSI nodes that differ in case only are the same. */
    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The text in quotes for a message: on one line, and not too long. */
    static String quoted(String text) {
        return "'" + Printable.of(text, SHOWN) + "'";
    }
}
