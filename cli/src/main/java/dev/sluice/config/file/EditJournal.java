package dev.sluice.config.file;

import dev.sluice.io.file.DurableFile;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A journal that makes the last changes of a large file durable without writing the whole file each time. It has a base, which is a
 * text, and the edits since then. One thread at a time.
 *
 * <p>The journal has a fixed size and is written before it is used, so that an edit needs no more than its own blocks to reach the
 * storage. Sequence numbers tell the last edit from remains of an older journal behind it.
 */
final class EditJournal {
    private static final int BYTES = 1 << 20;
    private static final int HEADER = 2 * Integer.BYTES;

    private final DurableFile base;
    private final DurableFile file;

    /** The text after base and edits; null if the journal is not that of this store. */
    private byte[] tip;

    private int position;
    private long sequence;

    EditJournal(Path folder) {
        this.base = new DurableFile(folder.resolve("base"));
        this.file = new DurableFile(folder.resolve("journal"));
    }

    /** A saved text. @param time the time of the next save, in ms; {@link Long#MAX_VALUE} for the last text */
    record State(byte[] text, long time) {}

    /** One change from a text to the next. */
    private record Entry(long sequence, long time, TextId from, TextId to, List<TextEdit> edits) {}

    /** All texts from the base on, the last of which is durable; empty where there is no journal. */
    List<State> read() throws IOException {
        List<State> states = new ArrayList<>();
        byte[] text = base.read();
        byte[] journal = file.read();
        if (text == null || journal == null) {
            return states;
        }
        TextId id = TextId.of(text);
        for (Entry entry : entries(ByteBuffer.wrap(journal))) {
            sequence = Math.max(sequence, entry.sequence());
            if (!entry.from().equals(id)) {
                continue;
            }
            byte[] next = TextEdit.apply(text, entry.edits());
            if (next == null || !TextId.of(next).equals(entry.to())) {
                break;
            }
            states.add(new State(text, entry.time()));
            text = next;
            id = entry.to();
        }
        states.add(new State(text, Long.MAX_VALUE));
        return states;
    }

    private static List<Entry> entries(ByteBuffer journal) {
        List<Entry> entries = new ArrayList<>();
        while (journal.remaining() >= HEADER) {
            int length = journal.getInt();
            int check = journal.getInt();
            if (length <= 0 || length > journal.remaining()) {
                break;
            }
            ByteBuffer payload = journal.slice(journal.position(), length);
            journal.position(journal.position() + length);
            if (check(payload) != check) {
                break;
            }
            try {
                Entry entry = entry(payload);
                if (!entries.isEmpty() && entry.sequence() != entries.getLast().sequence() + 1) {
                    break;
                }
                entries.add(entry);
            } catch (BufferUnderflowException e) {
                break;
            }
        }
        return entries;
    }

    private static Entry entry(ByteBuffer payload) {
        return new Entry(
                payload.getLong(),
                payload.getLong(),
                TextId.get(payload),
                TextId.get(payload),
                TextEdit.getAll(payload));
    }

    private static int check(ByteBuffer payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload.duplicate());
        return (int) crc.getValue();
    }

    /** True if the journal ends with this text. */
    boolean isAt(byte[] text) {
        return text == tip;
    }

    /** Begins anew with a text as base, which is durable when this returns. */
    void begin(byte[] text) throws IOException {
        tip = null;
        base.write(text);
        if (!Files.exists(file.path()) || Files.size(file.path()) != BYTES) {
            file.write(new byte[BYTES]);
        } else {
            write(ByteBuffer.allocate(HEADER), 0);
        }
        position = 0;
        tip = text;
    }

    /** Appends the change from the last text to another. Returns true when it is durable, and false, without a change, if there is no room. */
    boolean append(byte[] text) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(BYTES - position);
        List<TextEdit> edits = TextEdit.between(tip, text);
        if (record.remaining() < HEADER + TextEdit.bytes(edits) + 4 * Long.BYTES + 2 * TextId.BYTES) {
            return false;
        }
        record.position(HEADER);
        record.putLong(sequence + 1).putLong(System.currentTimeMillis());
        TextId.of(tip).put(record);
        TextId.of(text).put(record);
        TextEdit.putAll(record, edits);
        int length = record.position() - HEADER;
        record.putInt(0, length).putInt(Integer.BYTES, check(record.slice(HEADER, length)));
        tip = null;
        write(record.flip(), position);
        position += HEADER + length;
        sequence++;
        tip = text;
        return true;
    }

    private void write(ByteBuffer bytes, long at) throws IOException {
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
            long next = at;
            while (bytes.hasRemaining()) {
                next += channel.write(bytes, next);
            }
            channel.force(false);
        }
    }
}
