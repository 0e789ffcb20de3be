package dev.sluice.scsi.atomic;

/**
 * A range of a medium that an atomic command has for itself, or waits for.
 *
 * @param ticket its place among all that the unit has seen: lower ones go first; from 1
 * @param offset of the first byte
 * @param length in bytes
 * @param excludesReaders true if reads of the range wait as well, because it changes in several steps
 */
public record AtomicRange(long ticket, long offset, long length, boolean excludesReaders) {
    /** Returns true if any byte is in both. */
    public boolean overlaps(long otherOffset, long otherLength) {
        return offset < otherOffset + otherLength && otherOffset < offset + length;
    }
}
