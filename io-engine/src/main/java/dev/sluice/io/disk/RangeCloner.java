package dev.sluice.io.disk;

import dev.sluice.io.sys.Errno;
import dev.sluice.io.sys.FileClones;
import dev.sluice.io.sys.OpenFile;
import dev.sluice.io.sys.SystemCallException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Clones ranges of a file, and remembers between which files that cannot be done. Any thread. */
final class RangeCloner {
    private static final Logger LOG = LoggerFactory.getLogger(RangeCloner.class);

    /** No file system has larger blocks; network file systems tell of something else. */
    private static final long MAX_BLOCK_BYTES = 64 << 10;

    private final OpenFile file;
    private final RingTarget target;
    private final int unitBytes;
    private final Set<RangeCloner> impossible =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private RangeCloner(OpenFile file, RingTarget target, int unitBytes) {
        this.file = file;
        this.target = target;
        this.unitBytes = unitBytes;
    }

    /** For a regular file; null where its file system has no blocks that could be shared. */
    static RangeCloner of(OpenFile file, RingTarget target) {
        try {
            long block = FileClones.blockBytes(file);
            return block < 512 || block > MAX_BLOCK_BYTES || Long.bitCount(block) != 1
                    ? null
                    : new RangeCloner(file, target, (int) Math.max(block, target.alignmentBytes()));
        } catch (SystemCallException e) {
            return null;
        }
    }

    /** The unit of clones, or 0 if there are none. */
    int unitBytes(RangeCloner to) {
        return to == null || !to.target.writable() || impossible.contains(to) ? 0 : Math.max(unitBytes, to.unitBytes);
    }

    boolean clone(long sourceOffset, RangeCloner to, long offset, long bytes, boolean durably) {
        Errno problem = FileClones.clone(file, sourceOffset, to.file, offset, bytes);
        if (problem != null) {
            failed(to, problem);
            return false;
        }
        return !durably || to.sync();
    }

    private void failed(RangeCloner to, Errno problem) {
        switch (problem) {
            // These may go better next time.
            case ENOSPC, EDQUOT, EIO, EINTR, EAGAIN, ENOMEM ->
                LOG.debug(
                        "{}: blocks cannot be shared with {} now: {}",
                        target.description(),
                        to.target.description(),
                        problem.text());
            default -> {
                LOG.debug(
                        "{}: blocks are never shared with {}, but copied: {}",
                        target.description(),
                        to.target.description(),
                        problem.text());
                impossible.add(to);
            }
        }
    }

    private boolean sync() {
        try {
            file.sync();
            return true;
        } catch (SystemCallException e) {
            LOG.warn("{}: {}", target.description(), e.getMessage());
            return false;
        }
    }
}
