package dev.sluice.migrate.tgt;

import dev.sluice.migrate.Findings;
import java.util.ArrayList;
import java.util.List;

/** What is set of a store: of it alone, or else of all stores of its target. */
final class StoreSettings {
    private static final String OWN_PAGES = "Sluice has mode pages of its own, which initiators may change";
    private static final String OWN_LIMIT = "Sluice tells of what the device itself tells";
    private static final int CACHING_PAGE = 8;
    private static final int WCE_INDEX = 3;
    private static final int WCE = 0x04;

    private final Store store;
    private final Options target;
    private final List<Directive> parameters = new ArrayList<>();
    private final Options parsed;
    private Boolean writeCache;

    StoreSettings(Store store, Options target, String title, Findings findings) {
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

    /** The directive that counts, or null. */
    Directive directive(String name) {
        Directive own = store.own().first(name);
        Directive common = target.first(name);
        Directive parameter = parsed.first(name);
        return parameter != null ? parameter : own != null ? own : common;
    }

    /** Of the store alone: tgt-admin does not look for it elsewhere. */
    Directive own(String name) {
        return store.own().first(name);
    }

    String value(String name, String usual) {
        Directive directive = directive(name);
        return directive == null || directive.value().isEmpty() ? usual : directive.value();
    }

    boolean flag(String name) {
        String value = value(name, "0");
        return value.equals("1") || value.equalsIgnoreCase("yes") || value.equalsIgnoreCase("on");
    }

    /** False if writes are not to wait in a cache. */
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

    private void parameters(Directive directive) {
        for (String part : directive.value().split(",")) {
            String[] assignment = part.strip().split("=", 2);
            parameters.add(
                    new Directive(directive.where(), assignment[0], assignment.length == 1 ? "" : assignment[1], null));
        }
    }

    /** The page of caching is the one that tgt-admin itself uses, to turn the cache off. */
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
