package dev.sluice.target;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.ScsiResult;
import dev.sluice.initiator.Session;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.iscsi.node.AccessPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reservations as initiators meet them: the holder, another registrant, and one who is not registered (SPC-4 5.9). */
class ReservationTest {
    private static final String TARGET = "iqn.2026-01.dev.sluice:reserved";
    private static final int CONFLICT = 0x18;
    private static final int CHECK_CONDITION = 2;

    private static final int REGISTER = 0;
    private static final int RESERVE = 1;
    private static final int RELEASE = 2;
    private static final int CLEAR = 3;
    private static final int PREEMPT_AND_ABORT = 5;
    private static final int MOVE = 7;

    @TempDir
    private Path folder;

    private SluiceServer server;

    private void start(Path state) throws IOException {
        LunDefinition disk = TestServer.disk(new RamDevice(1 << 20, "reserved"), 512);
        PortalGroupDefinition first = new PortalGroupDefinition(1, new AccessPolicy.Everyone(), Map.of(0, disk))
                .reachedBy(new InetSocketAddress("127.0.0.1", 0));
        server = SluiceServer.start(
                ServerSettings.builder()
                        .listen(List.of(new InetSocketAddress("127.0.0.1", 0)))
                        .cores(2)
                        .stateDirectory(state)
                        .build(),
                List.of(new TargetDefinition(TARGET, "", List.of(first))));
    }

    @AfterEach
    void stop() {
        assertTrue(server.shutdown(Duration.ofSeconds(10)));
    }

    private Session login(String name) {
        try (Session discovery = Session.login(
                server.listeningAddresses().getFirst(), LoginOptions.discovery("iqn.2026-01.dev.sluice:scout"))) {
            String address = discovery.sendTargets("All").stream()
                    .filter(pair -> pair.getKey().equals("TargetAddress"))
                    .findFirst()
                    .orElseThrow()
                    .getValue();
            int port = Integer.parseInt(address.substring(address.indexOf(':') + 1, address.indexOf(',')));
            Session session = Session.login(
                    new InetSocketAddress("127.0.0.1", port),
                    LoginOptions.normal("iqn.2026-01.dev.sluice:" + name, TARGET));
            session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
            return session;
        }
    }

    private static int status(Session session, byte[] cdb) {
        return session.execute(ScsiCommand.none(0, cdb)).status();
    }

    private static int read(Session session) {
        return session.execute(ScsiCommand.read(0, Cdb.read10(0, 1), 512)).status();
    }

    private static int write(Session session) {
        return session.execute(ScsiCommand.write(0, Cdb.write10(0, 1), new byte[512]))
                .status();
    }

    private static byte[] hex(String cdb) {
        return java.util.HexFormat.ofDelimiter(" ").parseHex(cdb);
    }

    private static ScsiResult out(Session session, int action, int type, long key, long actionKey, int flags) {
        byte[] list = ByteBuffer.allocate(24)
                .putLong(key)
                .putLong(actionKey)
                .putInt(0)
                .put((byte) flags)
                .array();
        return out(session, action, type, list);
    }

    private static ScsiResult out(Session session, int action, int type, byte[] list) {
        byte[] cdb = ByteBuffer.allocate(10)
                .put((byte) 0x5F)
                .put((byte) action)
                .put((byte) type)
                .putShort((short) 0)
                .putInt(list.length)
                .array();
        return session.execute(ScsiCommand.write(0, cdb, list));
    }

    private static void register(Session session, long key) {
        assertTrue(out(session, REGISTER, 0, 0, key, 0).isGood());
    }

    private static byte[] in(Session session, int action) {
        byte[] cdb = {0x5E, (byte) action, 0, 0, 0, 0, 0, 4, 0, 0};
        return session.execute(ScsiCommand.read(0, cdb, 1024)).data();
    }

    private static int attention(Session session) {
        ScsiResult result = session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
        return result.status() == CHECK_CONDITION ? (result.sense()[12] & 0xFF) << 8 | result.sense()[13] & 0xFF : 0;
    }

