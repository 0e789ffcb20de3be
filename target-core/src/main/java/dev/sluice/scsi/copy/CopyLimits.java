package dev.sluice.scsi.copy;

/** The limits of the copy manager, which it tells to initiators. */
final class CopyLimits {
    /** CSCD descriptors of a parameter list. */
    static final int MAX_CSCD_DESCRIPTORS = 16;

    static final int MAX_SEGMENT_DESCRIPTORS = 128;

    /** Bytes of all descriptors of a parameter list. */
    static final int MAX_DESCRIPTOR_BYTES = 8192;

    /** Bytes that a segment copies. */
    static final long MAX_SEGMENT_BYTES = 256L << 20;

    /** Copies of one initiator port at a logical unit whose outcome is known by their list identifier. */
    static final int MAX_OPERATIONS = 64;

    /** The binary logarithm of what amounts are counted in, in bytes. */
    static final int GRANULARITY_LOG = 9;

    /** Ranges that a token is made of, or written to. */
    static final int MAX_RANGE_DESCRIPTORS = 64;

    /** Bytes that a token represents, or that are written by one command: no more than takes some seconds. */
    static final long MAX_TOKEN_BYTES = 256L << 20;

    static final long OPTIMAL_TOKEN_BYTES = 64L << 20;

    /** Tokens that represent data of one logical unit; an initiator port makes one more only while it has fewer than are left. */
    static final int MAX_TOKENS = 64;

    static final int DEFAULT_TIMEOUT_SECONDS = 60;

    static final int MAX_TIMEOUT_SECONDS = 600;

    /** Bytes that are zeroed at a time. */
    static final int ZERO_STEP = 4 << 20;

    /** Bytes that are cloned at a time: writes to them wait meanwhile. */
    static final int CLONE_STEP = 32 << 20;

    /** A shorter range is copied, which takes no longer. */
    static final int LEAST_CLONE = 64 << 10;

    private CopyLimits() {}
}
