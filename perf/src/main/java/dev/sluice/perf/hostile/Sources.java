package dev.sluice.perf.hostile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;

/**
 * The loopback addresses that attackers come from: half of them from one and the same, the others from some. One thread.
 *
 * <p>Some are fewer than the server has places for strangers: by more, nobody could tell those who behave from them.
 */
final class Sources {
    private static final int FIRST = 64;
    private static final int COUNT = 24;

    private final Random random;

    Sources(Random random) {
        this.random = random;
    }

    InetSocketAddress next() throws IOException {
        if (random.nextBoolean()) {
            return address(FIRST - 1, 0, 1);
        }
        return address(FIRST + random.nextInt(COUNT), 0, 1);
    }

    /** An address that no attacker has, for those who behave. */
    static InetSocketAddress ofWellBehaved(int number) throws IOException {
        return address(FIRST + COUNT + 1, 0, 1 + number);
    }

    private static InetSocketAddress address(int second, int third, int fourth) throws IOException {
        byte[] bytes = {127, (byte) second, (byte) third, (byte) fourth};
        return new InetSocketAddress(InetAddress.getByAddress(bytes), 0);
    }
}
