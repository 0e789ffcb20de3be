package dev.sluice.perf.fuzz;

import dev.sluice.iscsi.pdu.RejectPdu;
import dev.sluice.perf.peer.ByteBufferHeader;
import dev.sluice.perf.peer.Pdu;
import dev.sluice.perf.peer.PduConnection;
import dev.sluice.perf.peer.SessionState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** One connection after the other from a seed, until the run's count of PDUs is reached. One thread. */
public final class FuzzRun implements Runnable {
    private static final int LOGIN_MILLIS = 8000;
    private static final int MOST_REFUSALS = 1000;
    private static final int MOST_PDUS = 60;
    private static final String[] CHOICES = {"Yes", "No"};

    private final InetSocketAddress address;
    private final String target;
    private final int index;
    private final AtomicLong left;
    private final Counts counts;
    private final Random random;
    private final PduMutator mutator;
    private SessionState state;
    private int refusedInARow;
    private boolean answered;
    private boolean loggedIn;
    private boolean withHeaderDigest;
    private boolean withDataDigest;

    /**
     * @param index its own among the runs of a seed
     * @param left PDUs that all runs have still to send
     */
    public FuzzRun(InetSocketAddress address, String target, long seed, int index, AtomicLong left, Counts counts) {
        this.address = address;
        this.target = target;
        this.index = index;
        this.left = left;
        this.counts = counts;
        this.random = new Random(seed + index);
        this.mutator = new PduMutator(random);
    }

    @Override
    public void run() {
        while (left.get() > 0) {
            try (PduConnection connection = new PduConnection(address, from())) {
                counts.connections.incrementAndGet();
                refusedInARow = 0;
                talk(connection);
            } catch (IOException e) {
                counts.refused.incrementAndGet();
                if (++refusedInARow == MOST_REFUSALS) {
                    return;
                }
            }
        }
    }

    /** Targets slow down addresses whose logins fail: on loopback there are many. */
    private InetSocketAddress from() throws IOException {
        if (!address.getAddress().isLoopbackAddress() || address.getAddress().getAddress().length != 4) {
            return null;
        }
        byte[] bytes = {
            127, (byte) (1 + random.nextInt(250)), (byte) random.nextInt(256), (byte) (1 + random.nextInt(250))
        };
        return new InetSocketAddress(InetAddress.getByAddress(bytes), 0);
    }

    private void talk(PduConnection connection) throws IOException {
        state = new SessionState(random.nextInt(4));
        if (random.nextInt(5) == 0) {
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                if (!send(connection, mutator.login(state, keys()))) {
                    return;
                }
            }
        } else if (login(connection)) {
            counts.logins.incrementAndGet();
            for (int n = 1 + random.nextInt(MOST_PDUS); n > 0 && left.get() > 0; n--) {
                if (!send(connection, mutator.inSession(state))) {
                    return;
                }
                if (random.nextInt(6) == 0) {
                    connection.receive(5, this::received);
                }
            }
        }
        if (random.nextBoolean()) {
            connection.reset();
        }
    }

    private boolean send(PduConnection connection, Pdu pdu) {
        counts.pdus.incrementAndGet();
        left.decrementAndGet();
        boolean open = connection.send(pdu, this::received);
        if (!open) {
            counts.closedByTarget.incrementAndGet();
        }
        return open;
    }

    private boolean login(PduConnection connection) throws IOException {
        answered = false;
        loggedIn = false;
        Pdu login = state.login(keys());
        login.seal();
        boolean open = connection.send(login, this::loginReceived);
        long end = System.nanoTime() + LOGIN_MILLIS * 1_000_000L;
        while (open && !answered && System.nanoTime() < end) {
            open = connection.receive(100, this::loginReceived);
        }
        connection.digests(loggedIn && withHeaderDigest, loggedIn && withDataDigest);
        return loggedIn;
    }

    private void loginReceived(ByteBuffer pdu) {
        answered = true;
        loggedIn = ByteBufferHeader.entersFullFeature(pdu);
        received(pdu);
    }

    private void received(ByteBuffer pdu) {
        counts.answered(ByteBufferHeader.opcode(pdu, 0), pdu.get(RejectPdu.REASON_OFFSET));
        state.received(pdu);
    }

    private String keys() {
        withHeaderDigest = random.nextInt(4) == 0;
        withDataDigest = random.nextInt(4) == 0;
        boolean discovery = random.nextInt(12) == 0;
        return "InitiatorName=iqn.2026-11.dev.sluice:fuzz" + index + "\0"
                + (discovery ? "SessionType=Discovery\0" : "SessionType=Normal\0TargetName=" + target + "\0")
                + "HeaderDigest=" + (withHeaderDigest ? "CRC32C" : "None") + "\0"
                + "DataDigest=" + (withDataDigest ? "CRC32C" : "None") + "\0"
                + "InitialR2T=" + choice() + "\0ImmediateData=" + choice() + "\0"
                + "ErrorRecoveryLevel=" + random.nextInt(3) + "\0MaxConnections=" + (1 + random.nextInt(2)) + "\0"
                + "MaxRecvDataSegmentLength=" + (512 << random.nextInt(8)) + "\0"
                + "FirstBurstLength=" + (512 << random.nextInt(8)) + "\0MaxBurstLength=" + (65536 << random.nextInt(3))
                + "\0"
                + "MaxOutstandingR2T=" + (1 + random.nextInt(4)) + "\0DefaultTime2Wait=0\0DefaultTime2Retain="
                + random.nextInt(3) + "\0";
    }

    private String choice() {
        return CHOICES[random.nextInt(2)];
    }
}
