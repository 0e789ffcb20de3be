package dev.sluice.io.inventory;

import dev.sluice.io.sys.FileStatus;
import dev.sluice.io.sys.OpenFile;
import dev.sluice.io.sys.SystemCallException;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The loop devices of this machine, and the files that they are made from. Any thread that may wait for a disk. */
final class LoopDevices {
    private static volatile LoopDevices known = new LoopDevices(List.of(), System.nanoTime() - Long.MAX_VALUE / 2);

    private final List<Loop> loops;
    private final long nanos;

    private record Loop(String name, FileStatus file) {}

    private LoopDevices(List<Loop> loops, long nanos) {
        this.loops = loops;
        this.nanos = nanos;
    }

    /** The loop device of a file, for people, or null; as of {@code mostNanos} ago at most. */
    static String over(FileStatus file, long mostNanos) {
        LoopDevices all = known;
        if (mostNanos == 0 || System.nanoTime() - all.nanos > mostNanos) {
            all = look();
            known = all;
        }
        for (Loop loop : all.loops) {
            if (loop.file().isSameAs(file)) {
                return "the loop device /dev/" + loop.name() + " is made from it";
            }
        }
        return null;
    }

    private static LoopDevices look() {
        File[] folders = new File("/sys/block").listFiles((folder, name) -> name.startsWith("loop"));
        List<Loop> loops = new ArrayList<>();
        for (File folder : folders == null ? new File[0] : folders) {
            // Most are not set up, and it is cheaper to see that than to fail to read: thousands of files may be opened
            // at once.
            File set = new File(folder, "loop");
            String backing = set.exists() ? Sysfs.read(set.toPath().resolve("backing_file")) : null;
            FileStatus file = backing == null ? null : status(Path.of(backing));
            if (file != null) {
                loops.add(new Loop(folder.getName(), file));
            }
        }
        return new LoopDevices(List.copyOf(loops), System.nanoTime());
    }

    private static FileStatus status(Path file) {
        try (OpenFile look = OpenFile.open(file, OpenFile.Mode.LOOK, false, false)) {
            return look.status();
        } catch (SystemCallException gone) {
            return null;
        }
    }
}
