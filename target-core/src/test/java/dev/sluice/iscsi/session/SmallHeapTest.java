package dev.sluice.iscsi.session;

import static dev.sluice.iscsi.session.TestCommands.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.Session;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A heap that is full ends the process for everybody, so no initiator may fill it by data that it begins to send and does not end. */
class SmallHeapTest {
    private static final int SESSIONS = 6;
    private static final int DEPTH = 128;
    private static final int MIB = 1 << 20;
    private static final int LONGEST_LIST = 256 << 10;
    private static final int TASK_SET_FULL = 0x28;

    private static LoginOptions initiator(String name) {
        return LoginOptions.normal(TestServer.INITIATOR + ":" + name, TestServer.TARGET);
    }

    private static byte[] writeAtomic(int lba, int blocks) {
        return ByteBuffer.allocate(16)
                .put(0, (byte) 0x9C)
                .putInt(6, lba)
                .putShort(12, (short) blocks)
                .array();
    }

    private static byte[] register(int listBytes) {
        return ByteBuffer.allocate(10).put(0, (byte) 0x5F).putInt(5, listBytes).array();
    }

    /** WRITE (16) of 512 blocks with their protection information, to LUN 1. */
    private static Pdu protectedWrite(Wire wire) {
        byte[] cdb = ByteBuffer.allocate(16)
                .put(0, (byte) 0x8A)
                .put(1, (byte) 0x20)
                .putInt(10, 512)
                .array();
        return unfinished(wire, cdb, 512 * 520).lun(1L << 48);
    }

    /** One of the commands that gather data, with the first of them. */
    private static Pdu gathering(Wire wire, int kind) {
        return switch (kind) {
            case 0 -> unfinished(wire, writeAtomic(0, MIB / TestServer.BLOCK), MIB);
            case 1 -> unfinished(wire, register(LONGEST_LIST), LONGEST_LIST);
            default -> protectedWrite(wire);
        };
    }

    private static Pdu unfinished(Wire wire, byte[] cdb, int bytes) {
        return wire.command(cdb, Wire.WRITE, bytes).data(random(4096));
    }

    /** Number of the commands that were refused; the others wait for data. */
    private static int refusals(Wire wire) {
        int refused = 0;
        int ping = wire.send(wire.ping()).taskTag();
        while (true) {
            Pdu answer = wire.raw().receive();
            if (answer.opcode() == Opcode.NOP_IN && answer.taskTag() == ping) {
                return refused;
            } else if (answer.opcode() == Opcode.SCSI_RESPONSE) {
                assertEquals(TASK_SET_FULL, Wire.status(answer));
                refused++;
            }
        }
    }

    @Test
    void shouldServeASessionWhileOthersGatherAllThatTheyCan() {
        List<Wire> greedy = new ArrayList<>();
        try (SmallHeapServer server = new SmallHeapServer();
                Session session = Session.login(server.address(), initiator("modest"))) {
            for (int i = 0; i < SESSIONS; i++) {
                Wire wire = Wire.ready(server.address(), initiator("greedy" + i));
                greedy.add(wire);
                wire.send(wire.command(Cdb.testUnitReady(), 0, 0).lun(1L << 48));
                wire.receive(Opcode.SCSI_RESPONSE);
                for (int command = 0; command < DEPTH; command++) {
                    wire.send(gathering(wire, i % 3));
                }
                assertTrue(refusals(wire) > 0, "an initiator had more than its part");
                readsAndWrites(session);
            }
            assertTrue(server.isAlive());
            greedy.forEach(Wire::close);
        }
    }

    private static void readsAndWrites(Session session) {
        int lba = 8 * MIB / TestServer.BLOCK;
        for (int bytes : new int[] {TestServer.BLOCK, 64 << 10, 700 << 10}) {
            byte[] data = random(bytes);
            while (!session.execute(TestCommands.write(lba, data)).isGood()) {
                // A new nexus meets a unit attention condition.
            }
            assertArrayEquals(
                    data,
                    session.execute(TestCommands.read(lba, bytes / TestServer.BLOCK))
                            .data());
        }
    }
}
