package dev.sluice.daemon;

import dev.sluice.api.Explanation;
import dev.sluice.api.Refusal;
import dev.sluice.config.Configuration;
import dev.sluice.config.Difference;
import dev.sluice.config.Node;
import dev.sluice.daemon.backstore.HealthWatch;
import dev.sluice.iscsi.journal.Journal;
import dev.sluice.target.SluiceServer;
import dev.sluice.text.TimeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Answers to {@code why}: the server's journal, with the changes of the configuration, and the present state. Any thread but the loops'. */
final class Explanations {
    /** Limit of the findings in an answer. */
    private static final int MOST_FINDINGS = 64;

    private static final int MOST_DIFFERENCES = 100;

    private final SluiceServer server;
    private final OpenBackstores backstores;

    Explanations(SluiceServer server, OpenBackstores backstores) {
        this.server = server;
        this.backstores = backstores;
    }

    /** Adds the changes of an administrator to the journal. */
    void changed(Configuration after, List<Difference> differences) {
        for (Difference difference : differences.subList(0, Math.min(differences.size(), MOST_DIFFERENCES))) {
            WhySubject subject = WhySubject.of(difference.node(), after);
            Set<String> about = new LinkedHashSet<>(List.of(difference.node().toString()));
            about.addAll(subject.keys());
            String detail = difference.detail();
            server.journal()
                    .note(
                            "An administrator's change: " + difference.node() + " is "
                                    + difference.kind().name().toLowerCase(Locale.ROOT)
                                    + (detail == null || detail.isEmpty() ? "" : ": " + detail),
                            about.toArray(String[]::new));
        }
    }

    /** @throws Refusal if it is a path of no possible node */
    Explanation about(String about, Configuration configuration, HealthWatch health) throws Refusal {
        WhySubject subject = known(WhySubject.of(about, configuration));
        return new Explanation(
                about, findings(subject), new CurrentFindings(server, backstores, health, configuration).of(subject));
    }

    /** The subject with the serial number of its unit, which is derived if none is configured. */
    private WhySubject known(WhySubject subject) {
        OpenBackstores.Open open = subject.backstore() == null ? null : backstores.find(subject.backstore());
        return open == null || subject.serial() != null
                ? subject
                : subject.withSerial(open.lun().settings().unitSerial());
    }

    private List<Explanation.Finding> findings(WhySubject subject) {
        Set<Journal.Entry> entries = new LinkedHashSet<>();
        if (subject.node() instanceof Node.Root) {
            entries.addAll(server.journal().latest());
        }
        for (String key : subject.keys()) {
            entries.addAll(server.journal().about(key));
        }
        List<Journal.Entry> sorted = new ArrayList<>(entries);
        sorted.removeIf(entry -> !subject.concerns(entry.subjects()));
        sorted.sort(Comparator.comparing(Journal.Entry::last));
        return sorted.subList(Math.max(0, sorted.size() - MOST_FINDINGS), sorted.size()).stream()
                .map(entry -> new Explanation.Finding(entry.last(), text(entry)))
                .toList();
    }

    private static String text(Journal.Entry entry) {
        return entry.times() == 1
                ? entry.text()
                : entry.text() + " (" + entry.times() + " times, the first at " + TimeText.of(entry.first()) + ")";
    }
}
