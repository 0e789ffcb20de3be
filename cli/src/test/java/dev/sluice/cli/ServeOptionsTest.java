package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.Backstore;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.session.KeepAlive;
import dev.sluice.iscsi.session.TransferPace;
import dev.sluice.scsi.unit.AccessState;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ServeOptionsTest {
    private static final Set<Integer> CPUS = Set.of(0, 1, 2, 3);

    @Test
    void shouldServeOnLoopbackToEverybodyWhenOnlyADiskIsGiven() {
        ServeSettings plan = plan("--disk", "ram:1M");

        assertEquals(
                List.of("127.0.0.1:3260"),
                plan.listen().stream().map(ListenAddress::format).toList());
        assertEquals(List.of(), plan.allow());
        assertTrue(plan.targetName().startsWith("iqn.2026-11.dev.sluice:"), plan.targetName());
        assertEquals(
                new ServerTuning(4, List.of(), 0, 128, 128, 256L << 20, 50, 256, TransferPace.DEFAULT, 0),
                plan.tuning());
    }

    @Test
    void shouldOfferToInitiatorsWhatItIsTold() {
        ServeSettings plan = plan(
                "--disk",
                "ram:1M",
                "--max-connections",
                "4",
                "--error-recovery-level",
                "2",
                "--time2wait",
                "0",
                "--time2retain",
                "60",
                "--nop-interval",
                "5",
                "--nop-timeout",
                "7",
                "--target-alias",
                "the big one");

        assertEquals(TargetLimits.DEFAULT.withRecovery(4, 2, 0, 60), plan.limits());
        assertEquals(new KeepAlive(5, 7), plan.keepAlive());
        assertEquals("the big one", plan.targetAlias());
        assertEquals(TargetLimits.DEFAULT, plan("--disk", "ram:1M").limits());
    }

    @ParameterizedTest
    @CsvSource({
        "--max-connections,0",
        "--max-connections,9",
        "--error-recovery-level,3",
        "--time2retain,3601",
        "--nop-interval,0",
        "--nop-timeout,soon"
    })
    void shouldRefuseWhatCannotBeOffered(String option, String value) {
        UsageException refused = assertThrows(UsageException.class, () -> plan("--disk", "ram:1M", option, value));
        assertTrue(refused.getMessage().contains(option), refused.getMessage());
    }

    @Test
    void shouldNumberDisksInTheirOrderWhenThereAreSeveral() {
        ServeSettings plan = plan("--disk", "ram:1M", "--disk", "b.img", "--disk", "null:1G,read-only");

        assertEquals(
                List.of("ram:1M", "b.img", "null:1G"),
                plan.disks().stream().map(DiskParser::source).toList());
        assertEquals(
                List.of(false, false, true),
                plan.disks().stream()
                        .map(disk -> disk.isOn(Backstore.READ_ONLY))
                        .toList());
    }

    @Test
    void shouldMakeEveryDiskReadOnlyWhenAskedTo() {
        ServeSettings plan = plan("--read-only", "--disk", "ram:1M", "--disk", "b.img");

        assertTrue(plan.disks().stream().allMatch(disk -> disk.isOn(Backstore.READ_ONLY)));
    }

    @Test
    void shouldListenOnOtherAddressesWhenItIsSaidWhoMayLogIn() {
        assertEquals(
                List.of("iqn.2026-11.dev.sluice:a", "iqn.2026-11.dev.sluice:b"),
                plan(
                                "--disk",
                                "ram:1M",
                                "--listen",
                                "0.0.0.0",
                                "--listen",
                                "[::]:3261",
                                "--allow",
                                "iqn.2026-11.dev.sluice:a",
                                "--allow",
                                "iqn.2026-11.dev.sluice:b",
                                "--allow",
                                "iqn.2026-11.dev.sluice:a")
                        .allow());
        assertEquals(
                "192.0.2.1:3260",
                ListenAddress.format(plan("--disk", "ram:1M", "--listen", "192.0.2.1", "--allow-any")
                        .listen()
                        .getFirst()));
    }

    @Test
    void shouldGatherPortalGroupsByTheirTags() {
        List<PortalGroupArgument> groups = plan(
                        "--disk",
                        "ram:1M",
                        "--portal-group",
                        "9=[::1]:3261,state=standby",
                        "--portal-group",
                        "2=127.0.0.1:3261",
                        "--portal-group",
                        "9=127.0.0.1:3262,state=standby")
                .portalGroups();

        assertEquals(
                List.of(2, 9), groups.stream().map(PortalGroupArgument::tag).toList());
        assertEquals(AccessState.ACTIVE_OPTIMIZED, groups.getFirst().state());
        assertEquals(AccessState.STANDBY, groups.getLast().state());
        assertEquals(
                List.of("[::1]:3261", "127.0.0.1:3262"),
                groups.getLast().portals().stream().map(ListenAddress::format).toList());
    }

    @Test
    void shouldTakeEveryTuningFlagWhenGiven() {
        assertEquals(
                new ServerTuning(2, List.of(2, 0), 3, 64, 256, 128L << 20, 50, 16, TransferPace.DEFAULT, 32 << 10),
                plan(
                                "--disk",
                                "ram:1M",
                                "--cores",
                                "2",
                                "--cpu-list",
                                "2,0",
                                "--io-workers",
                                "3",
                                "--queue-depth",
                                "64",
                                "--io-depth",
                                "256",
                                "--buffer-memory",
                                "128M",
                                "--busy-poll",
                                "50",
                                "--max-sessions",
                                "16",
                                "--zero-copy-threshold",
                                "32K")
                        .tuning());
    }

    @Test
    void shouldRunOneLoopForEachListedCoreWhenNoNumberIsGiven() {
        ServerTuning tuning = plan("--disk", "ram:1M", "--cpu-list", "1-3").tuning();

        assertEquals(3, tuning.cores());
        assertEquals(List.of(1, 2, 3), tuning.cpus());
    }

    @Test
    void shouldLetInitiatorsInWhenTheirNamesAreOdd() {
        assertEquals(
                List.of("iqn.1994-05.com.redhat:ABC_1"),
                plan("--disk", "ram:1M", "--allow", "iqn.1994-05.com.redhat:ABC_1")
                        .allow());
    }

    private static ServeSettings plan(String... args) {
        ServeOptions options = new ServeOptions();
        CommandLine.populateCommand(options, args);
        return options.plan(CPUS);
    }
}
