package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.scsi.ScsiDevice;
import dev.sluice.io.scsi.ScsiOutcome;
import dev.sluice.io.scsi.ScsiRequest;
import dev.sluice.io.scsi.ScsiRequest.Direction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** A device that answers as another one once did (see disk.scsi), and that complains of commands which nobody recorded. Any thread. */
public final class RecordedScsiDevice implements ScsiDevice {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private static final class Exchange {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream in = new ByteArrayOutputStream();
        final ByteArrayOutputStream sense = new ByteArrayOutputStream();
        int status;
        int claimed = -1;
        ScsiOutcome lost;
    }

    private final String name;
    private final Map<String, ArrayDeque<Exchange>> recordings = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private String held;
    private final Semaphore arrivals = new Semaphore(0);
    private final Semaphore departures = new Semaphore(0);
    private boolean closed;

    private RecordedScsiDevice(String name) {
        this.name = name;
    }

    /** The recording in a resource beside this class. */
    public static RecordedScsiDevice of(String resource) {
        RecordedScsiDevice device = new RecordedScsiDevice(resource);
        try (InputStream in = RecordedScsiDevice.class.getResourceAsStream(resource)) {
            Exchange exchange = null;
            for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n")) {
                String[] words = line.strip().split(" +", 2);
                switch (words[0]) {
                    case "", "#" -> {}
                    case ">" -> {
                        exchange = new Exchange();
                        String cdb = HEX.formatHex(bytes(words[1]));
                        device.recordings
                                .computeIfAbsent(cdb, key -> new ArrayDeque<>())
                                .add(exchange);
                    }
                    case "in" -> exchange.in.writeBytes(bytes(words[1]));
                    case "out" -> exchange.out.writeBytes(bytes(words[1]));
                    case "sense" -> exchange.sense.writeBytes(bytes(words[1]));
                    case "status" -> exchange.status = Integer.parseInt(words[1], 16);
                    case "moved" -> exchange.claimed = Integer.parseInt(words[1]);
                    case "lost" -> exchange.lost = ScsiOutcome.valueOf(words[1]);
                    default -> throw new IllegalArgumentException(resource + ": " + line);
                }
            }
            return device;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes in hexadecimal, of which the last may be repeated: {@code 01 00 * 16}. */
    private static byte[] bytes(String text) {
        String[] parts = text.strip().split(" *\\* *");
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(parts[0]);
        if (parts.length == 1) {
            return bytes;
        }
        int written = bytes.length;
        byte last = bytes[written - 1];
        byte[] all = Arrays.copyOf(bytes, written - 1 + Integer.parseInt(parts[1]));
        Arrays.fill(all, written - 1, all.length, last);
        return all;
    }

    /** From now on, that command stays in the device until it is let go. */
    public synchronized void hold(String cdb) {
        held = cdb.replace(" ", "");
    }

    /** Waits until a held command is there. */
    public void awaitHeld() {
        arrivals.acquireUninterruptibly();
    }

    public void letGo() {
        departures.release();
    }

    /** The commands that have come since the last call, but for those that a device is asked what it is by. */
    public synchronized List<String> takeSeen() {
        List<String> taken = List.copyOf(seen);
        seen.clear();
        return taken;
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    public synchronized void assertNoComplaints() {
        assertEquals(List.of(), complaints);
    }

    @Override
    public String description() {
        return name;
    }

    @Override
    public int maxTransferBytes() {
        return 1 << 20;
    }

    @Override
    public void execute(ScsiRequest request) {
        String cdb = HEX.formatHex(request.cdb(), 0, request.cdbLength());
        boolean stays;
        synchronized (this) {
            seen.add(cdb);
            stays = cdb.equals(held);
        }
        if (stays) {
            arrivals.release();
            departures.acquireUninterruptibly();
        }
        Exchange exchange = take(cdb);
        if (exchange == null) {
            complain("an unexpected command " + cdb);
            request.failed(ScsiOutcome.FAILED);
        } else if (exchange.lost != null) {
            request.failed(exchange.lost);
        } else {
            answer(request, exchange, cdb);
        }
    }

    private void answer(ScsiRequest request, Exchange exchange, String cdb) {
        int moved = 0;
        if (request.direction() == Direction.FROM_DEVICE) {
            byte[] data = exchange.in.toByteArray();
            moved = Math.min(data.length, request.length());
            MemorySegment.copy(data, 0, request.data(), ValueLayout.JAVA_BYTE, 0, moved);
        } else if (exchange.in.size() > 0) {
            complain("no room for the data of " + cdb);
        }
        byte[] sent = request.direction() == Direction.TO_DEVICE
                ? request.data().asSlice(0, request.length()).toArray(ValueLayout.JAVA_BYTE)
                : new byte[0];
        if (!Arrays.equals(sent, exchange.out.toByteArray())) {
            complain("other data for " + cdb + " than recorded, " + sent.length + " bytes");
        }
        request.answered(
                exchange.status,
                exchange.sense.toByteArray(),
                exchange.sense.size(),
                exchange.claimed < 0 ? Math.max(moved, sent.length) : exchange.claimed);
    }

    private synchronized Exchange take(String cdb) {
        ArrayDeque<Exchange> all = recordings.get(cdb);
        return all == null ? null : all.size() > 1 ? all.poll() : all.peek();
    }

    private synchronized void complain(String complaint) {
        complaints.add(complaint);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
