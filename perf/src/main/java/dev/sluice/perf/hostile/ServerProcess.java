package dev.sluice.perf.hostile;

import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A daemon on this machine, seen from outside: by /proc, by jcmd, and by its API on the Unix socket.
 *
 * @param port its iSCSI port
 * @param socket of its API
 */
record ServerProcess(long pid, int port, Path socket) {
    private static final Pattern SESSIONS = Pattern.compile("\"sessions\":(\\d+)");
    private static final Pattern USED = Pattern.compile(
            "^ *(?:Def[Nn]ew|Tenured|def new|tenured|PSYoungGen|ParOldGen|garbage-first)" + "[^\\n]*?used (\\d+)K",
            Pattern.MULTILINE);
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final int TIME_WAIT = 0x06;
    private static final int CLOSED = 0x07;
    private static final int LISTEN = 0x0a;
    private static final int JCMD_SECONDS = 60;
    private static final long KIB = 1024;

    boolean isAlive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** The resources that can be measured without disturbing the process; the memory is 0. */
    Footprint handles() throws IOException {
        return new Footprint(sessions(), connections(), count("fd"), count("task"), 0, 0);
    }

    /** All of it, after a garbage collection. */
    Footprint footprint() throws IOException, InterruptedException {
        // The first collection finds what has a cleaner, the second one frees what that held.
        jcmd("GC.run");
        jcmd("GC.run");
        long heap = usedBytes(jcmd("GC.heap_info"));
        Footprint handles = handles();
        return new Footprint(
                handles.sessions(),
                handles.connections(),
                handles.descriptors(),
                handles.threads(),
                heap,
                number(RESIDENT, Files.readString(proc("status"))) * KIB);
    }

    /** Bytes of all generations that {@code GC.heap_info} calls used. */
    static long usedBytes(String heapInfo) throws IOException {
        Matcher used = USED.matcher(heapInfo);
        long sum = 0;
        int generations = 0;
        while (used.find()) {
            sum += Long.parseLong(used.group(1)) * KIB;
            generations++;
        }
        if (generations == 0) {
            throw new IOException("jcmd GC.heap_info says nothing of a heap: " + heapInfo);
        }
        return sum;
    }

    private static long number(Pattern pattern, String in) throws IOException {
        Matcher found = pattern.matcher(in);
        if (!found.find()) {
            throw new IOException("there is no " + pattern + " in: " + in);
        }
        return Long.parseLong(found.group(1));
    }

    private Path proc(String what) {
        return Path.of("/proc", Long.toString(pid), what);
    }

    private int count(String folder) throws IOException {
        try (Stream<Path> entries = Files.list(proc(folder))) {
            return (int) entries.count();
        }
    }

    private int connections() throws IOException {
        return connections(Files.readString(Path.of("/proc/net/tcp")), port)
                + connections(Files.readString(Path.of("/proc/net/tcp6")), port);
    }

    /** Connections whose end on this side has the port, in the form of /proc/net/tcp. */
    static int connections(String table, int port) {
        return (int) table.lines()
                .skip(1)
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields[1].endsWith(":%04X".formatted(port)))
                .mapToInt(fields -> Integer.parseInt(fields[3], 16))
                .filter(state -> state != TIME_WAIT && state != CLOSED && state != LISTEN)
                .count();
    }

    private int sessions() throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap("GET /v1/status HTTP/1.1\r\nHost: sluice\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(64 << 10);
            while (answer.hasRemaining() && channel.read(answer) >= 0) {}
            String text = new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
            return (int) number(SESSIONS, text);
        }
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        File out = File.createTempFile("jcmd", null);
        try {
            Process process = new ProcessBuilder(program, Long.toString(pid), command)
                    .redirectErrorStream(true)
                    .redirectOutput(out)
                    .start();
            if (!process.waitFor(JCMD_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("the server does not answer jcmd within " + JCMD_SECONDS + " s");
            }
            String said = Files.readString(out.toPath());
            if (process.exitValue() != 0) {
                throw new IOException("jcmd " + command + ": " + said);
            }
            return said;
        } finally {
            Files.delete(out.toPath());
        }
    }
}
