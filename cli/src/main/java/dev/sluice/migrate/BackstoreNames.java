package dev.sluice.migrate;

import dev.sluice.config.BackstoreType;
import java.util.HashSet;
import java.util.Set;

/** Gives backstores valid and unique names. */
public final class BackstoreNames {
    private static final int MOST = 64;

    private final Set<String> taken = new HashSet<>();

    /** The wanted name, or the nearest one that is valid and free. */
    public String of(BackstoreType type, String wanted) {
        String plain = wanted.replaceAll("[^A-Za-z0-9._:@-]", "_");
        if (plain.isEmpty() || plain.equals(".") || plain.equals("..")) {
            plain = "disk" + plain;
        }
        plain = plain.length() > MOST ? plain.substring(0, MOST) : plain;
        String name = plain;
        for (int i = 2; !taken.add(type + "/" + name); i++) {
            String suffix = "-" + i;
            name = plain.substring(0, Math.min(plain.length(), MOST - suffix.length())) + suffix;
        }
        return name;
    }
}
