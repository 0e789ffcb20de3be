package dev.sluice.perf.load;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Reads from outside what a server on this machine uses: CPU time and context switches from /proc, and of a Java server
 * the bytes that its threads have allocated on the heap, over JMX. Threads that only serve this question are not counted.
 */
final class ServerProbe implements AutoCloseable {
    private static final long NS_PER_TICK = 10_000_000;

    private final Path process;
    private final JMXConnector connector;
    private final ThreadMXBean threads;

    private ServerProbe(long pid, JMXConnector connector, ThreadMXBean threads) {
        this.process = Path.of("/proc", Long.toString(pid));
        this.connector = connector;
        this.threads = threads;
    }

    static ServerProbe open(long pid) throws IOException, LoadFailure {
        Path name = Path.of("/proc", Long.toString(pid), "comm");
        if (!Files.exists(name)) {
            throw LoadFailure.wrongArguments("--server-pid " + pid + ": there is no such process");
        }
        boolean isJava = Files.readString(name).startsWith("java");
        if (!isJava) {
            return new ServerProbe(pid, null, null);
        }
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            String url = machine.startLocalManagementAgent();
            machine.detach();
            JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(url));
            ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
                    connector.getMBeanServerConnection(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
            return new ServerProbe(pid, connector, threads);
        } catch (AttachNotSupportedException | IOException e) {
            throw LoadFailure.wrongArguments(
                    "--server-pid " + pid + ": the JVM does not let its heap be asked: " + e.getMessage());
        }
    }

    /** CPU time, in user and kernel mode, since the process started. */
    long cpuNs() throws IOException {
        String line = Files.readString(process.resolve("stat"));
        // The name in parentheses may hold blanks; field 3 follows it. Fields 14 and 15 are utime and stime.
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * NS_PER_TICK;
    }

    /** Context switches of the threads that live now, since each of them started. */
    long contextSwitches() throws IOException {
        long sum = 0;
        try (Stream<Path> tasks = Files.list(process.resolve("task"))) {
            for (Path task : (Iterable<Path>) tasks::iterator) {
                sum += contextSwitches(task);
            }
        }
        return sum;
    }

    private static long contextSwitches(Path task) throws IOException {
        try {
            return Files.readAllLines(task.resolve("status")).stream()
                    .filter(line -> line.contains("voluntary_ctxt_switches"))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                    .sum();
        } catch (NoSuchFileException e) {
            return 0; // It has just ended.
        }
    }

    /** Bytes allocated by the threads that live now since they started, or -1 where the server is not Java. */
    long allocatedBytes() {
        if (threads == null) {
            return -1;
        }
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        ThreadInfo[] infos = threads.getThreadInfo(ids);
        long sum = 0;
        for (int i = 0; i < ids.length; i++) {
            boolean asks = infos[i] == null
                    || infos[i].getThreadName().startsWith("RMI ")
                    || infos[i].getThreadName().startsWith("JMX ");
            sum += asks ? 0 : Math.max(0, bytes[i]);
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        if (connector != null) {
            connector.close();
        }
    }
}
