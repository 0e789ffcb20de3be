package dev.sluice.scsi;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.NexusListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An initiator port that comes again hears of the loss of its nexus, as long as the target port remembers it. */
class RememberedPortsTest {
    private static final int REMEMBERED = 4096;
    private static final int UNIT_ATTENTION = 6;
    private static final int POWER_ON = 0x2900;
    private static final int NEXUS_LOSS = 0x2907;

    /** Its nexuses are the first two ports. */
    private final TestDisk disk = new TestDisk(new RamDevice(1 << 20), LogicalUnitSettings.of(512, "disk"));

    @AfterEach
    void close() {
        disk.close();
    }

    private ItNexus attach(String port) {
        return TestLoops.on(TestLoops.first(), () -> disk.target.attach(port, TestLoops.first(), NexusListener.NONE));
    }

    private void comeAndGo(int first, int last) {
        TestLoops.run(TestLoops.first(), () -> {
            for (int i = first; i <= last; i++) {
                disk.target.detach(disk.target.attach("port " + i, TestLoops.first(), NexusListener.NONE));
            }
        });
    }

    private void assertGreeting(int additional, String port) {
        ItNexus nexus = attach(port);
        disk.execute(nexus, "00 00 00 00 00 00").failed(UNIT_ATTENTION, additional);
        disk.execute(nexus, "00 00 00 00 00 00").good();
        TestLoops.run(TestLoops.first(), () -> disk.target.detach(nexus));
    }

    @Test
    void shouldForgetTheFirstPortWhenThereAreMoreThanItRemembers() {
        comeAndGo(3, REMEMBERED);
        assertGreeting(NEXUS_LOSS, "port 3");
        assertGreeting(NEXUS_LOSS, "initiator,i,1");
        comeAndGo(REMEMBERED + 1, REMEMBERED + 1);
        assertGreeting(NEXUS_LOSS, "initiator,i,2");
        assertGreeting(NEXUS_LOSS, "port 3");
        assertGreeting(POWER_ON, "initiator,i,1");
    }
}
