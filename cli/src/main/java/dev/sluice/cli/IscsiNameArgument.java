package dev.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** iSCSI names on the command line, RFC 7143, 4.2.7. */
final class IscsiNameArgument {
    /** RFC 7143, 4.2.7.1: the longest name, in bytes. */
    static final int MAX_LENGTH = 223;

    private static final String DEFAULT_PREFIX = "iqn.2026-11.dev.sluice:";

    /** RFC 7143, 4.2.7.4 to 4.2.7.6, within what RFC 3722 leaves of ASCII. */
    private static final Pattern FORM =
            Pattern.compile("iqn\\.[0-9]{4}-(?:0[1-9]|1[0-2])\\.[a-z0-9](?:[a-z0-9.-]*)(?::[a-z0-9.:-]+)?"
                    + "|eui\\.[0-9a-f]{16}|naa\\.(?:[0-9a-f]{16}|[0-9a-f]{32})");

    private static final Pattern INITIATOR_FORM = Pattern.compile(
            "iqn\\.[0-9]{4}-[0-9]{1,2}\\.[A-Za-z0-9.:_-]+|eui\\.[0-9A-Fa-f]{16}|naa\\.(?:[0-9A-Fa-f]{16}|[0-9A-Fa-f]{32})");

    private IscsiNameArgument() {}

    /** Returns {@code name} if it is valid; {@code option} names its origin in an error message. */
    static String check(String option, String name) {
        if (FORM.matcher(name).matches() && name.length() <= MAX_LENGTH) {
            return name;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.equals(name) && FORM.matcher(lower).matches()) {
            throw new UsageException(option + " '" + name + "': iSCSI names are written in lower case: " + lower);
        }
        throw new UsageException(option + " '" + name
                + "' is not an iSCSI name: write iqn.YEAR-MONTH.REVERSED-DOMAIN:NAME" + " in lower case, at most "
                + MAX_LENGTH + " characters, such as iqn.2026-11.com.example:disk1");
    }

    /** Checks as {@link #check} does, for an initiator: some names in use have upper case and underscores. */
    static String checkInitiator(String option, String name) {
        if (INITIATOR_FORM.matcher(name).matches() && name.length() <= MAX_LENGTH) {
            return name;
        }
        throw new UsageException(option + " '" + name
                + "' is not an iSCSI name: write it as the initiator has it, such as iqn.1993-08.org.debian:01:4f2e");
    }

    /** Returns the default name of the target, made from the host name. */
    static String ofThisHost() {
        try {
            return ofHost(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
        } catch (IOException e) {
            throw new UsageException("--target-name is needed: the host name cannot be read (" + e.getMessage() + ")");
        }
    }

    static String ofHost(String host) {
        String label = host.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
        return DEFAULT_PREFIX + (label.isEmpty() ? "localhost" : label);
    }
}
