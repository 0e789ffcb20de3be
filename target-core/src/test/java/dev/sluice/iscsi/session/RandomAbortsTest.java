package dev.sluice.iscsi.session;

import static dev.sluice.iscsi.session.TestCommands.random;
import static dev.sluice.iscsi.session.TestCommands.read;
import static dev.sluice.iscsi.session.TestCommands.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.InitiatorTask;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.testing.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Sessions that read, write and abort each other's tasks at random on a disk that stops now and then. Every function is
 * answered, every window is open at the end, and {@link TestServer} counts buffers.
 */
class RandomAbortsTest {
    private static final int DEPTH = 16;
    private static final int STEPS = 1500;
    private static final int ABORT_TASK = 1;
    private static final int LOGICAL_UNIT_RESET = 5;
    private static final int[] FUNCTIONS = {
        ABORT_TASK, ABORT_TASK, ABORT_TASK, 2, 2, 4, LOGICAL_UNIT_RESET, 6, 9, 10, 11, 12
    };
    private static final String[] REPORTING = {"RFC3720", "ResponseFence", "FastAbort"};

    /** A session with what it has asked for. */
    private static final class User {
        final Session session;
        final List<InitiatorTask> tasks = new ArrayList<>();
        final List<Integer> functions = new ArrayList<>();

        User(Session session) {
            this.session = session;
        }

        void act(Random random) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> tasks.add(session.submit(read(random.nextInt(1000), 1 + random.nextInt(200))));
                case 3, 4 ->
                    tasks.add(session.submit(write(random.nextInt(1000), random(512 * (1 + random.nextInt(400))))));
                case 5 -> functions.add(session.sendImmediate(function(random)));
                case 6 ->
                    functions.add(
                            random.nextBoolean()
                                    ? session.sendInOrder(function(random))
                                    : session.sendImmediate(function(random)));
                default -> session.nop(new byte[random.nextInt(100)]);
            }
        }

        private Pdu function(Random random) {
            Pdu pdu = new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                    .flags(0x80 | FUNCTIONS[random.nextInt(FUNCTIONS.length)])
                    .transferTag(Pdu.RESERVED_TAG);
            if (!tasks.isEmpty()) {
                InitiatorTask task = tasks.get(Math.max(0, tasks.size() - 1 - random.nextInt(DEPTH)));
                pdu.transferTag(task.taskTag()).set32(32, task.cmdSn());
            }
            return pdu;
        }

        void settle() {
            for (int tag : functions) {
                assertTrue(session.awaitReply(tag).get8(2) <= 7);
            }
            assertEquals(0, session.manageTasks(LOGICAL_UNIT_RESET, 0, null));
        }

        void verify() {
            tasks.forEach(session::forget);
            while (!session.execute(ScsiCommand.none(0, Cdb.testUnitReady())).isGood()) {}
            byte[] data = random(256 << 10);
            assertTrue(session.execute(write(0, data)).isGood());
            assertArrayEquals(data, session.execute(read(0, 512)).data());
            session.nop(new byte[0]);
            assertEquals(DEPTH, session.window());
        }
    }

    @Test
    void shouldAnswerAllAndLoseNothingWhateverIsAborted() {
        Random random = Seed.random("random aborts");
        try (TestServer server =
                new TestServer(from -> TestServer.settings(from.cores(2), DEPTH, 8, 30, 30, TargetLimits.DEFAULT))) {
            List<User> users = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                users.add(new User(TestServer.ready(
                        server,
                        TestServer.options()
                                .isidQualifier(i)
                                .key("ImmediateData", random.nextBoolean() ? "Yes" : "No")
                                .key("MaxOutstandingR2T", 1 + random.nextInt(4))
                                .key("MaxBurstLength", 32 << 10)
                                .key("FirstBurstLength", 16 << 10)
                                .key("iSCSIProtocolLevel", 2)
                                .key("TaskReporting", REPORTING[random.nextInt(REPORTING.length)]))));
            }
            for (int step = 0; step < STEPS; step++) {
                User user = users.get(random.nextInt(users.size()));
                int luck = random.nextInt(20);
                if (luck == 0) {
                    server.device.hold(0);
                } else if (luck < 3 || user.session.window() <= 1) {
                    server.device.release();
                }
                user.act(random);
            }
            server.device.release();
            users.forEach(User::settle);
            users.forEach(User::verify);
            users.forEach(user -> user.session.close());
        }
    }
}
