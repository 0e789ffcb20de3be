package dev.sluice.migrate.tgt;

import dev.sluice.migrate.MigrationFindings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings of a store: its own, or else those of all stores of its target. */
final class StoreSettings {
    private static final String OWN_PAGES = "Sluice has mode pages of its own, which initiators may change";
    private static final String OWN_LIMIT = "Sluice tells of what the device itself tells";
    private static final Pattern DIGITS = Pattern.compile("\\s*([-+]?[0-9]+).*", Pattern.DOTALL);
    private static final Pattern FOLLOWED = Pattern.compile("\\s[A-Za-z_]+\\s*=");
    private static final Set<String> NUMBERS = Set.of(
            "sense_format",
            "lbppbe",
            "la_lba",
            "optimal_xfer_gran",
            "optimal_xfer_len",
            "removable",
            "readonly",
            "online",
            "thin_provisioning",
            "rotation_rate");
    private static final int CACHING_PAGE = 8;
    private static final int WCE_INDEX = 3;
    private static final int WCE = 0x04;

    private final Store store;
    private final Options target;
    private final List<Directive> parameters = new ArrayList<>();
    private final Options parsed;
    private Boolean writeCache;

    StoreSettings(Store store, Options target, String title, MigrationFindings findings) {
        this.store = store;
        this.target = target;
        take("params").forEach(this::parameters);
        this.parsed = new Options(title + ", " + store.path(), parameters, findings);
        take("mode_page").forEach(this::modePage);
        cache();
        for (String name : List.of("lbppbe", "la_lba", "optimal_xfer_gran", "optimal_xfer_len", "rotation_rate")) {
            meaningless(name, OWN_LIMIT);
        }
        meaningless("allow-in-use", "Sluice opens devices for itself alone, and says so where it cannot");
        meaningless("sense_format", "initiators choose the format of sense data with a mode page");
    }

    /** The valid directive of a name, or null. */
    Directive directive(String name) {
        Directive own = store.own().first(name);
        Directive common = target.first(name);
        Directive parameter = parsed.first(name);
        return parameter != null ? parameter : own != null ? own : common;
    }

    /** A directive of the store itself; tgt-admin does not read this one from its target. */
    Directive own(String name) {
        return store.own().first(name);
    }

    String value(String name, String usual) {
        Directive directive = directive(name);
        return directive == null || directive.value().isEmpty() ? usual : directive.value();
    }

    /** The value of a flag. tgtd reads the digits at the beginning of a value, and 0 if there are none. */
    boolean flag(String name) {
        Directive directive = directive(name);
        if (directive == null || directive.value().isEmpty()) {
            return false;
        }
        Matcher digits = DIGITS.matcher(directive.value());
        if (digits.matches()) {
            return !digits.group(1).matches("[-+]?0+");
        }
        changed(
                directive,
                name + " is no number, so tgtd takes it for 0, as is done here",
                "Set it to 1 if that is meant");
        return false;
    }

    /** False if the write cache is off; null for the default. */
    Boolean writeCache() {
        return writeCache;
    }

    void lost(Directive directive, String what, String advice) {
        store.own().lost(directive, what, advice);
    }

    void security(Directive directive, String what, String advice) {
        store.own().security(directive, what, advice);
    }

    void changed(Directive directive, String what, String advice) {
        store.own().changed(directive, what, advice);
    }

    void finish() {
        store.own().finish();
        parsed.finish();
    }

    private void meaningless(String name, String reason) {
        store.own().meaningless(name, reason);
        target.meaningless(name, reason);
        parsed.meaningless(name, reason);
    }

    private List<Directive> take(String name) {
        List<Directive> all = new ArrayList<>(store.own().all(name));
        all.addAll(target.all(name));
        return all;
    }

    /** Reads assignments with commas between them. tgtd keeps blanks in a value, and reads a number up to the first one. */
    private void parameters(Directive directive) {
        for (String part : directive.value().split(",")) {
            String[] assignment = part.strip().split("=", 2);
            String name = assignment[0].strip();
            String value = assignment.length == 1 ? "" : assignment[1].strip();
            if (!part.isEmpty() && Character.isWhitespace(part.charAt(0))) {
                changed(directive, "a blank stands before a parameter, so tgtd does not take it; it counts here", "");
            }
            if (FOLLOWED.matcher(value).find()) {
                boolean isNumber = NUMBERS.contains(name);
                changed(
                        directive,
                        "the text after a blank is no parameter for tgtd, but a part of '" + name + "'"
                                + (isNumber ? ", of which it reads the number; so is done here" : ", as here"),
                        "Set what was meant by attributes of the backstore; params have commas between them");
            }
            parameters.add(new Directive(directive.where(), name, value, null));
        }
    }

    /** Reads a mode page. tgt-admin itself uses the caching page to switch the cache off. */
    private void modePage(Directive directive) {
        String[] parts = directive.value().split(":");
        if (parts.length > WCE_INDEX && number(parts[0]) == CACHING_PAGE && number(parts[WCE_INDEX]) >= 0) {
            writeCache = (number(parts[WCE_INDEX]) & WCE) == 0 ? Boolean.FALSE : writeCache;
        } else {
            lost(directive, "mode page " + parts[0], OWN_PAGES);
        }
    }

    private static int number(String text) {
        try {
            return Integer.decode(text.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void cache() {
        Directive set = directive("write-cache");
        String value = set == null ? "" : set.value();
        if (value.equals("off")) {
            writeCache = false;
        } else if (!value.equals("on") && !value.isEmpty()) {
            changed(set, "write-cache is '" + value + "', which is neither on nor off", "tgt takes it for on, as here");
        }
    }
}
