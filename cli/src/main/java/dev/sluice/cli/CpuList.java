package dev.sluice.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Lists of cores in the kernel's notation: {@code 0-3,8}. */
final class CpuList {
    private static final int MAX_CPU = 8191;

    private CpuList() {}

    /** Returns the cores of {@code text}, in its order; each of them must be in {@code usable}. */
    static List<Integer> parse(String option, String text, Set<Integer> usable) {
        List<Integer> cpus = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            int dash = part.indexOf('-');
            int first = number(option, text, dash < 0 ? part : part.substring(0, dash));
            int last = dash < 0 ? first : number(option, text, part.substring(dash + 1));
            if (last < first) {
                throw notAList(option, text);
            }
            for (int cpu = first; cpu <= last; cpu++) {
                if (cpus.contains(cpu)) {
                    throw new UsageException(option + " '" + text + "' lists core " + cpu + " twice");
                }
                if (!usable.contains(cpu)) {
                    throw new UsageException(option + " '" + text + "': this process may not run on core " + cpu
                            + ", only on " + usable);
                }
                cpus.add(cpu);
            }
        }
        return cpus;
    }

    /** Returns the cores that this process may run on. */
    static Set<Integer> usable() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("Cpus_allowed_list:")) {
                    return parseKernelList(line.substring(line.indexOf(':') + 1).strip());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the cores that may be used cannot be read from /proc", e);
        }
        throw new IllegalStateException("/proc/self/status does not list the cores that may be used");
    }

    /** Returns the cores in a list of the kernel, such as {@code Cpus_allowed_list} of a process. */
    static Set<Integer> parseKernelList(String text) {
        Set<Integer> cpus = new TreeSet<>();
        for (String part : text.split(",")) {
            int dash = part.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
            int last = dash < 0 ? first : Integer.parseInt(part.substring(dash + 1));
            for (int cpu = first; cpu <= last; cpu++) {
                cpus.add(cpu);
            }
        }
        return cpus;
    }

    private static int number(String option, String text, String digits) {
        if (digits.isEmpty() || digits.length() > 4 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw notAList(option, text);
        }
        int number = Integer.parseInt(digits);
        if (number > MAX_CPU) {
            throw notAList(option, text);
        }
        return number;
    }

    private static UsageException notAList(String option, String text) {
        return new UsageException(option + " '" + text + "' is not a list of cores: write for example 0-3,8");
    }
}
