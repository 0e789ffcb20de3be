package dev.sluice.migrate;

import dev.sluice.migrate.Finding.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the results of each element during one import or export. One thread. */
public final class MigrationFindings {
    private static final ImportOutcome MAPPED = new ImportOutcome(ImportOutcome.Kind.MAPPED, "");
    private static final ImportOutcome REPORTED = new ImportOutcome(ImportOutcome.Kind.REPORTED, "");

    private final List<Finding> all = new ArrayList<>();
    private final Map<String, ImportOutcome> fates = new LinkedHashMap<>();

    /** Records that an element has a counterpart. */
    public void mapped(String where) {
        fates.putIfAbsent(where, MAPPED);
    }

    /** Records that an element needs no counterpart. */
    public void meaningless(String where, String reason) {
        fates.put(where, new ImportOutcome(ImportOutcome.Kind.MEANINGLESS, reason));
    }

    /** Reports an element without a counterpart. */
    public void lost(String where, String what, String advice) {
        report(new Finding(Kind.LOST, where, what, advice));
    }

    /** Reports an element whose counterpart behaves in another way. */
    public void changed(String where, String what, String advice) {
        report(new Finding(Kind.CHANGED, where, what, advice));
    }

    /** Reports a difference in access. */
    public void security(String where, String what, String advice) {
        report(new Finding(Kind.SECURITY, where, what, advice));
    }

    private void report(Finding finding) {
        all.add(finding);
        fates.put(finding.where(), REPORTED);
    }

    /** The findings in their order. */
    public List<Finding> all() {
        return List.copyOf(all);
    }

    public Map<String, ImportOutcome> fates() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(fates));
    }
}
