package dev.sluice.target;

import static dev.sluice.target.ChangingServer.EVERYONE;
import static dev.sluice.target.ChangingServer.INITIATOR;
import static dev.sluice.target.ChangingServer.REPORTED_LUNS_CHANGED;
import static dev.sluice.target.ChangingServer.luns;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.ScsiResult;
import dev.sluice.initiator.Session;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.io.scsi.CommandDevice;
import dev.sluice.iscsi.node.AccessPolicy;
import dev.sluice.scsi.RecordedScsiDevice;
import dev.sluice.scsi.port.LunMapping;
import dev.sluice.scsi.port.LunView;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mapped LUNs: each initiator sees its own logical units under its own numbers, and may be kept from writing. */
class LunViewTest {
    private static final String READER = INITIATOR + "-reader";
    private static final String STRANGER = INITIATOR + "-stranger";
    private static final int WRITE_PROTECTED = 0x2700;
    private static final int DATA_PROTECT = 0x07;
    private static final int MODE_PARAMETERS_CHANGED = 0x2A01;
    private static final int NOT_SUPPORTED = 0x2500;
    private static final byte[] BLOCK = new byte[512];

    private final LunDefinition one = TestServer.disk(new RamDevice(1 << 20), 512);
    private final LunDefinition two = TestServer.disk(new RamDevice(2 << 20), 512);
    private ChangingServer changing;

    @BeforeEach
    void start() throws IOException {
        changing = new ChangingServer(2);
        Arrays.fill(BLOCK, (byte) 0x5A);
    }

    @AfterEach
    void stop() {
        changing.close();
    }

    private static LunView view(int number, int portLun, boolean writeProtected) {
        return new LunView.Mapped(Map.of(number, new LunMapping(portLun, writeProtected)));
    }

    private static ScsiResult ready(Session session, int lun) {
        return session.execute(ScsiCommand.none(lun, Cdb.testUnitReady()));
    }

    private static ScsiResult write(Session session, int lun) {
        return session.execute(ScsiCommand.write(lun, Cdb.write10(3, 1), BLOCK));
    }

    private static boolean isShownReadOnly(Session session, int lun) {
        byte[] modeSense = {0x1A, 0, 0x3F, 0, (byte) 192, 0};
        return (session.execute(ScsiCommand.read(lun, modeSense, 192)).data()[2] & 0x80) != 0;
    }

    private void change(String target, AccessPolicy policy) {
        changing.server
                .changePortalGroup(target, 1, group -> PortalGroupVariants.withAccess(group, policy), Duration.ZERO)
                .join();
    }

    @Test
    void shouldShowEachInitiatorItsOwnNumbers() throws IOException {
        AccessPolicy policy = new AccessPolicy.Only(Map.of(
                INITIATOR.toUpperCase(Locale.ROOT).replace("IQN", "iqn"),
                view(0, 7, false),
                READER,
                new LunView.Mapped(Map.of(0, new LunMapping(0, true), 9, new LunMapping(7, false)))));
        String target = changing.add("views", policy, Map.of(0, one, 7, two));
        try (Session first = changing.login(target, INITIATOR, 0);
                Session second = changing.login(target, READER, 0, 9)) {
            assertEquals(List.of(0), luns(first));
            assertEquals(List.of(0, 9), luns(second));
            assertEquals(NOT_SUPPORTED, ready(first, 7).additionalSense());
            assertEquals(NOT_SUPPORTED, ready(second, 7).additionalSense());

            assertTrue(write(first, 0).isGood());
            assertArrayEquals(
                    BLOCK,
                    second.execute(ScsiCommand.read(9, Cdb.read10(3, 1), 512)).data());
            assertEquals(
                    0x7F,
                    second.execute(ScsiCommand.read(1, Cdb.inquiry(36), 36)).data()[0] & 0xFF);
        }
    }

    @Test
    void shouldKeepAnInitiatorFromWriting() throws IOException {
        AccessPolicy policy = new AccessPolicy.Only(Map.of(INITIATOR, view(0, 0, false), READER, view(0, 0, true)));
        String target = changing.add("protected", policy, Map.of(0, one));
        try (Session writer = changing.login(target, INITIATOR, 0);
                Session reader = changing.login(target, READER, 0)) {
            ScsiResult refused = write(reader, 0);
            assertEquals(DATA_PROTECT, refused.senseKey());
            assertEquals(WRITE_PROTECTED, refused.additionalSense());
            for (ScsiCommand command : List.of(
                    ScsiCommand.write(0, Cdb.writeSame16(0, 8, false), BLOCK),
                    ScsiCommand.none(0, new byte[] {0x04, 0, 0, 0, 0, 0}))) {
                assertEquals(WRITE_PROTECTED, reader.execute(command).additionalSense(), command::toString);
            }
            assertTrue(isShownReadOnly(reader, 0));
            assertTrue(
                    reader.execute(ScsiCommand.read(0, Cdb.read10(3, 1), 512)).isGood());

            assertTrue(write(writer, 0).isGood());
            assertEquals(false, isShownReadOnly(writer, 0));
        }
    }

