package dev.sluice.io.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * An open file or device, by the calls that opening and describing it takes. Reading and writing is the business of rings.
 * Any thread; whoever opened it closes it once.
 */
public final class OpenFile implements AutoCloseable {
    /** Ways to open a file. */
    public enum Mode {
        READ(0),
        READ_WRITE(2),
        /** Not for I/O: to look at what it is, without side effects of opening. */
        LOOK(0x200000);

        private final int flags;

        Mode(int flags) {
            this.flags = flags;
        }
    }

    private static final int AT_FDCWD = -100;
    private static final int O_CREAT = 0x40;
    private static final int O_EXCL = 0x80;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final int OWNER_ONLY = 0600;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int F_OFD_SETLK = 37;
    private static final short F_RDLCK = 0;
    private static final short F_WRLCK = 1;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int FLOCK_BYTES = 32;
    /** struct statfs of asm-generic/statfs.h; it begins with the type. */
    private static final int STATFS_BYTES = 120;

    private static final long TMPFS_MAGIC = 0x01021994;
    private static final int MAX_ATTRIBUTE_BYTES = 4096;

    private final int descriptor;
    private final Path path;

    private OpenFile(int descriptor, Path path) {
        this.descriptor = descriptor;
        this.path = path;
    }

    /**
     * Opens what exists.
     *
     * @param direct true where I/O by-passes the page cache (O_DIRECT)
     * @param exclusive for block devices: whether it fails (EBUSY) while the device is mounted or otherwise claimed, and
     *     keeps others from claiming it
     */
    public static OpenFile open(Path path, Mode mode, boolean direct, boolean exclusive) throws SystemCallException {
        return open(path.toString(), path, flags(mode, direct, exclusive), "opening " + path);
    }

    /**
     * Opens a device to send commands to, whether or not it has a medium and somebody else holds it (O_NONBLOCK).
     *
     * @param exclusive as in {@link #open(Path, Mode, boolean, boolean)}
     */
    public static OpenFile openForCommands(Path path, Mode mode, boolean exclusive) throws SystemCallException {
        return open(path.toString(), path, flags(mode, false, exclusive) | O_NONBLOCK, "opening " + path);
    }

    /** Opens again, in another way, the very file that this is, whatever its name leads to by now. */
    public OpenFile reopen(Mode mode, boolean direct, boolean exclusive) throws SystemCallException {
        return open("/proc/self/fd/" + descriptor, path, flags(mode, direct, exclusive), "opening " + path);
    }

    private static int flags(Mode mode, boolean direct, boolean exclusive) {
        int flags = mode.flags | O_CLOEXEC;
        flags |= direct ? directFlag() : 0;
        return flags | (exclusive ? O_EXCL : 0);
    }

    /** Makes a file that must not exist yet (EEXIST), empty, readable and writable by its owner alone. */
    public static OpenFile create(Path path) throws SystemCallException {
        int flags = Mode.READ_WRITE.flags | O_CREAT | O_EXCL | O_CLOEXEC;
        return open(path.toString(), path, flags, "creating " + path);
    }

