package dev.sluice.config;

import dev.sluice.config.setting.Setting;
import dev.sluice.config.setting.SettingTable;
import java.util.ArrayList;
import java.util.List;

/** The findings of rules: problems, which prevent serving, and warnings about likely mistakes. */
final class RuleFindings {
    private final List<ConfigurationProblem> problems = new ArrayList<>();
    private final List<ConfigurationProblem> warnings = new ArrayList<>();

    void wrong(Pointer at, String message) {
        problems.add(new ConfigurationProblem(at.toString(), message));
    }

    void odd(Pointer at, String message) {
        warnings.add(new ConfigurationProblem(at.toString(), message));
    }

    /** True if a value lies in its range, or is null; otherwise it becomes a problem. */
    boolean inRange(Pointer at, String subject, Integer value, int least, int most) {
        if (value == null || value >= least && value <= most) {
            return true;
        }
        wrong(at, subject + " is from " + least + " to " + most + ", not " + value);
        return false;
    }

    /** Checks each setting of a part by itself. */
    <T extends Record> void settings(Pointer at, SettingTable<T> table, T part) {
        for (Setting<?> setting : table.inFile()) {
            Object value = table.get(part, setting);
            if (value != null) {
                value(at, setting, value);
            }
        }
    }

    /** Checks the value of a setting by itself. */
    void value(Pointer at, Setting<?> setting, Object value) {
        String refusal = setting.type().refusal(setting.subject(), value);
        if (refusal != null) {
            wrong(at.of(setting.member()), refusal);
        }
    }

    List<ConfigurationProblem> problems() {
        return List.copyOf(problems);
    }

    List<ConfigurationProblem> warnings() {
        return List.copyOf(warnings);
    }
}
