package dev.sluice.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.InitiatorTask;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.ScsiResult;
import dev.sluice.initiator.Session;
import dev.sluice.io.device.BlockOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WRITE, WRITE AND VERIFY and VERIFY of several pieces, on a disk whose requests overtake each other, fail, or change nothing. */
class VerifiedWriteTest {
    private static final int BLOCK = SimulatedTarget.BLOCK;
    private static final int BLOCKS = 2400;
    private static final int LENGTH = BLOCKS * BLOCK;
    private static final int WRITE = 0x8a;
    private static final int WRITE_AND_VERIFY = 0x8e;
    private static final int VERIFY = 0x8f;
    private static final int COMPARE = 0x02;
    private static final int MEDIUM_ERROR = 0x3;
    private static final int MISCOMPARE = 0xe;
    private static final int ABORT_TASK = 1;

    private final Simulation simulation = Simulation.of("verified writes");
    private final byte[] data = new byte[LENGTH];
    private SimulatedTarget target;
    private Session session;

    @BeforeEach
    void start() {
        simulation.random().nextBytes(data);
        target = new SimulatedTarget(simulation, SimulatedTarget.Settings.DEFAULT.withoutPings());
        session = target.login(SimulatedTarget.options(1));
        session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
    }

    @AfterEach
    void stop() {
        session.close();
        target.stop();
    }

    private static ScsiCommand command(int opcode, int flags, int lba, byte[] bytes) {
        byte[] cdb = Cdb.write16(lba, bytes.length / BLOCK);
        cdb[0] = (byte) opcode;
        cdb[1] = (byte) flags;
        return ScsiCommand.write(0, cdb, bytes);
    }

    private ScsiResult execute(int opcode, int flags, byte[] bytes) {
        return session.execute(command(opcode, flags, 0, bytes));
    }

    private byte[] contents(int blocks) {
        return session.execute(ScsiCommand.read(0, Cdb.read16(0, blocks), blocks * BLOCK))
                .data();
    }

