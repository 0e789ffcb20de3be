package dev.sluice.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.iscsi.node.AccessPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A server that starts with nothing and is changed by a test; when it closes, all buffers must be home. */
final class ChangingServer implements AutoCloseable {
    static final String INITIATOR = "iqn.2026-01.dev.sluice:initiator";
    static final String NAME = "iqn.2026-01.dev.sluice:";
    static final AccessPolicy EVERYONE = new AccessPolicy.Everyone();
    static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);
    static final int REPORTED_LUNS_CHANGED = 0x3F0E;
    private static final int SCSI_EVENT = 0;

    final SluiceServer server;
    private InetSocketAddress portal = ANY_PORT;

    ChangingServer(int cores) throws IOException {
        server = SluiceServer.start(
                ServerSettings.builder().cores(cores).bufferMemory(64L << 20).build(), List.of());
    }

    /** Adds a target of one group, all of them behind one portal; returns its name. */
    String add(String suffix, AccessPolicy access, Map<Integer, LunDefinition> luns) throws IOException {
        server.addTarget(new TargetDefinition(
                NAME + suffix, "", List.of(new PortalGroupDefinition(1, access, luns).reachedBy(portal))));
        portal = server.portals(NAME + suffix, 1).getFirst();
        return NAME + suffix;
    }

    InetSocketAddress portal() {
        return portal;
    }

    /** A session past the unit attention conditions of its LUNs. */
    Session login(String target, String initiator, int... luns) {
        Session session = Session.login(portal, LoginOptions.normal(initiator, target));
        for (int lun : luns) {
            assertEquals(
                    0x06,
                    session.execute(ScsiCommand.none(lun, Cdb.testUnitReady())).senseKey());
        }
        return session;
    }

    List<Map.Entry<String, String>> discover(String initiator) {
        try (Session discovery = Session.login(portal, LoginOptions.discovery(initiator))) {
            return discovery.sendTargets("All");
        }
    }

    static List<Integer> luns(Session session) {
        ByteBuffer data = ByteBuffer.wrap(
                session.execute(ScsiCommand.read(0, Cdb.reportLuns(1024), 1024)).data());
        List<Integer> luns = new ArrayList<>();
        for (int i = data.getInt() / 8; i > 0; i--) {
            data.getInt();
            luns.add((int) (data.getLong() >>> 48));
            data.position(data.position() - 4);
        }
        return luns;
    }

    /** Takes PDUs until there is an async message other than those for unit attentions; returns its event code and time. */
    static Pdu awaitEvent(Session session) {
        while (true) {
            for (Pdu message : session.asyncMessages()) {
                if (message.get8(36) != SCSI_EVENT) {
                    return message;
                }
            }
            session.pump();
        }
    }

    /** Reads what comes until the target closes; returns the last async message. */
    static Pdu awaitClose(Session session) {
        Pdu last = null;
        for (Pdu next; (next = session.connection().receive()) != null; ) {
            last = next.opcode() == Opcode.ASYNC_MESSAGE ? next : last;
        }
        session.drop();
        return last;
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it does not come about");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    @Override
    public void close() {
        assertTrue(server.shutdown(Duration.ofSeconds(10)));
        for (IoLoop loop : server.loops()) {
            assertEquals(0, loop.transferBuffers().outstanding(), "transfer buffers not home");
            assertEquals(0, loop.solicitedBuffers().outstanding(), "solicited buffers not home");
        }
    }
}
