package dev.sluice.io.disk;

import dev.sluice.io.device.BlockOperation;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceError;
import java.util.Arrays;
import java.util.Objects;

/**
 * The operations of a device that failed and were not made good: of each kind the last. Told by the channels, on their loops' threads; read
 * by any. A fault is made good when its place works again, or when others of its kind have worked and none has failed for
 * {@value #FORGOTTEN_SECONDS} s.
 */
final class DeviceFaults {
    /** Time that a fault is kept whose place is not used again. */
    static final int FORGOTTEN_SECONDS = 600;

    private final Fault[] last = new Fault[BlockOperation.values().length];

    /** True where there is a fault; channels look at it when an operation has succeeded. */
    private volatile boolean any;

    /**
     * A failed operation.
     *
     * @param why in words
     * @param nanos time of the fault, by {@link System#nanoTime}
     * @param othersWorked true where another one of its kind has worked since
     */
    record Fault(
            BlockOperation operation,
            long offset,
            long length,
            DeviceError error,
            String why,
            long nanos,
            boolean othersWorked) {
        Fault afterOthers() {
            return new Fault(operation, offset, length, error, why, nanos, true);
        }

        /** Returns true where an operation that worked has used the place, or has taken space where none was left. */
        private boolean isMadeGoodBy(BlockRequest request) {
            boolean same = request.operation() == operation;
            if (operation == BlockOperation.FLUSH) {
                return same;
            }
            return same && error == DeviceError.NO_SPACE
                    || request.operation() != BlockOperation.FLUSH
                            && request.offset() <= offset
                            && offset < request.offset() + request.length();
        }
    }

    boolean any() {
        return any;
    }

    synchronized void failed(BlockRequest request, DeviceError error, String why) {
        if (error == DeviceError.UNSUPPORTED) {
            return;
        }
        BlockOperation operation = request.operation();
        last[operation.ordinal()] =
                new Fault(operation, request.offset(), request.length(), error, why, System.nanoTime(), false);
        any = true;
    }

    synchronized void succeeded(BlockRequest request) {
        for (int i = 0; i < last.length; i++) {
            Fault fault = last[i];
            if (fault != null && fault.isMadeGoodBy(request)) {
                last[i] = null;
            } else if (fault != null && fault.operation() == request.operation() && !fault.othersWorked()) {
                last[i] = fault.afterOthers();
            }
        }
        look();
    }

    /** Somebody has tried its place, and it works. */
    synchronized void madeGood(Fault fault) {
        for (int i = 0; i < last.length; i++) {
            last[i] = last[i] == fault ? null : last[i];
        }
        look();
    }

    private void look() {
        any = Arrays.stream(last).anyMatch(Objects::nonNull);
    }

    /** The faults that there are at {@code nanos}, by {@link System#nanoTime}. */
    synchronized Fault[] current(long nanos) {
        for (int i = 0; i < last.length; i++) {
            Fault fault = last[i];
            if (fault != null && fault.othersWorked() && nanos - fault.nanos() > FORGOTTEN_SECONDS * 1_000_000_000L) {
                last[i] = null;
            }
        }
        look();
        return Arrays.stream(last).filter(Objects::nonNull).toArray(Fault[]::new);
    }
}
