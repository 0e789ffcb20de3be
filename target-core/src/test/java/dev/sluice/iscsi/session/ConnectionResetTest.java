package dev.sluice.iscsi.session;

import static dev.sluice.iscsi.session.TestCommands.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.Session;
import dev.sluice.iscsi.chap.Authentication;
import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.chap.ChapSecret;
import dev.sluice.iscsi.chap.ChapUser;
import dev.sluice.iscsi.report.ConnectionCounts;
import dev.sluice.testing.Seed;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that are reset, at any moment of their life: each gives back all that it had. */
@Timeout(120)
class ConnectionResetTest {
    private static final int TIMES = 1500;
    private static final String DISCOVERY = "SessionType=Discovery\0";
    private static final String NORMAL = "SessionType=Normal\0TargetName=" + TestServer.TARGET + "\0";

    private static final ConnectionCounts NOTHING = new ConnectionCounts(0, 0, 0, 0);
    /** Its staging memory and its struct for sends are all that is lent. */
    private static final ConnectionCounts ONE_SESSION = new ConnectionCounts(1, 0, 0, 2);

    private enum Moment {
        CONNECTED,
        WITHIN_A_HEADER,
        WITHIN_DATA,
        LOGIN_SENT,
        DISCOVERY_LOGIN_SENT,
        LOGGED_IN_TO_DISCOVERY,
        LOGGED_IN,
        COMMANDS_OPEN
    }

    private static void play(TestServer server, Moment moment, int number, Random random) {
        Stranger stranger = new Stranger(server.address());
        String name = TestServer.INITIATOR + number;
        byte[] login = Stranger.login(name, NORMAL, number);
        byte[] discovery = Stranger.login(name, DISCOVERY, number);
        switch (moment) {
            case CONNECTED -> {}
            case WITHIN_A_HEADER -> stranger.send(login, 1 + random.nextInt(Stranger.HEADER - 1));
            case WITHIN_DATA -> stranger.send(login, Stranger.HEADER + random.nextInt(login.length - Stranger.HEADER));
            case LOGIN_SENT -> stranger.send(login);
            case DISCOVERY_LOGIN_SENT -> stranger.send(discovery);
            case LOGGED_IN_TO_DISCOVERY ->
                assertEquals(0, stranger.send(discovery).loginStatus());
            case LOGGED_IN -> assertEquals(0, stranger.send(login).loginStatus());
            case COMMANDS_OPEN -> {
                assertEquals(0, stranger.send(login).loginStatus());
                stranger.send(commands());
            }
        }
        stranger.reset();
    }

    /** Reads of 64 KiB, and a ping of which half has come. */
    private static byte[] commands() {
        Pdu[] pdus = new Pdu[4];
        for (int i = 0; i < pdus.length; i++) {
            pdus[i] = RawSession.command(Cdb.read10(i * 128L, 128), 128 * TestServer.BLOCK)
                    .taskTag(i)
                    .cmdSn(1 + i);
        }
        byte[] ping = new Pdu(Opcode.NOP_OUT)
                .immediate()
                .asFinal()
                .taskTag(9)
                .transferTag(Pdu.RESERVED_TAG)
                .data(new byte[1000])
                .encode(false, false);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Pdu pdu : pdus) {
            all.writeBytes(pdu.encode(false, false));
        }
        all.write(ping, 0, 500);
        return all.toByteArray();
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveBackAllWhenAConnectionIsReset(Moment moment) {
        long seed = Seed.of("ConnectionResetTest");
        Random random = new Random(seed);
        try (TestServer server = new TestServer(from -> from.cores(2));
                Session there = TestServer.ready(server)) {
            int times = moment.compareTo(Moment.LOGIN_SENT) < 0 ? TIMES : TIMES / 5;
            for (int i = 0; i < times; i++) {
                play(server, moment, i, random);
            }
            server.awaitHoldings(ONE_SESSION);
            assertTrue(there.execute(read(0, 1)).isGood(), "seed " + seed);
            try (Session next = server.login(TestServer.options().isidQualifier(2))) {
                assertTrue(next.window() > 0);
            }
        }
    }

    @Test
    void shouldGiveBackAllWhenAConnectionIsResetWithinChap() {
        ChapUser user = new ChapUser("user", ChapSecret.of("a secret of some length"));
        AuthenticationRules rules = AuthenticationRules.of(Authentication.chap(user));
        try (TestServer server = new TestServer(from -> from.discoveryAuthentication(rules))) {
            for (int i = 0; i < 300; i++) {
                Stranger stranger = new Stranger(server.address());
                String text = "InitiatorName=" + TestServer.INITIATOR + "\0" + DISCOVERY + "AuthMethod=CHAP\0";
                stranger.send(Stranger.login(0, 1, text, i));
                assertEquals(0, stranger.loginStatus());
                if (i % 2 == 0) {
                    stranger.send(Stranger.login(0, 1, "CHAP_A=5\0", i)).loginStatus();
                }
                stranger.reset();
            }
            server.awaitHoldings(NOTHING);
        }
    }

    @Test
    void shouldGiveBackAllWhenAConnectionMovesToAnotherLoopAndIsReset() {
        try (TestServer server = new TestServer(from -> from.cores(2));
                RawSession session = new RawSession(server, TestServer.options())) {
            int tsih = session.lead().tsih();
            for (int i = 0; i < 300; i++) {
                byte[] join = Stranger.login(TestServer.INITIATOR, NORMAL, 1);
                join[14] = (byte) (tsih >>> 8);
                join[15] = (byte) tsih;
                new Stranger(server.address()).send(join).reset();
            }
            server.awaitHoldings(ONE_SESSION);
        }
    }

    @Test
    void shouldKnowWhoHasConnectedWhenItIsResetBeforeAnybodyLooks() {
        try (TestServer server = new TestServer()) {
            for (int i = 0; i < 50; i++) {
                new Stranger(server.address(), "127.0.0.77").reset();
            }
            server.awaitHoldings(NOTHING);
            assertTrue(server.journal().about("127.0.0.77").stream()
                    .anyMatch(entry -> entry.text().contains("127.0.0.77")));
            try (Session next = server.login(LoginOptions.discovery(TestServer.INITIATOR))) {
                assertTrue(next.window() > 0);
            }
        }
    }
}
