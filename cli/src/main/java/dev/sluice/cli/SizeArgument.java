package dev.sluice.cli;

import dev.sluice.text.ByteSize;

/** Sizes on the command line. */
final class SizeArgument {
    private SizeArgument() {}

    /** Returns the bytes that {@code text} stands for, at least 1. {@code subject} names the value in an error message. */
    static long parse(String subject, String text) {
        long bytes;
        try {
            bytes = ByteSize.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(subject + " " + e.getMessage());
        }
        if (bytes == 0) {
            throw new UsageException(subject + " must not be zero");
        }
        return bytes;
    }
}
