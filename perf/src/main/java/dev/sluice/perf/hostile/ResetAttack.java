package dev.sluice.perf.hostile;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.perf.peer.Pdu;
import dev.sluice.perf.peer.PduConnection;
import dev.sluice.perf.peer.SessionState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Connects and resets, at any moment of a connection's life, one after the other. One thread. */
final class ResetAttack implements Attack {
    private static final int ANSWER_MILLIS = 2000;
    private static final int RECEIVE_BYTES = 16 << 10;
    private static final int TRANSFER_BYTES = 64 << 10;
    private static final int CASES = 20;

    /** The progress of a connection before its reset. */
    enum Moment {
        NO_BYTE("before a byte"),
        HALF_HEADER("half header"),
        HALF_DATA("half data"),
        REQUEST("login request"),
        TLS("API"),
        CHAP("CHAP"),
        DISCOVERY("discovery"),
        COMMANDS("commands open");

        private final String words;

        Moment(String words) {
            this.words = words;
        }
    }

    /** Counters of all threads. */
    static final class Tally {
        private final AtomicLong left;
        private final AtomicLongArray moments = new AtomicLongArray(Moment.values().length);
        private final AtomicLong notConnected = new AtomicLong();

        Tally(long resets) {
            left = new AtomicLong(resets);
        }

        @Override
        public String toString() {
            String each = IntStream.range(0, moments.length())
                    .mapToObj(i -> "%s %,d".formatted(Moment.values()[i].words, moments.get(i)))
                    .collect(Collectors.joining(", "));
            long all =
                    IntStream.range(0, moments.length()).mapToLong(moments::get).sum();
            return "resets: %,d (%s); %,d not connected".formatted(all, each, notConnected.get());
        }
    }

    private final Targets targets;
    private final Tally tally;
    private final Random random;
    private final Sources sources;
    private final int index;
    private volatile boolean stopping;
    private SessionState state;
    private boolean answered;
    private int number;

    ResetAttack(Targets targets, Tally tally, int index, long seed) {
        this.targets = targets;
        this.tally = tally;
        this.index = index;
        this.random = new Random(seed + index);
        this.sources = new Sources(random);
    }

    @Override
    public void run() {
        while (!stopping && tally.left.getAndDecrement() > 0) {
            Moment moment = someMoment(random.nextInt(CASES));
            try {
                reset(moment);
                tally.moments.incrementAndGet(moment.ordinal());
            } catch (IOException e) {
                tally.notConnected.incrementAndGet();
            }
        }
    }

    private Moment someMoment(int chance) {
        return switch (chance) {
            case 0, 1, 2, 3, 4, 5 -> Moment.NO_BYTE;
            case 6, 7, 8 -> Moment.HALF_HEADER;
            case 9, 10 -> Moment.HALF_DATA;
            case 11, 12, 13 -> Moment.REQUEST;
            case 14 -> targets.api() == null ? Moment.REQUEST : Moment.TLS;
            case 15 -> Moment.CHAP;
            case 16, 17 -> Moment.DISCOVERY;
            default -> Moment.COMMANDS;
        };
    }

    private void reset(Moment moment) throws IOException {
        number++;
        byte[] login = login(random.nextBoolean() ? targets.open() : null).encode(false, false);
        switch (moment) {
            case NO_BYTE -> send(targets.iscsi(), login, 0);
            case HALF_HEADER -> send(targets.iscsi(), login, 1 + random.nextInt(BasicHeader.LENGTH - 1));
            case HALF_DATA ->
                send(targets.iscsi(), login, BasicHeader.LENGTH + random.nextInt(login.length - BasicHeader.LENGTH));
            case REQUEST -> send(targets.iscsi(), login, login.length);
            // Some of a TLS record of type handshake.
            case TLS -> send(targets.api(), new byte[] {22, 3, 1, 1, 0, 1, 0, 0}, random.nextInt(9));
            case CHAP, DISCOVERY, COMMANDS -> converse(moment);
        }
    }

    private Pdu login(String target) {
        return Requests.login("iqn.2026-11.dev.sluice:reset-" + index, target, number);
    }

    private void send(InetSocketAddress to, byte[] bytes, int count) throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.bind(sources.next());
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.connect(to);
            if (count > 0) {
                channel.write(ByteBuffer.wrap(bytes, 0, count));
            }
        }
    }

    private void converse(Moment moment) throws IOException {
        state = new SessionState(0);
        PduConnection connection = new PduConnection(targets.iscsi(), sources.next(), RECEIVE_BYTES);
        try {
            switch (moment) {
                case CHAP -> chap(connection);
                case DISCOVERY -> {
                    if (ask(connection, login(null)) && random.nextBoolean()) {
                        connection.send(
                                Requests.text(1, state.nextCmdSn(), state.expStatSn(), "SendTargets=All\0"),
                                this::received);
                    }
                }
                default -> commands(connection);
            }
        } finally {
            connection.reset();
        }
    }

    private void chap(PduConnection connection) throws IOException {
        boolean open = ask(connection, Requests.chap("iqn.2026-11.dev.sluice:chap", targets.guarded(), number));
        if (open && random.nextBoolean() && ask(connection, Requests.further(number, "CHAP_A=7,5\0"))) {
            connection.send(Requests.further(number, "CHAP_N=nobody\0CHAP_R=0x00\0"), this::received);
        }
    }

    private void commands(PduConnection connection) throws IOException {
        if (!ask(connection, login(targets.open()))) {
            return;
        }
        for (int n = random.nextInt(8); n >= 0; n--) {
            Pdu pdu = random.nextInt(5) == 0
                    ? Requests.ping(state.newTag(), state.cmdSn(), state.expStatSn())
                    : Requests.transfer(
                            random.nextBoolean(),
                            random.nextInt(2),
                            state.newTag(),
                            state.nextCmdSn(),
                            state.expStatSn(),
                            random.nextInt(1024),
                            TRANSFER_BYTES);
            if (!connection.send(pdu, ignored -> {})) {
                return;
            }
        }
        if (random.nextBoolean()) {
            connection.receive(random.nextInt(3), ignored -> {});
        }
    }

    /** Sends a request and waits for the answer; false where the target closes or says nothing. */
    private boolean ask(PduConnection connection, Pdu pdu) throws IOException {
        answered = false;
        boolean open = connection.send(pdu, this::received);
        long end = System.nanoTime() + ANSWER_MILLIS * 1_000_000L;
        while (open && !answered && System.nanoTime() - end < 0 && !stopping) {
            open = connection.receive(ANSWER_MILLIS / 4, this::received);
        }
        return open && answered;
    }

    private void received(ByteBuffer pdu) {
        state.received(pdu);
        answered = true;
    }

    @Override
    public void stop() {
        stopping = true;
    }

    @Override
    public boolean isDone() {
        return tally.left.get() <= 0;
    }

    @Override
    public String toString() {
        return tally.toString();
    }
}
