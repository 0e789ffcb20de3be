package dev.sluice.config.file;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A replacement of some bytes of a text.
 *
 * @param at the offset in the text before all edits
 * @param cut the number of bytes that are removed
 * @param put the bytes that replace them
 */
record TextEdit(int at, int cut, byte[] put) {
    /** The text between the two long lists of a configuration: most changes are in one place of each. */
    private static final byte[] MIDDLE = "\n  \"targets\": [".getBytes(StandardCharsets.US_ASCII);

    private static final int STRIDE = 4096;

    /** The edits from one text to another, in their order; few, but not always the fewest. */
    static List<TextEdit> between(byte[] before, byte[] after) {
        List<TextEdit> one = new ArrayList<>();
        add(one, before, 0, before.length, after, 0, after.length);
        if (bytes(one) < STRIDE) {
            return one;
        }
        int oldMiddle = indexOf(before, MIDDLE);
        int middle = indexOf(after, MIDDLE);
        if (oldMiddle < 0 || middle < 0) {
            return one;
        }
        List<TextEdit> two = new ArrayList<>();
        add(two, before, 0, oldMiddle, after, 0, middle);
        add(two, before, oldMiddle, before.length, after, middle, after.length);
        return two;
    }

    private static void add(List<TextEdit> edits, byte[] before, int b, int bEnd, byte[] after, int a, int aEnd) {
        int same = Arrays.mismatch(before, b, bEnd, after, a, aEnd);
        if (same < 0) {
            return;
        }
        int most = Math.min(bEnd - b, aEnd - a) - same;
        int tail = 0;
        while (tail + STRIDE <= most
                && Arrays.equals(before, bEnd - tail - STRIDE, bEnd - tail, after, aEnd - tail - STRIDE, aEnd - tail)) {
            tail += STRIDE;
        }
        while (tail < most && before[bEnd - tail - 1] == after[aEnd - tail - 1]) {
            tail++;
        }
        edits.add(new TextEdit(b + same, bEnd - tail - b - same, Arrays.copyOfRange(after, a + same, aEnd - tail)));
    }

    private static int indexOf(byte[] text, byte[] part) {
        for (int i = 0; i <= text.length - part.length; i++) {
            if (text[i] == part[0]
                    && text[i + 3] == part[3]
                    && Arrays.equals(text, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        return -1;
    }

    /** The text after the edits; null if they do not fit it. */
    static byte[] apply(byte[] before, List<TextEdit> edits) {
        long length = before.length;
        int from = 0;
        for (TextEdit edit : edits) {
            if (edit.at < from || edit.cut < 0 || edit.cut > before.length - edit.at) {
                return null;
            }
            length += edit.put.length - edit.cut;
            from = edit.at + edit.cut;
        }
        ByteBuffer after = ByteBuffer.allocate(Math.toIntExact(length));
        from = 0;
        for (TextEdit edit : edits) {
            after.put(before, from, edit.at - from).put(edit.put);
            from = edit.at + edit.cut;
        }
        return after.put(before, from, before.length - from).array();
    }

    /** The number of bytes that {@link #putAll} needs. */
    static long bytes(List<TextEdit> edits) {
        long bytes = Integer.BYTES;
        for (TextEdit edit : edits) {
            bytes += 3 * Integer.BYTES + edit.put.length;
        }
        return bytes;
    }

    static void putAll(ByteBuffer to, List<TextEdit> edits) {
        to.putInt(edits.size());
        for (TextEdit edit : edits) {
            to.putInt(edit.at).putInt(edit.cut).putInt(edit.put.length).put(edit.put);
        }
    }

    /** @throws BufferUnderflowException if they are incomplete */
    static List<TextEdit> getAll(ByteBuffer from) {
        int count = from.getInt();
        List<TextEdit> edits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = from.getInt();
            int cut = from.getInt();
            int length = from.getInt();
            if (length < 0 || length > from.remaining()) {
                throw new BufferUnderflowException();
            }
            byte[] put = new byte[length];
            from.get(put);
            edits.add(new TextEdit(at, cut, put));
        }
        return edits;
    }
}
