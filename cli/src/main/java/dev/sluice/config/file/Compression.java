package dev.sluice.config.file;

/** Recognizes files that a packer made, by their first bytes. */
enum Compression {
    GZIP("gzip", "gunzip", 0x1f, 0x8b),
    XZ("xz", "unxz", 0xfd, '7', 'z', 'X', 'Z', 0),
    ZIP("zip", "unzip", 'P', 'K', 3, 4),
    BZIP2("bzip2", "bunzip2", 'B', 'Z', 'h'),
    ZSTD("zstd", "unzstd", 0x28, 0xb5, 0x2f, 0xfd),
    LZ4("lz4", "unlz4", 0x04, 0x22, 0x4d, 0x18),
    LZIP("lzip", "lzip -d", 'L', 'Z', 'I', 'P'),
    LZOP("lzop", "lzop -d", 0x89, 'L', 'Z', 'O'),
    SEVEN_ZIP("7z", "7z x", '7', 'z', 0xbc, 0xaf, 0x27, 0x1c),
    COMPRESS("compress", "uncompress", 0x1f, 0x9d);

    private final String packer;
    private final String unpacker;
    private final int[] start;

    Compression(String packer, String unpacker, int... start) {
        this.packer = packer;
        this.unpacker = unpacker;
        this.start = start;
    }

    /** The program that packed these bytes, and the way to unpack them, in words; null for a file that is not packed. */
    static String of(byte[] bytes) {
        for (Compression one : values()) {
            if (one.begins(bytes)) {
                return "is compressed with " + one.packer + ": unpack it first, with " + one.unpacker;
            }
        }
        return null;
    }

    private boolean begins(byte[] bytes) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }
}
