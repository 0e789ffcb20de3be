package dev.sluice.migrate.tgt;

import dev.sluice.migrate.MigrationFindings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The directives of a block, each of which is taken once. {@link #finish} reports the directives that were not taken. */
final class Options {
    private static final String UNKNOWN_ADVICE = "See whether it matters to you; nothing was made of it";

    private final String title;
    private final List<Directive> directives;
    private final MigrationFindings findings;
    private final Set<Directive> taken = new HashSet<>();

    /** @param title the words before each message */
    Options(String title, List<Directive> directives, MigrationFindings findings) {
        this.title = title;
        this.directives = directives;
        this.findings = findings;
    }

    /** All directives of a name, in their order. */
    List<Directive> all(String name) {
        List<Directive> found = new ArrayList<>();
        for (Directive directive : directives) {
            if (directive.name().equals(name)) {
                take(directive);
                found.add(directive);
            }
        }
        return found;
    }

    /** The first directive of a name, or null; further ones are reported, since tgt-admin ignores them, too. */
    Directive first(String name) {
        List<Directive> found = all(name);
        for (Directive other : found.subList(Math.min(1, found.size()), found.size())) {
            lost(other, "only the first " + name + " counts", "");
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    /** The value of the first directive of a name, or null. */
    String value(String name) {
        Directive first = first(name);
        return first == null ? null : first.value();
    }

    void meaningless(String name, String reason) {
        all(name).forEach(directive -> findings.meaningless(directive.where(), reason));
    }

    void lost(Directive directive, String what, String advice) {
        take(directive);
        findings.lost(directive.where(), title + ": " + what, advice);
    }

    void changed(Directive directive, String what, String advice) {
        take(directive);
        findings.changed(directive.where(), title + ": " + what, advice);
    }

    void security(Directive directive, String what, String advice) {
        take(directive);
        findings.security(directive.where(), title + ": " + what, advice);
    }

    /** Reports the directives that were not taken. */
    void finish() {
        for (Directive directive : directives) {
            if (!taken.contains(directive)) {
                lost(directive, called(directive) + " is not known to Sluice", UNKNOWN_ADVICE);
            }
        }
    }

    /** The name of a directive for a message; not that of a line of one word, which could be the rest of a password. */
    private static String called(Directive directive) {
        return directive.isBlock()
                ? "<" + directive.name() + ">"
                : directive.value().isEmpty() ? "a line of one word" : directive.name();
    }

    private void take(Directive directive) {
        taken.add(directive);
        findings.mapped(directive.where());
    }
}
