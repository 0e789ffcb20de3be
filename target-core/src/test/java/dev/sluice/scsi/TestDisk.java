package dev.sluice.scsi;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.scsi.disk.Disks;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.port.TargetPort;
import dev.sluice.scsi.unit.ChannelOpener;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.NexusListener;
import java.util.HexFormat;
import java.util.function.Consumer;

/** A target with one disk at LUN 0, and an initiator on each of two loops that has seen its first unit attention. */
final class TestDisk implements AutoCloseable {
    static final String TARGET = "iqn.2026-01.dev.sluice:test";

    final BlockDevice device;
    final LogicalUnit unit;
    final TargetPort target;
    final ItNexus nexus;
    final ItNexus other;

    TestDisk(BlockDevice device, LogicalUnitSettings settings) {
        this(device, Disks.unit(settings, device, ChannelOpener.INLINE));
    }

    TestDisk(BlockDevice device, LogicalUnit unit) {
        this.device = device;
        this.unit = unit;
        target = Disks.target(TARGET, 1);
        target.map(0, unit);
        nexus = TestLoops.on(
                TestLoops.first(), () -> target.attach("initiator,i,1", TestLoops.first(), NexusListener.NONE));
        other = TestLoops.on(
                TestLoops.second(), () -> target.attach("initiator,i,2", TestLoops.second(), NexusListener.NONE));
    }

    /** Lets both initiators see their first unit attention. */
    TestDisk greeted() {
        execute(nexus, "00 00 00 00 00 00");
        execute(other, "00 00 00 00 00 00");
        return this;
    }

    TaskResult execute(String cdb) {
        return execute(nexus, cdb);
    }

    TaskResult execute(ItNexus from, String cdb) {
        return execute(from, 0, cdb, 1 << 20, new byte[0], transport -> {});
    }

    TaskResult execute(String cdb, byte[] dataOut) {
        return execute(nexus, 0, cdb, 0, dataOut, transport -> {});
    }

    TaskResult execute(
            ItNexus from, long lun, String cdb, long expectedIn, byte[] dataOut, Consumer<TestTransport> script) {
        return TestLoops.await(start(from, lun, cdb, expectedIn, dataOut, script).ended);
    }

    /** Starts a task, and returns when {@link TargetPort#execute} has. */
    TestTransport start(
            ItNexus from, long lun, String cdb, long expectedIn, byte[] dataOut, Consumer<TestTransport> script) {
        return start(from, lun, HexFormat.ofDelimiter(" ").parseHex(cdb), expectedIn, dataOut, script);
    }

    /** Starts a task with that attribute on LUN 0. */
    TestTransport start(ItNexus from, TaskAttribute attribute, String cdb) {
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(cdb);
        return start(from, attribute, 0, bytes, 1 << 20, new byte[0], transport -> {});
    }

    TestTransport start(
            ItNexus from, long lun, byte[] cdb, long expectedIn, byte[] dataOut, Consumer<TestTransport> script) {
        return start(from, TaskAttribute.SIMPLE, lun, cdb, expectedIn, dataOut, script);
    }

    private TestTransport start(
            ItNexus from,
            TaskAttribute attribute,
            long lun,
            byte[] cdb,
            long expectedIn,
            byte[] dataOut,
            Consumer<TestTransport> script) {
        return TestLoops.on(from.loop(), () -> {
            TestTransport transport = new TestTransport(from.loop());
            script.accept(transport);
            return startHere(transport, from, attribute, lun, cdb, expectedIn, dataOut);
        });
    }

    /** Starts a simple task on LUN 0, on the loop of the nexus. */
    TestTransport startHere(ItNexus from, String cdb, byte[] dataOut) {
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(cdb);
        return startHere(
                new TestTransport(from.loop()),
                from,
                TaskAttribute.SIMPLE,
                0,
                bytes,
                dataOut.length == 0 ? 1 << 20 : 0,
                dataOut);
    }

    private TestTransport startHere(
            TestTransport transport,
            ItNexus from,
            TaskAttribute attribute,
            long lun,
            byte[] cdb,
            long expectedIn,
            byte[] dataOut) {
        transport.dataOut = dataOut;
        System.arraycopy(cdb, 0, transport.task.cdb(), 0, cdb.length);
        transport.task.prepare(from, lun, cdb.length, attribute, expectedIn, dataOut.length);
        from.execute(transport.task);
        return transport;
    }

    @Override
    public void close() {
        TestLoops.run(nexus.loop(), () -> target.detach(nexus));
        TestLoops.run(other.loop(), () -> target.detach(other));
        TestLoops.await(unit.close());
        device.close();
    }
}