    /** Table 66 of SPC-4 and table 13 of SBC-3. */
    @ParameterizedTest
    @CsvSource({
        "1, false, true",
        "3, false, false",
        "5, true, true",
        "6, true, false",
        "7, true, true",
        "8, true, false"
    })
    void shouldKeepFromOthersWhatTheTypeSays(int type, boolean registrantsToo, boolean readersToo) throws IOException {
        start(null);
        try (Session holder = login("holder");
                Session registrant = login("registrant");
                Session stranger = login("stranger")) {
            register(holder, 1);
            register(registrant, 2);
            assertTrue(out(holder, RESERVE, type, 1, 0, 0).isGood());

            assertEquals(0, read(holder));
            assertEquals(0, write(holder));
            assertEquals(registrantsToo ? 0 : CONFLICT, write(registrant));
            assertEquals(registrantsToo || readersToo ? 0 : CONFLICT, read(registrant));
            assertEquals(CONFLICT, write(stranger));
            assertEquals(readersToo ? 0 : CONFLICT, read(stranger));
            int reader = readersToo ? 0 : CONFLICT;
            assertEquals(reader, status(stranger, hex("2F 00 00 00 00 00 00 00 01 00")), "VERIFY");
            assertEquals(
                    reader,
                    stranger.execute(ScsiCommand.read(0, hex("1A 00 3F 00 FF 00"), 255))
                            .status(),
                    "MODE SENSE");
            for (String shutOut : List.of(
                    "35 00 00 00 00 00 00 00 00 00", // SYNCHRONIZE CACHE
                    "1B 00 00 00 00 00", // START STOP UNIT, stop
                    "16 00 00 00 00 00", // RESERVE
                    "17 00 00 00 00 00", // RELEASE
                    "55 10 00 00 00 00 00 00 00 00")) { // MODE SELECT
                assertEquals(CONFLICT, status(stranger, hex(shutOut)), shutOut);
            }
            for (String open : List.of(
                    "00 00 00 00 00 00", // TEST UNIT READY
                    "1B 00 00 00 01 00")) { // START STOP UNIT, start
                assertEquals(0, status(stranger, hex(open)), open);
            }
            assertTrue(
                    stranger.execute(ScsiCommand.read(0, Cdb.inquiry(96), 96)).isGood());
            assertTrue(stranger.execute(ScsiCommand.read(0, Cdb.reportLuns(16), 16))
                    .isGood());
            assertTrue(stranger.execute(ScsiCommand.read(0, Cdb.readCapacity10(), 8))
                    .isGood());
            assertTrue(stranger.execute(ScsiCommand.read(0, Cdb.requestSense(18), 18))
                    .isGood());
            assertEquals(24, in(stranger, 1).length);
            assertEquals(CONFLICT, out(stranger, RESERVE, type, 0, 0, 0).status());
            assertEquals(CONFLICT, out(stranger, CLEAR, 0, 0, 0, 0).status());

            assertTrue(out(holder, RELEASE, type, 1, 0, 0).isGood());
            assertEquals(registrantsToo ? 0x2A04 : 0, attention(registrant));
            assertEquals(0, write(stranger));
        }
    }

    @Test
    void shouldTellEverythingThatThereIs() throws IOException {
        start(null);
        try (Session holder = login("holder");
                Session registrant = login("registrant")) {
            register(holder, 0x1122334455667788L);
            register(registrant, 2);
            assertTrue(out(holder, RESERVE, 5, 0x1122334455667788L, 0, 0).isGood());
            assertArrayEquals(
                    hex("00 00 00 02 00 00 00 10 11 22 33 44 55 66 77 88 00 00 00 00 00 00 00 02"), in(registrant, 0));
            assertArrayEquals(
                    hex("00 00 00 02 00 00 00 10 11 22 33 44 55 66 77 88 00 00 00 00 00 05 00 00"), in(registrant, 1));
            assertArrayEquals(hex("00 08 1C 80 EA 01 00 00"), in(registrant, 2));
            byte[] full = in(registrant, 3);
            assertArrayEquals(hex("11 22 33 44 55 66 77 88 00 00 00 00 01 05 00 00 00 00 00 01"), slice(full, 8, 20));
            String text = new String(full, StandardCharsets.US_ASCII);
            assertTrue(text.contains("iqn.2026-01.dev.sluice:holder,i,0x"), text);
            assertTrue(text.contains("iqn.2026-01.dev.sluice:registrant,i,0x"), text);
            assertEquals(0, out(registrant, REGISTER, 0, 2, 0, 0).status());
            assertEquals(CHECK_CONDITION, out(holder, REGISTER, 0, 0, 3, 1).status(), "nothing is kept here");
        }
    }

    private static byte[] slice(byte[] bytes, int from, int length) {
        return java.util.Arrays.copyOfRange(bytes, from, from + length);
    }

