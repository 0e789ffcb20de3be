package dev.sluice.iscsi.login;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/** Names of iSCSI nodes, RFC 7143 4.2.7: iqn., eui. and naa. */
public final class IscsiName {
    private static final int MAX_BYTES = 223;

    private IscsiName() {}

    /** Whether {@code name} has the form of an iSCSI name. As initiators in the field are, it is lenient about the type. */
    public static boolean isValid(String name) {
        if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c >= 0x7f && c <= 0x9f || "\"'\\/;<>=?@[]^`{|}~!$%&()*+,".indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** As {@link #isValid}, and of one of the three types: what an admin may give to a target. */
    public static boolean isWellFormed(String name) {
        return isValid(name)
                && (name.matches("iqn\\.[0-9]{4}-(0[1-9]|1[0-2])\\.[a-z0-9.-]+(:.*)?")
                        || name.matches("eui\\.[0-9A-Fa-f]{16}")
                        || name.matches("naa\\.([0-9A-Fa-f]{16}|[0-9A-Fa-f]{32})"));
    }

    /** The form in which names are compared, RFC 3722: what differs in case only is the same name. */
    public static String normalised(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** Text from the network, fit for a log line. */
    public static String printable(String text) {
        String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() <= MAX_BYTES ? clean : clean.substring(0, MAX_BYTES);
    }
}
