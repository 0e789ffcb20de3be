package dev.sluice.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Standard output and standard error of a server: what any part of the program, or a library, prints there goes the log's way, so that
 * it waits for nobody who reads. Any thread.
 */
public final class StandardStreams {
    /** Time that a process that ends waits for lines that are not written yet. */
    public static final Duration END_BOUND = Duration.ofSeconds(2);

    static final Log LOG = new Log(new FileOutputStream(FileDescriptor.err), System::nanoTime);

    private static final AsyncWriter OUT =
            new AsyncWriter("sluice-out", new FileOutputStream(FileDescriptor.out), new OutputNotices());

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(StandardStreams::flush, "sluice-flush"));
    }

    private StandardStreams() {}

    /** Takes {@link System#out} and {@link System#err} over. For a process that serves, at its start. */
    public static void takeOver() {
        System.setOut(new PrintStream(new Lines(OUT), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new Lines(LOG.outlet()), true, StandardCharsets.UTF_8));
    }

    /** Waits until all is written, {@link #END_BOUND} at the most. */
    public static void flush() {
        long start = System.nanoTime();
        OUT.flush(END_BOUND);
        LOG.flush(END_BOUND.minusNanos(Math.min(System.nanoTime() - start, END_BOUND.toNanos() / 2)));
    }

    private static final class OutputNotices implements AsyncWriter.Notices {
        @Override
        public void dropped(StringBuilder text, long count) {
            text.append(String.format("… %,d more were dropped here: standard output was not read in time%n", count));
        }

        @Override
        public boolean mayCome() {
            return false;
        }

        @Override
        public void tell(StringBuilder text, boolean isLast) {}
    }

    /** Cuts what is printed into pieces of bounded length that fit the queue. One thread at a time: the print stream has a lock. */
    private static final class Lines extends OutputStream {
        private final AsyncWriter outlet;

        Lines(AsyncWriter outlet) {
            this.outlet = outlet;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            int end = offset + length;
            for (int at = offset; at < end; ) {
                int cut = Math.min(at + LogLine.MAX_MESSAGE, end);
                while (cut < end && (bytes[cut] & 0xc0) == 0x80) {
                    cut--;
                }
                String piece = new String(bytes, at, cut - at, StandardCharsets.UTF_8);
                outlet.put(text -> text.append(piece));
                at = cut;
            }
        }
    }
}
