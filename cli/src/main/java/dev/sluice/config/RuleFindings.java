package dev.sluice.config;

import java.util.ArrayList;
import java.util.List;

/** What rules found: what cannot be, and what can, but is hardly meant. */
final class RuleFindings {
    private final List<ConfigurationProblem> problems = new ArrayList<>();
    private final List<ConfigurationProblem> warnings = new ArrayList<>();

    void wrong(Pointer at, String message) {
        problems.add(new ConfigurationProblem(at.toString(), message));
    }

    void odd(Pointer at, String message) {
        warnings.add(new ConfigurationProblem(at.toString(), message));
    }

    /** Whether a value that is set lies in its range; nothing is said of one that is not. */
    boolean inRange(Pointer at, String what, Integer value, int least, int most) {
        if (value == null || value >= least && value <= most) {
            return true;
        }
        wrong(at, what + " is from " + least + " to " + most + ", not " + value);
        return false;
    }

    List<ConfigurationProblem> problems() {
        return List.copyOf(problems);
    }

    List<ConfigurationProblem> warnings() {
        return List.copyOf(warnings);
    }
}
