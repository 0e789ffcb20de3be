package dev.sluice.io.scsi;

import dev.sluice.io.sys.Errno;
import dev.sluice.io.sys.OpenFile;
import dev.sluice.io.sys.ScsiIoctls;
import java.lang.foreign.Arena;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A SCSI device of this machine by SG_IO: /dev/sg*, or the node of a disk or a drive. Any thread. */
final class SgDevice implements ScsiDevice {
    private static final Logger LOG = LoggerFactory.getLogger(SgDevice.class);

    /** SG_MAX_CDB_SIZE. */
    private static final int MAX_CDB_BYTES = 252;

    private final OpenFile file;
    /** A lock that keeps others from mounting the disk that is behind a generic node; null where there is none. */
    private final OpenFile claim;

    private final int maxTransferBytes;

    SgDevice(OpenFile file, OpenFile claim, int maxTransferBytes) {
        this.file = file;
        this.claim = claim;
        this.maxTransferBytes = maxTransferBytes;
    }

    @Override
    public String description() {
        return file.path().toString();
    }

    @Override
    public int maxTransferBytes() {
        return maxTransferBytes;
    }

    @Override
    public void execute(ScsiRequest request) {
        if (request.cdbLength() > MAX_CDB_BYTES) {
            request.failed(ScsiOutcome.UNFIT);
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            SgHeader header = SgHeader.of(request, arena);
            Errno errno = ScsiIoctls.execute(file, header.segment());
            if (errno == null) {
                header.answer(request);
            } else {
                request.failed(outcome(errno));
                LOG.debug("{}: command {}: {}", file.path(), request.cdb()[0] & 0xFF, errno.text());
            }
        }
    }

    static ScsiOutcome outcome(Errno errno) {
        return switch (errno) {
            case ENODEV, ENXIO, ENOMEDIUM -> ScsiOutcome.GONE;
            case EPERM, EACCES -> ScsiOutcome.FORBIDDEN;
            case EINVAL -> ScsiOutcome.UNFIT;
            case ENOMEM, EBUSY, EAGAIN -> ScsiOutcome.BUSY;
            case EINTR -> ScsiOutcome.ABORTED;
            case ETIMEDOUT, ETIME -> ScsiOutcome.TIMED_OUT;
            default -> ScsiOutcome.FAILED;
        };
    }

    @Override
    public void close() {
        file.close();
        if (claim != null) {
            claim.close();
        }
    }
}
