package dev.sluice.target;

import static dev.sluice.target.ChangingServer.INITIATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginFailed;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.ProtocolViolation;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.ScsiResult;
import dev.sluice.initiator.Session;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.iscsi.node.AccessPolicy;
import dev.sluice.scsi.port.LunMapping;
import dev.sluice.scsi.port.LunView;
import dev.sluice.testing.Seed;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Random changes under initiators that come, work, and are thrown out, while one that no change names works on. */
class ChangeStormTest {
    private static final int TARGETS = 4;
    private static final int STEPS = 300;
    private static final Set<Integer> EXPECTED_SENSE = Set.of(
            // Nothing, unit attentions, no such unit, and what may not be written.
            0x2900, 0x2907, 0x3F0E, 0x3F03, 0x2A01, 0x2A06, 0x2500, 0x2700);

    private final Random random = Seed.random("ChangeStormTest");
    private final Map<String, Map<Integer, LunDefinition>> targets = new HashMap<>();
    private final List<LunDefinition> units = new ArrayList<>();
    private volatile boolean stopping;

    @Test
    void shouldSurviveRandomChanges() throws Exception {
        try (ChangingServer changing = new ChangingServer(2)) {
            String quiet = changing.add("quiet", ChangingServer.EVERYONE, Map.of(0, disk()));
            Load untouched = new Load(changing.login(quiet, INITIATOR + "-quiet", 0), 0);
            for (int i = 0; i < 6; i++) {
                units.add(disk());
                changing.server.addUnit(units.getLast());
            }
            List<CompletableFuture<Void>> guests = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                String initiator = INITIATOR + "-" + i;
                Random dice = new Random(random.nextLong());
                guests.add(
                        CompletableFuture.runAsync(() -> visit(changing, initiator, dice), task -> Thread.ofPlatform()
                                .start(task)));
            }
            for (int step = 0; step < STEPS; step++) {
                change(changing);
            }
            for (String target : List.copyOf(targets.keySet())) {
                remove(changing, target);
            }
            stopping = true;
            CompletableFuture.allOf(guests.toArray(CompletableFuture<?>[]::new)).get(60, TimeUnit.SECONDS);
            for (LunDefinition unit : units) {
                changing.server.removeUnit(unit).get(20, TimeUnit.SECONDS);
            }
            untouched.stopUntouched();
            ChangingServer.await(() -> changing.server.sessionCount() == 0);
        }
    }

    private static LunDefinition disk() {
        return TestServer.disk(new RamDevice(1 << 20), 512);
    }

    private void change(ChangingServer changing) throws Exception {
        String name = "storm-" + random.nextInt(TARGETS);
        String target = ChangingServer.NAME + name;
        Map<Integer, LunDefinition> luns = targets.get(target);
        SluiceServer server = changing.server;
        if (luns == null) {
            targets.put(target, new HashMap<>(Map.of(0, unit())));
            changing.add(name, policy(), targets.get(target));
            return;
        }
        int lun = random.nextInt(4);
        switch (random.nextInt(8)) {
            case 0 -> remove(changing, target);
            case 1 -> disableAndEnable(server, target);
            case 2, 3, 4 ->
                server.changePortalGroup(target, 1, group -> PortalGroupVariants.withAccess(group, policy()), bound())
                        .get(20, TimeUnit.SECONDS);
            case 5 -> endSomeSession(server, target);
            default -> {
                if (luns.remove(lun) == null) {
                    luns.put(lun, unit());
                    server.mapLun(target, 1, lun, luns.get(lun));
                } else {
                    server.unmapLun(target, 1, lun);
                }
            }
        }
    }

    private void remove(ChangingServer changing, String target) throws Exception {
        targets.remove(target);
        changing.server.removeTarget(target, bound()).get(20, TimeUnit.SECONDS);
    }

    private void disableAndEnable(SluiceServer server, String target) throws Exception {
        server.changePortalGroup(target, 1, group -> group.enabled(false), bound())
                .get(20, TimeUnit.SECONDS);
        assertTrue(server.sessions().stream()
                .noneMatch(session -> session.targetName().equals(target)));
        server.changePortalGroup(target, 1, group -> group.enabled(true), bound())
                .get(20, TimeUnit.SECONDS);
    }

    private void endSomeSession(SluiceServer server, String target) throws Exception {
        var some = server.sessions().stream()
                .filter(session -> session.targetName().equals(target))
                .findFirst();
        if (some.isPresent()) {
            server.endSession(some.get().tsih(), bound()).get(20, TimeUnit.SECONDS);
        }
    }

    private Duration bound() {
        return Duration.ofMillis(random.nextInt(3) * 20L);
    }

    private LunDefinition unit() {
        return units.get(random.nextInt(units.size()));
    }

    private AccessPolicy policy() {
        LunView mapped = new LunView.Mapped(Map.of(
                0,
                new LunMapping(random.nextInt(4), random.nextBoolean()),
                3,
                new LunMapping(0, random.nextBoolean())));
        Map<String, LunView> named = new HashMap<>();
        for (int i = 0; i < 6; i++) {
            if (random.nextInt(3) > 0) {
                named.put(INITIATOR + "-" + i, random.nextBoolean() ? mapped : new LunView.All(random.nextBoolean()));
            }
        }
        return random.nextBoolean() ? new AccessPolicy.Only(named) : new AccessPolicy.Everyone(mapped, named);
    }

    /** Logs in wherever it can, works, and takes it as it comes. */
    private void visit(ChangingServer changing, String initiator, Random dice) {
        while (!stopping) {
            String target = ChangingServer.NAME + "storm-" + dice.nextInt(TARGETS);
            try (Session session = Session.login(changing.portal(), LoginOptions.normal(initiator, target))) {
                for (int i = dice.nextInt(100); i > 0 && !stopping; i--) {
                    ScsiResult result = session.execute(command(dice));
                    boolean expected = result.isGood()
                            || result.status() == ScsiResult.BUSY
                            || EXPECTED_SENSE.contains(result.additionalSense());
                    assertTrue(expected, result::toString);
                }
            } catch (LoginFailed refused) {
                assertTrue(
                        Set.of(0x0203, 0x0202, 0x0301).contains(refused.status()),
                        () -> "login status " + refused.status());
            } catch (ProtocolViolation | UncheckedIOException closed) {
                assertEquals(null, closed.getMessage().contains("StatSN") ? closed : null);
            }
        }
    }

    private static ScsiCommand command(Random dice) {
        int lun = dice.nextInt(4);
        return switch (dice.nextInt(4)) {
            case 0 -> ScsiCommand.none(lun, Cdb.testUnitReady());
            case 1 -> ScsiCommand.read(lun, Cdb.reportLuns(256), 256);
            case 2 -> ScsiCommand.read(lun, Cdb.read10(dice.nextInt(64), 4), 2048);
            default -> ScsiCommand.write(lun, Cdb.write10(dice.nextInt(64), 4), new byte[2048]);
        };
    }
}
