package dev.sluice.scsi.page;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a page or another reply, written from front to back; grows as needed. Not for the fast path. */
public final class PageBytes {
    private byte[] bytes = new byte[256];
    private int length;

    public PageBytes u8(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = (byte) value;
        return this;
    }

    public PageBytes u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    public PageBytes u24(int value) {
        return u8(value >>> 16).u16(value);
    }

    public PageBytes u32(long value) {
        return u16((int) (value >>> 16)).u16((int) value);
    }

    public PageBytes u64(long value) {
        return u32(value >>> 32).u32(value);
    }

    public PageBytes zeros(int count) {
        for (int i = 0; i < count; i++) {
            u8(0);
        }
        return this;
    }

    public PageBytes bytes(byte[] source) {
        for (byte b : source) {
            u8(b);
        }
        return this;
    }

    /** ASCII text, left-aligned and filled up with spaces (SPC-4 4.3.1). */
    public PageBytes padded(String text, int width) {
        ascii(text);
        for (int i = text.length(); i < width; i++) {
            u8(' ');
        }
        return this;
    }

    PageBytes ascii(String text) {
        return bytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Changes a byte that was written before. */
    public void set8(int offset, int value) {
        bytes[offset] = (byte) value;
    }

    /** Changes two bytes that were written before. */
    public void set16(int offset, int value) {
        set8(offset, value >>> 8);
        set8(offset + 1, value);
    }

    /** Changes four bytes that were written before. */
    public void set32(int offset, int value) {
        set16(offset, value >>> 16);
        set16(offset + 2, value);
    }

    public int length() {
        return length;
    }

    /** The bytes themselves; the first {@link #length()} count. */
    public byte[] array() {
        return bytes;
    }

    public byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }
}
