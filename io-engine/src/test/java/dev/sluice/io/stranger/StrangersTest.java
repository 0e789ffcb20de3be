package dev.sluice.io.stranger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testing.Seed;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StrangersTest {
    private final Strangers strangers = new Strangers(4);
    private final List<String> sentAway = new ArrayList<>();

    private Strangers.Place enter(String name, String address) throws UnknownHostException {
        return strangers.enter(origin(address), () -> sentAway.add(name));
    }

    private static Origin origin(String address) throws UnknownHostException {
        return Origin.of(InetAddress.getByName(address));
    }

    @Test
    void shouldSendAwayTheOldestOfTheOriginThatHasMost() throws Exception {
        enter("honest", "192.0.2.1");
        enter("loud 1", "192.0.2.66");
        enter("loud 2", "192.0.2.66");
        enter("loud 3", "192.0.2.66");
        enter("late", "192.0.2.2");
        enter("loud 4", "192.0.2.66");

        assertEquals(List.of("loud 1", "loud 2"), sentAway);
        assertEquals(4, strangers.staying());
    }

    @Test
    void shouldSendAwayTheOldestOfAllWhenEachOriginHasOne() throws Exception {
        for (int i = 1; i <= 6; i++) {
            enter(String.valueOf(i), "192.0.2." + i);
        }
        assertEquals(List.of("1", "2"), sentAway);
    }

    @Test
    void shouldSendNobodyAwayWhenPlacesWereGivenBack() throws Exception {
        for (int i = 0; i < 100; i++) {
            Strangers.Place place = enter("one of many", "192.0.2.1");
            place.leave();
            place.leave();
        }
        assertEquals(List.of(), sentAway);
        assertEquals(0, strangers.present());
    }

    @Test
    void shouldRefuseWhenThoseSentAwayDoNotLeave() throws Exception {
        List<Strangers.Place> places = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            places.add(enter("some", "192.0.2.1"));
        }
        assertEquals(8, strangers.present());
        assertNull(enter("one too many", "192.0.2.9"));

        places.getFirst().leave();

        assertNotNull(enter("next", "192.0.2.9"));
    }

    @Test
    void shouldTakeAsManyAtOnceAsMayBeLeavingBesideThoseWhoStay() throws Exception {
        Strangers few = new Strangers(4, 20);
        for (int i = 0; i < 24; i++) {
            assertNotNull(few.enter(origin("192.0.2.1"), () -> {}), "number " + i);
        }
        assertEquals(4, few.staying());
        assertNull(few.enter(origin("192.0.2.9"), () -> {}));
    }

    @Test
    void shouldCountAnIpv6NetworkAsOneAndEachLinkLocalAddressForItself() throws Exception {
        assertEquals(origin("2001:db8:1:2::1"), origin("2001:db8:1:2:ffff::9"));
        assertNotEquals(origin("2001:db8:1:2::1"), origin("2001:db8:1:3::1"));
        assertNotEquals(origin("fe80::1"), origin("fe80::2"));
        assertNotEquals(origin("192.0.2.1"), origin("192.0.2.2"));
        assertEquals(origin("192.0.2.1"), origin("::ffff:192.0.2.1"));
        assertEquals(Origin.ofUser(7), Origin.ofUser(7));
        assertNotEquals(Origin.ofUser(7), origin("0.0.0.7"));
    }

    /** Against a model that is slow and plain. */
    @Test
    void shouldKeepItsBoundsWhateverComesAndGoes() throws Exception {
        long seed = Seed.of("StrangersTest");
        Random random = new Random(seed);
        List<Integer> gone = new ArrayList<>();
        Map<Integer, Strangers.Place> places = new HashMap<>();
        Map<Integer, String> there = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            int number = i;
            String message = "seed " + seed + ", step " + i;
            if (random.nextInt(3) > 0) {
                String address = "192.0.2." + (1 + random.nextInt(5));
                Strangers.Place place = strangers.enter(origin(address), () -> gone.add(number));
                if (place != null) {
                    places.put(i, place);
                    there.put(i, address);
                    for (int victim : gone) {
                        String victims = there.remove(victim);
                        if (victims != null) {
                            assertTrue(
                                    count(there, victims) + 1
                                            >= there.values().stream()
                                                    .mapToLong(one -> count(there, one))
                                                    .max()
                                                    .orElse(0),
                                    message);
                        }
                    }
                    gone.clear();
                }
            } else if (!places.isEmpty()) {
                Integer any = new ArrayList<>(places.keySet()).get(random.nextInt(places.size()));
                places.remove(any).leave();
                there.remove(any);
            }
            assertEquals(there.size(), strangers.staying(), message);
            assertEquals(places.size(), strangers.present(), message);
        }
    }

    private static long count(Map<Integer, String> there, String address) {
        return there.values().stream().filter(address::equals).count();
    }
}
