package dev.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testing.Seed;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** That looking at what is new only finds what looking at everything finds. */
class SmallChangeTest {
    private static final String[] PORTALS = {"::1", "x", "::", "127.0.0.1", "0.0.0.0", "fe80::1%eth0", "fe80::1%eth1"};

    private final Random random = Seed.random("SmallChangeTest");

    @Test
    void shouldFindTheSameAsAllRulesWhateverChanges() {
        Configuration good = Many.of(6, 3);
        int right = 0;
        for (int i = 0; i < 5_000; i++) {
            Configuration changed = good;
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                changed = random.nextBoolean() ? withOtherBackstores(changed) : withOtherTargets(changed);
            }
            List<ConfigurationProblem> problems = Rules.check(changed);
            assertEquals(problems, Rules.check(changed, good));
            if (problems.isEmpty()) {
                right++;
                good = random.nextInt(10) == 0 ? Many.of(6, 3) : changed;
            }
        }
        assertTrue(right > 500, right + " were right");
    }

    @Test
    void shouldKnowAtOnceThatASmallChangeIsRight() {
        Configuration good = Many.of(6, 3);
        Backstore more = Backstore.of(BackstoreType.BLOCK, "more", "/dev/sdz", null);
        Configuration changed = good.withBackstores(SharedLists.with(good.backstores(), more));
        assertTrue(SmallChange.isRight(good, changed));
        Target target = good.targets().get(2);
        PortalGroup group = target.portalGroups().getFirst();
        Target with = target.withPortalGroups(
                List.of(group.withLuns(SharedLists.with(group.luns(), new Lun(77, more.id())))));
        assertTrue(SmallChange.isRight(
                changed, changed.withTargets(SharedLists.replace(changed.targets(), target, with))));
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private Configuration withOtherBackstores(Configuration in) {
        Backstore one = any(in.backstores());
        Backstore another = any(in.backstores());
        List<Backstore> all = in.backstores();
        int fresh = random.nextInt(1_000_000);
        return in.withBackstores(
                switch (random.nextInt(9)) {
                    case 0 -> all.size() < 5 ? all : SharedLists.without(all, one);
                    case 1 ->
                        SharedLists.with(all, Backstore.of(BackstoreType.BLOCK, "b" + fresh, "/dev/" + fresh, null));
                    case 2 -> SharedLists.with(all, Backstore.of(BackstoreType.FILEIO, one.name(), "/" + fresh, null));
                    case 3 -> SharedLists.replace(all, one, one.with(Backstore.PATH, another.path()));
                    case 4 -> SharedLists.replace(all, one, one.with(Backstore.PATH, "/srv/./" + fresh));
                    case 5 -> SharedLists.replace(all, one, one.withIdentity(another.identity()));
                    case 6 ->
                        SharedLists.replace(
                                all, one, one.with(Backstore.SIZE, random.nextBoolean() ? 512L * fresh : 77L));
                    case 7 -> SharedLists.replace(all, one, one.with(Backstore.READ_ONLY, random.nextBoolean()));
                    default -> SharedLists.with(all, one.with(Backstore.PATH, "/srv/x" + fresh));
                });
    }

    private Configuration withOtherTargets(Configuration in) {
        Target one = any(in.targets());
        PortalGroup group = one.portalGroups().isEmpty()
                ? PortalGroup.of(1)
                : one.portalGroups().getFirst();
        int fresh = random.nextInt(1_000_000);
        List<Target> all = in.targets();
        String backstore = random.nextBoolean() ? any(in.backstores()).id() : "fileio/none";
        return in.withTargets(
                switch (random.nextInt(7)) {
                    case 0 -> all.size() < 4 ? all : SharedLists.without(all, one);
                    case 1 -> SharedLists.with(all, new Target("iqn.2026-11.com.example:t" + fresh, null, List.of()));
                    case 2 -> SharedLists.with(all, new Target(any(all).name().replace('t', 'T'), null, List.of()));
                    case 3 ->
                        SharedLists.replace(all, one, new Target(one.name(), "alias " + fresh, one.portalGroups()));
                    case 4 ->
                        SharedLists.replace(
                                all,
                                one,
                                one.withPortalGroups(List.of(group.withLuns(
                                        SharedLists.with(group.luns(), new Lun(random.nextInt(20), backstore))))));
                    case 5 ->
                        SharedLists.replace(
                                all,
                                one,
                                one.withPortalGroups(List.of(group.withPortals(
                                        List.of(new Portal(PORTALS[random.nextInt(PORTALS.length)], 3260))))));
                    default ->
                        SharedLists.replace(
                                all, one, one.withPortalGroups(List.of(group, PortalGroup.of(random.nextInt(3)))));
                });
    }
}