    private static OpenFile open(String name, Path path, int flags, String what) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            long address = arena.allocateFrom(name).address();
            long result = SystemCall.check(SystemCall.OPENAT.call(AT_FDCWD, address, flags, OWNER_ONLY), what);
            return new OpenFile((int) result, path);
        }
    }

    private static int directFlag() {
        return SystemCall.isArm() ? 0x10000 : 0x4000;
    }

    /**
     * Has rings carry out reads and writes at once on the submitting thread if the file lies in memory (tmpfs). They would hand
     * them to a thread of the kernel, as tmpfs does not say that it never waits: measured, twice the CPU. Of other files this
     * would be a lie, and the loop would wait for the disk.
     */
    public void carryOutAtOnceIfInMemory() throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(STATFS_BYTES, 8);
            SystemCall.check(
                    SystemCall.FSTATFS.call(descriptor, status.address(), 0), "asking for the file system of " + path);
            if (status.get(ValueLayout.JAVA_LONG, 0) == TMPFS_MAGIC) {
                long flags =
                        SystemCall.check(SystemCall.FCNTL.call(descriptor, F_GETFL, 0), "reading flags of " + path);
                SystemCall.check(
                        SystemCall.FCNTL.call(descriptor, F_SETFL, flags | O_NONBLOCK), "setting flags of " + path);
            }
        }
    }

    /** The descriptor, for rings; valid until {@link #close()}. */
    public int descriptor() {
        return descriptor;
    }

    /** The path that it was opened by. */
    public Path path() {
        return path;
    }

    public FileStatus status() throws SystemCallException {
        return FileStatus.of(descriptor, "asking for the status of " + path);
    }

    /**
     * Locks all of the file until it is closed, against whoever locks any byte of it (QEMU does so, too).
     *
     * @param exclusive true where no other lock may exist; otherwise other shared ones may. Needs to be open for writing
     * @return false where another process, or another open file of this one, holds a lock
     */
    public boolean tryLock(boolean exclusive) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment lock = arena.allocate(FLOCK_BYTES, 8);
            lock.set(ValueLayout.JAVA_SHORT, 0, exclusive ? F_WRLCK : F_RDLCK);
            long result = SystemCall.FCNTL.call(descriptor, F_OFD_SETLK, lock.address());
            if (result < 0 && (Errno.of((int) -result) == Errno.EAGAIN || Errno.of((int) -result) == Errno.EACCES)) {
                return false;
            }
            SystemCall.check(result, "locking " + path);
            return true;
        }
    }

    /** Sets the length. */
    public void truncate(long sizeBytes) throws SystemCallException {
        SystemCall.check(SystemCall.FTRUNCATE.call(descriptor, sizeBytes, 0), "setting the size of " + path);
    }

    /** Makes content and status durable; of a folder, its entries. */
    public void sync() throws SystemCallException {
        SystemCall.check(SystemCall.FSYNC.call(descriptor), "flushing " + path);
    }

    /**
     * Allocates, frees, or zeroes a range: see fallocate(2).
     *
     * @return {@code null}, or why not
     */
    public Errno allocate(int mode, long offset, long length) {
        long result = SystemCall.FALLOCATE.call(descriptor, mode, offset, length);
        return result < 0 ? Errno.of((int) -result) : null;
    }

    /**
     * The offset of the first data at or after {@code offset}; {@link Long#MAX_VALUE} where there is none. May block. It moves the file's
     * position, which nobody here uses.
     */
    public long nextData(long offset) throws SystemCallException {
        long result = SystemCall.LSEEK.call(descriptor, offset, SEEK_DATA);
        if (result < 0 && Errno.of((int) -result) == Errno.ENXIO) {
            return Long.MAX_VALUE;
        }
        return SystemCall.check(result, "looking for data in " + path);
    }

    /** The offset of the first hole at or after {@code offset}, at the latest at the end of the file. As {@link #nextData}. */
    public long nextHole(long offset) throws SystemCallException {
        return SystemCall.check(SystemCall.LSEEK.call(descriptor, offset, SEEK_HOLE), "looking for a hole in " + path);
    }

    /**
     * Reads into {@code target} at {@code offset}, for a look at what the file takes.
     *
     * @return {@code null}, or why not
     */
    public Errno tryRead(MemorySegment target, long offset) {
        long result = SystemCall.PREAD64.call(descriptor, target.address(), target.byteSize(), offset);
        return result < 0 ? Errno.of((int) -result) : null;
    }

    /** An extended attribute, or null where it is not set. */
    public String attribute(String name) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(MAX_ATTRIBUTE_BYTES);
            long result = SystemCall.FGETXATTR.call(
                    descriptor, arena.allocateFrom(name).address(), value.address(), value.byteSize());
            if (result < 0 && Errno.of((int) -result) == Errno.ENODATA) {
                return null;
            }
            SystemCall.check(result, "reading the attribute " + name + " of " + path);
            byte[] bytes = value.asSlice(0, result).toArray(ValueLayout.JAVA_BYTE);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Sets an extended attribute. */
    public void setAttribute(String name, String value) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            MemorySegment data = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            SystemCall.check(
                    SystemCall.FSETXATTR.call(
                            descriptor, arena.allocateFrom(name).address(), data.address(), bytes.length, 0, 0),
                    "setting the attribute " + name + " of " + path);
        }
    }

    /** ioctl(2) that fills {@code result}; whether the kernel knew it. */
    boolean ioctl(long request, MemorySegment result) {
        return SystemCall.IOCTL.call(descriptor, request, result.address()) >= 0;
    }

    @Override
    public void close() {
        SystemCall.CLOSE.call(descriptor);
    }
}