    @Test
    void shouldAbortTheTasksOfThoseThatArePreempted() throws IOException {
        start(null);
        try (Session holder = login("holder");
                Session registrant = login("registrant")) {
            register(holder, 1);
            register(registrant, 2);
            assertTrue(out(holder, RESERVE, 1, 1, 0, 0).isGood());
            assertTrue(out(registrant, PREEMPT_AND_ABORT, 1, 2, 1, 0).isGood());
            assertEquals(0x2A05, attention(holder));
            assertEquals(CONFLICT, write(holder));
            assertEquals(0, write(registrant));
        }
    }

    @Test
    void shouldGiveTheReservationToAnother() throws IOException {
        start(null);
        try (Session holder = login("holder");
                Session heir = login("heir")) {
            register(holder, 1);
            register(heir, 2);
            String port = new String(in(heir, 3), StandardCharsets.US_ASCII);
            int at = port.indexOf("iqn.2026-01.dev.sluice:heir,i,0x");
            byte[] name = port.substring(at, port.indexOf('\0', at)).getBytes(StandardCharsets.US_ASCII);
            assertTrue(out(heir, REGISTER, 0, 2, 0, 0).isGood());
            assertTrue(out(holder, RESERVE, 3, 1, 0, 0).isGood());
            byte[] list = ByteBuffer.allocate(24 + 4 + (name.length + 4 & ~3))
                    .putLong(1)
                    .putLong(9)
                    .put((byte) 0)
                    .put((byte) 2)
                    .putShort((short) 1)
                    .putInt(4 + (name.length + 4 & ~3))
                    .put((byte) 0x45)
                    .put((byte) 0)
                    .putShort((short) (name.length + 4 & ~3))
                    .put(name)
                    .array();
            assertTrue(out(holder, MOVE, 0, list).isGood());
            assertEquals(0, write(heir));
            assertEquals(CONFLICT, read(holder));
        }
    }

    /** SPC-2 5.5: for everything but a few commands, and gone with the session. */
    @Test
    void shouldReserveAsOldInitiatorsDo() throws IOException {
        start(null);
        try (Session other = login("other")) {
            try (Session holder = login("holder")) {
                assertEquals(0, status(holder, hex("16 00 00 00 00 00")));
                assertEquals(0, write(holder));
                assertEquals(CONFLICT, read(other));
                assertEquals(CONFLICT, status(other, Cdb.testUnitReady()));
                assertEquals(CONFLICT, status(other, hex("16 00 00 00 00 00")));
                assertEquals(CONFLICT, out(holder, REGISTER, 0, 0, 1, 0).status());
                assertEquals(0, status(other, hex("17 00 00 00 00 00")), "RELEASE by another does nothing");
                assertEquals(CONFLICT, read(other));
                assertTrue(
                        other.execute(ScsiCommand.read(0, Cdb.inquiry(96), 96)).isGood());
                holder.logout();
            }
            // The session ends on its own loop, a moment after its logout was answered.
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (read(other) == CONFLICT) {
                assertTrue(System.nanoTime() < deadline, "still reserved");
            }
            assertEquals(0, read(other));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5F 00 00 00 00 00 00 00 17 00", // a short list
                "5F 00 00 00 00 00 00 00 19 00", // a long one without TransportIDs
                "5F 01 02 00 00 00 00 00 18 00", // no type
                "5F 01 11 00 00 00 00 00 18 00", // no scope
                "5F 08 00 00 00 00 00 00 18 00", // no service action
                "5F 07 00 00 00 00 00 00 18 00" // REGISTER AND MOVE to nobody
            })
    void shouldRefuseWhatMakesNoSense(String cdb) throws IOException {
        start(null);
        try (Session session = login("holder")) {
            byte[] bytes = hex(cdb);
            assertEquals(
                    CHECK_CONDITION,
                    session.execute(ScsiCommand.write(0, bytes, new byte[bytes[8]]))
                            .status());
        }
    }

    @Test
    void shouldOutliveARestartWhenAsked() throws IOException {
        start(folder);
        try (Session holder = login("holder");
                Session other = login("other")) {
            assertTrue(out(holder, REGISTER, 0, 0, 1, 1).isGood());
            assertTrue(out(holder, RESERVE, 3, 1, 0, 0).isGood());
            assertArrayEquals(hex("00 08 1D 81 EA 01 00 00"), in(other, 2));
        }
        stop();
        start(folder);
        try (Session holder = login("holder");
                Session other = login("other")) {
            assertEquals(CONFLICT, read(other));
            assertEquals(0, write(holder));
            assertTrue(out(holder, REGISTER, 0, 1, 2, 0).isGood());
        }
        stop();
        start(folder);
        try (Session other = login("other")) {
            assertEquals(0, write(other), "its last wish was not to outlive it");
        }
    }
}
