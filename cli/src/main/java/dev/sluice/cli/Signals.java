package dev.sluice.cli;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The signals that end a server: the first begins an orderly end, a second ends the process at once.
 *
 * <p>A shutdown hook cannot do this: the exit code would be 143, and the JVM ignores a second signal while hooks run. The
 * class sun.misc.Signal is internal to the JDK (module jdk.unsupported); it is used by reflection because its compiler
 * warning cannot be suppressed.
 *
 * <p>Handlers run on threads of the JVM; {@link #await} on the caller's.
 */
final class Signals {
    private static final int HANGUP = 1;
    private static final int INTERRUPT = 2;
    private static final int TERMINATE = 15;

    private final CountDownLatch first = new CountDownLatch(1);
    private final AtomicInteger count = new AtomicInteger();

    private Signals() {}

    /** Handles SIGTERM, SIGINT and, unless it is ignored as under nohup, SIGHUP. */
    static Signals install() {
        Signals signals = new Signals();
        signals.handle("TERM", TERMINATE);
        signals.handle("INT", INTERRUPT);
        if (!isIgnored(HANGUP)) {
            signals.handle("HUP", HANGUP);
        }
        return signals;
    }

    /** Returns when the first signal has come. */
    void await() throws InterruptedException {
        first.await();
    }

    private void raised(int number) {
        if (count.incrementAndGet() > 1) {
            Runtime.getRuntime().halt(128 + number);
        }
        first.countDown();
    }

    private void handle(String name, int number) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, args) -> {
                        if (method.getName().equals("handle")) {
                            raised(number);
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "SIG" + name + " cannot be handled: start the JVM without -Xrs", e.getTargetException());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK has no sun.misc.Signal (module jdk.unsupported)", e);
        }
    }

    private static boolean isIgnored(int number) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("SigIgn:")) {
                    return (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> (number - 1) & 1) != 0;
                }
            }
        } catch (IOException e) {
            // without /proc the signal is handled like the others
        }
        return false;
    }
}