    private byte[] withOther(int index) {
        byte[] other = data.clone();
        other[index]++;
        return other;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, COMPARE})
    void shouldWriteAndReadBackWhenTheMediumIsWell(int flags) {
        int before = target.disk().count(BlockOperation.READ);
        assertTrue(execute(WRITE_AND_VERIFY, flags, data).isGood());
        assertTrue(target.disk().count(BlockOperation.READ) > before, "nothing is read back");
        assertArrayEquals(data, contents(BLOCKS));
    }

    @Test
    void shouldReadNothingBackWhenAWriteDoesNotVerify() {
        int before = target.disk().count(BlockOperation.READ);
        assertTrue(execute(WRITE, 0, data).isGood());
        assertEquals(before, target.disk().count(BlockOperation.READ));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, BLOCKS / 2, BLOCKS - 1})
    void shouldFindALostWriteWhenItComparesAndOnlyThen(int block) {
        target.disk().loseWritesAt((long) block * BLOCK);
        assertTrue(execute(WRITE_AND_VERIFY, 0, data).isGood());
        assertEquals(MISCOMPARE, execute(WRITE_AND_VERIFY, COMPARE, data).senseKey());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, LENGTH / 2, LENGTH - 1})
    void shouldMiscompareWhenOneByteDiffers(int index) {
        assertTrue(execute(WRITE, 0, data).isGood());
        assertTrue(execute(VERIFY, COMPARE, data).isGood());
        assertEquals(MISCOMPARE, execute(VERIFY, COMPARE, withOther(index)).senseKey());
        assertTrue(execute(VERIFY, COMPARE, data).isGood(), "VERIFY writes");
    }

    @Test
    void shouldForceOnlyWritesThatAskForIt() {
        execute(WRITE, 0, data);
        assertEquals(0, target.disk().forcedWrites());
        execute(VERIFY, COMPARE, data);
        assertEquals(0, target.disk().forcedWrites());
        execute(WRITE, 0x08, Arrays.copyOf(data, BLOCK));
        assertEquals(1, target.disk().forcedWrites());
        execute(WRITE_AND_VERIFY, 0, Arrays.copyOf(data, BLOCK));
        assertEquals(2, target.disk().forcedWrites());
    }

    @Test
    void shouldEndAtOnceWhenNothingIsToBeWritten() {
        assertTrue(session.execute(ScsiCommand.none(0, Cdb.write16(0, 0))).isGood());
        assertEquals(0, target.disk().count(BlockOperation.WRITE));
    }

    @Test
    void shouldWriteWholeBlocksThatThereAreWhenTheInitiatorSendsFewer() {
        byte[] some = Arrays.copyOf(data, 3 * BLOCK);
        ScsiResult result = session.execute(ScsiCommand.write(0, Cdb.write16(0, 5), some));
        assertTrue(result.isGood());
        assertTrue(result.overflow());
        assertEquals(2 * BLOCK, result.residual());
        assertArrayEquals(Arrays.copyOf(some, 5 * BLOCK), contents(5));
    }

    @Test
    void shouldTakeNoMoreThanTheCommandWantsWhenTheInitiatorOffersMore() {
        byte[] more = Arrays.copyOf(data, 5 * BLOCK);
        ScsiResult result =
                session.execute(ScsiCommand.write(0, Cdb.write16(0, 3), more).unsolicited(0, 0));
        assertTrue(result.isGood());
        assertTrue(result.underflow());
        assertEquals(2 * BLOCK, result.residual());
        assertArrayEquals(Arrays.copyOf(Arrays.copyOf(data, 3 * BLOCK), 5 * BLOCK), contents(5));
    }

    @Test
    void shouldRefuseDataThatEndWithinABlockOrAreTooFewToCompare() {
        byte[] odd = Arrays.copyOf(data, 2 * BLOCK + 100);
        assertFalse(
                session.execute(ScsiCommand.write(0, Cdb.write16(0, 5), odd)).isGood());
        byte[] cdb = Cdb.write16(0, 5);
        cdb[0] = (byte) VERIFY;
        cdb[1] = COMPARE;
        assertFalse(
                session.execute(ScsiCommand.write(0, cdb, new byte[3 * BLOCK])).isGood());
        assertArrayEquals(new byte[5 * BLOCK], contents(5));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, BLOCKS / 2, BLOCKS - 1})
    void shouldReportAnErrorOfTheMediumWhenAllRequestsHaveEnded(int block) {
        target.disk().fail(BlockOperation.WRITE, (long) block * BLOCK);
        for (int opcode : new int[] {WRITE, WRITE_AND_VERIFY}) {
            assertEquals(MEDIUM_ERROR, execute(opcode, 0, data).senseKey());
        }
        target.disk().fail(BlockOperation.READ, (long) block * BLOCK);
        for (int opcode : new int[] {WRITE_AND_VERIFY, VERIFY}) {
            // A command that failed may have left blocks that do not compare.
            assertTrue(execute(WRITE, 0, data).isGood());
            assertEquals(MEDIUM_ERROR, execute(opcode, COMPARE, data).senseKey());
        }
        target.disk().fail(BlockOperation.FLUSH, 0);
        assertTrue(execute(WRITE_AND_VERIFY, COMPARE, data).isGood());
    }

    /** The memory for what is read back is that of two or three commands. */
    @Test
    void shouldServeAllWhenTheyWaitForMemory() {
        assertTrue(execute(WRITE, 0, data).isGood());
        List<InitiatorTask> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            tasks.add(session.submit(command(VERIFY, COMPARE, 0, i == 5 ? withOther(LENGTH / 3) : data)));
        }
        for (int i = 0; i < 8; i++) {
            assertEquals(i == 5 ? MISCOMPARE : -1, session.await(tasks.get(i)).senseKey());
        }
    }

    private int sendAbort(InitiatorTask task) {
        return session.sendImmediate(new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                .flags(0x80 | ABORT_TASK)
                .transferTag(task.taskTag())
                .set32(32, task.cmdSn()));
    }

    @ParameterizedTest
    @ValueSource(ints = {WRITE, WRITE_AND_VERIFY, VERIFY})
    void shouldAnswerAnAbortWhenTheDiskHasNoRequestMore(int opcode) {
        List<InitiatorTask> tasks = new ArrayList<>();
        target.disk().hold();
        for (int i = 0; i < 4; i++) {
            InitiatorTask task = session.submit(command(opcode, opcode == WRITE ? 0 : COMPARE, 0, data));
            tasks.add(task);
            session.nop(new byte[1]);
        }
        simulation.run(Duration.ofSeconds(1));
        assertTrue(target.disk().held() > 0);
        List<Integer> aborts = new ArrayList<>();
        for (InitiatorTask task : tasks) {
            aborts.add(sendAbort(task));
        }
        session.nop(new byte[1]);
        target.disk().release();
        for (int abort : aborts) {
            assertEquals(0, session.awaitReply(abort).get8(2));
        }
        tasks.forEach(session::forget);
        assertTrue(execute(WRITE_AND_VERIFY, COMPARE, data).isGood());
        assertArrayEquals(data, contents(BLOCKS));
    }
}
