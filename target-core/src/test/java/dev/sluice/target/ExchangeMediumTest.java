package dev.sluice.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.ScsiResult;
import dev.sluice.initiator.Session;
import dev.sluice.io.device.ExchangeableDevice;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The exchange of a medium by an administrator while initiators have the drive. */
class ExchangeMediumTest {
    private static final byte[] PREVENT = HexFormat.of().parseHex("1e0000000100");
    private static final byte[] EJECT = HexFormat.of().parseHex("1b0000000200");
    private static final int NO_MEDIUM = 0x3A00;
    private static final int MEDIUM_CHANGED = 0x2800;

    private static ScsiResult ready(Session session) {
        return session.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
    }

    @Test
    void shouldFillADriveThatIsLockedAndTakeNothingOutOfIt() throws Exception {
        LunDefinition drive = new LunDefinition(
                new ExchangeableDevice("drive", null), LogicalUnitSettings.ofDrive("drive"), LunDefinition.Type.CD_DVD);
        try (ChangingServer changing = new ChangingServer(1)) {
            String target = changing.add("cd", ChangingServer.EVERYONE, Map.of(0, drive));
            try (Session session = changing.login(target, ChangingServer.INITIATOR, 0)) {
                assertEquals(NO_MEDIUM, ready(session).additionalSense());
                assertTrue(session.execute(ScsiCommand.none(0, PREVENT)).isGood());
                changing.server.exchangeMedium(drive, new RamDevice(2048 * 10), false);
                assertEquals(MEDIUM_CHANGED, ready(session).additionalSense());
                assertTrue(ready(session).isGood());
                assertEquals(0x5302, session.execute(ScsiCommand.none(0, EJECT)).additionalSense());
                assertThrows(IllegalStateException.class, () -> changing.server.exchangeMedium(drive, null, false));
                assertTrue(ready(session).isGood());
                changing.server.exchangeMedium(drive, null, true);
                assertEquals(NO_MEDIUM, ready(session).additionalSense());
            }
            try (Session later = changing.login(target, ChangingServer.INITIATOR, 0)) {
                changing.server.exchangeMedium(drive, new RamDevice(2048 * 10), false);
                assertEquals(MEDIUM_CHANGED, ready(later).additionalSense());
                changing.server.exchangeMedium(drive, null, false);
                assertEquals(NO_MEDIUM, ready(later).additionalSense());
            }
        }
    }
}
