package dev.sluice.shell.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The standard streams of the program: their kind and width, found without opening a terminal. */
public final class TerminalStreams {
    public static final int INPUT = 0;
    public static final int OUTPUT = 1;

    private TerminalStreams() {}

    /** True if a stream of the program is a terminal. */
    public static boolean is(int stream) {
        try {
            String target =
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + stream)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the columns of the program's terminal, or {@code usual} if they are unknown. */
    public static int width(int usual) {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            int columns = answer.matches("[0-9]+ [0-9]+") ? Integer.parseInt(answer.split(" ")[1]) : 0;
            return columns > 0 ? columns : usual;
        } catch (IOException e) {
            return usual;
        }
    }
}
