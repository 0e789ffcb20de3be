package dev.sluice.migrate;

import dev.sluice.config.file.FileKind;
import dev.sluice.config.file.InputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The text of another program's file.
 *
 * @param text without a byte order mark
 * @param oddLine the first line that is not UTF-8, from 1, where the file was taken for Windows-1252; else 0
 */
public record ForeignFile(String text, int oddLine) {
    private static final String MARK = "\uFEFF";

    /**
     * Reads a file that must be UTF-8.
     *
     * @throws IllegalArgumentException if it is no such text; the message has its kind and the remedy
     */
    public static String utf8(Path file) throws IOException {
        ForeignFile read = of(file);
        if (read.oddLine > 0) {
            throw new IllegalArgumentException("line " + read.oddLine
                    + " is not UTF-8: iconv -f WINDOWS-1252 -t UTF-8 FILE > OTHER, and name OTHER");
        }
        return read.something().text;
    }

    /**
     * Returns this.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public ForeignFile something() {
        if (text.isBlank()) {
            throw new IllegalArgumentException("there is nothing in it: name the file that has the configuration");
        }
        return this;
    }

    /**
     * Reads a file in UTF-8 or, if it is not, in Windows-1252.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is no text; the message has its kind and the remedy
     */
    public static ForeignFile of(Path file) throws IOException {
        byte[] bytes = InputFile.read(file);
        String kind = FileKind.binary(bytes);
        if (kind != null) {
            throw new IllegalArgumentException(kind);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        ForeignFile read;
        try {
            read = new ForeignFile(
                    StandardCharsets.UTF_8.newDecoder().decode(in).toString(), 0);
        } catch (CharacterCodingException e) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            read = new ForeignFile(new String(bytes, Charset.forName("windows-1252")), line);
        }
        if (read.text.startsWith(MARK)) {
            read = new ForeignFile(read.text.substring(1), read.oddLine);
        }
        return read;
    }
}