    @Test
    void shouldKeepInitiatorsThatAreNotNamedFromWriting() throws IOException {
        AccessPolicy policy = new AccessPolicy.Everyone(new LunView.All(true), Map.of(INITIATOR, view(3, 0, false)));
        String target = changing.add("demo", policy, Map.of(0, one));
        try (Session named = changing.login(target, INITIATOR, 3);
                Session stranger = changing.login(target, STRANGER, 0)) {
            assertTrue(write(named, 3).isGood());
            assertEquals(WRITE_PROTECTED, write(stranger, 0).additionalSense());
        }
    }

    @Test
    void shouldKeepAnInitiatorFromWritingToADeviceThatIsPassedThrough() throws IOException {
        RecordedScsiDevice device = RecordedScsiDevice.of("disk.scsi");
        LunDefinition lun = LunDefinition.passThrough(CommandDevice.of(device));
        String target =
                changing.add("passed", new AccessPolicy.Everyone(new LunView.All(true), Map.of()), Map.of(0, lun));
        try (Session session = changing.login(target, READER, 0)) {
            device.takeSeen();
            assertEquals(WRITE_PROTECTED, write(session, 0).additionalSense());
            byte[] erase = {0x19, 1, 0, 0, 0, 0};
            assertEquals(
                    WRITE_PROTECTED, session.execute(ScsiCommand.none(0, erase)).additionalSense());
            assertEquals(List.of(), device.takeSeen());
            assertTrue(
                    session.execute(ScsiCommand.read(0, Cdb.read10(0, 2), 1024)).isGood());
        }
    }

    @Test
    void shouldTellThoseWhoseViewChanges() throws IOException {
        String target = changing.add("changing", EVERYONE, Map.of(0, one, 1, two));
        try (Session concerned = changing.login(target, INITIATOR, 0, 1);
                Session unconcerned = changing.login(target, READER, 0, 1)) {
            change(
                    target,
                    new AccessPolicy.Everyone(
                            LunView.EVERYTHING,
                            Map.of(
                                    INITIATOR,
                                    new LunView.Mapped(
                                            Map.of(0, new LunMapping(0, false), 5, new LunMapping(1, false))))));

            while (concerned.asyncMessages().isEmpty()) {
                concerned.pump();
            }
            assertEquals(REPORTED_LUNS_CHANGED, ready(concerned, 0).additionalSense());
            assertEquals(List.of(0, 5), luns(concerned));
            assertEquals(NOT_SUPPORTED, ready(concerned, 1).additionalSense());
            assertEquals(0x06, ready(concerned, 5).senseKey());
            assertTrue(write(concerned, 5).isGood());

            // A mapping that leads nowhere yet, and then does.
            changing.server.unmapLun(target, 1, 1);
            assertEquals(REPORTED_LUNS_CHANGED, ready(concerned, 0).additionalSense());
            assertEquals(REPORTED_LUNS_CHANGED, ready(unconcerned, 0).additionalSense());
            assertEquals(List.of(0), luns(concerned));
            changing.server.mapLun(target, 1, 1, two);
            assertEquals(List.of(0, 5), luns(concerned));

            // It sees one unit; what happens to others is not its business.
            change(target, new AccessPolicy.Everyone(LunView.EVERYTHING, Map.of(INITIATOR, view(0, 0, false))));
            concerned.nop(new byte[0]);
            assertEquals(List.of(0), luns(concerned));
            int told = concerned.asyncMessages().size();
            changing.server.unmapLun(target, 1, 1);
            assertTrue(ready(concerned, 0).isGood());
            assertEquals(told, concerned.asyncMessages().size());
        }
    }

    @Test
    void shouldNotTouchThoseWhoseViewStays() throws IOException {
        String target = changing.add(
                "staying",
                new AccessPolicy.Only(Map.of(INITIATOR, view(0, 0, false), READER, view(2, 1, false))),
                Map.of(0, one, 1, two));
        Load load = new Load(changing.login(target, INITIATOR, 0), 0);
        try (Session other = changing.login(target, READER, 2)) {
            change(
                    target,
                    new AccessPolicy.Only(Map.of(
                            INITIATOR, view(0, 0, false), READER, view(2, 1, true), STRANGER, view(0, 0, true))));
            other.nop(new byte[0]);
            assertEquals(MODE_PARAMETERS_CHANGED, ready(other, 2).additionalSense());
            assertEquals(WRITE_PROTECTED, write(other, 2).additionalSense());
            changing.server.unmapLun(target, 1, 1);
            load.goOn();
        }
        load.stopUntouched();
    }
}
