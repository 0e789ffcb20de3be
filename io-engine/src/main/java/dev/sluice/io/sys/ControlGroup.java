package dev.sluice.io.sys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A control group with a limit of memory (cgroups(7)): of version 1 or 2.
 *
 * @param name its path, for messages
 * @param availableBytes memory that its processes can have beyond what they have; page cache is given up for it
 */
record ControlGroup(String name, long availableBytes) {
    /** Version 1 has a number of pages as long as this for 'none'. */
    private static final long NO_LIMIT = 1L << 60;

    private static final Path MOUNT = Path.of("sys/fs/cgroup");

    /** The groups that limit this process: its own and the ones around it. None where nothing can be read. */
    static List<ControlGroup> ofThisProcess(Path root) {
        List<ControlGroup> groups = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(root.resolve("proc/self/cgroup"))) {
                String[] parts = line.split(":", 3);
                if (parts.length == 3 && parts[1].isEmpty()) {
                    addAll(groups, root.resolve(MOUNT), parts[2], "memory.max", "memory.current", "");
                } else if (parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
                    addAll(
                            groups,
                            root.resolve(MOUNT).resolve("memory"),
                            parts[2],
                            "memory.limit_in_bytes",
                            "memory.usage_in_bytes",
                            "total_");
                }
            }
        } catch (IOException e) {
            return groups;
        }
        return groups;
    }

    /** In a container the path may be the host's, and the group itself is where the mount begins: its limit is looked at in either case. */
    private static void addAll(List<ControlGroup> to, Path mount, String path, String max, String used, String prefix) {
        Path group = mount.resolve(path.replaceFirst("^/+", "")).normalize();
        while (group.startsWith(mount)) {
            long limit = number(group.resolve(max));
            long current = number(group.resolve(used));
            if (limit >= 0 && limit < NO_LIMIT && current >= 0) {
                long cache = statistic(group.resolve("memory.stat"), prefix + "inactive_file")
                        + statistic(group.resolve("memory.stat"), prefix + "active_file");
                to.add(new ControlGroup(
                        "/" + mount.relativize(group), Math.max(0, limit - Math.max(0, current - cache))));
            }
            group = group.getParent();
        }
    }

    /** The number in a file, or -1 where there is none ("max" is none). */
    private static long number(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException | NumberFormatException e) {
            return -1;
        }
    }

    private static long statistic(Path file, String name) {
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(name + " ")) {
                    return Long.parseLong(line.substring(name.length() + 1).strip());
                }
            }
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
        return 0;
    }
}
