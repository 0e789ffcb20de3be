package dev.sluice.io.disk;

import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.sys.Errno;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people of failed operations without flooding: each kind of failure the first, second, fourth, eighth… time. Owner: the
 * channel's loop thread.
 */
final class ErrorLog {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorLog.class);

    private final String device;
    private final long[] counts = new long[Errno.values().length];

    ErrorLog(String device) {
        this.device = device;
    }

    void failed(BlockRequest request, Errno errno, String detail) {
        long count = ++counts[errno.ordinal()];
        if (Long.bitCount(count) == 1) {
            LOG.error(
                    "{}: {} of {} bytes at {} failed: {} ({} times so far)",
                    device,
                    request.operation(),
                    request.length(),
                    request.offset(),
                    detail,
                    count);
        }
    }
}
