package dev.sluice.iscsi.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.stranger.Origin;
import dev.sluice.iscsi.login.LoginFailure;
import dev.sluice.iscsi.login.LoginStatus;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The last free sessions, and the initiators that get them. */
class SessionNumbersTest {
    private static final int MOST = 256;
    private static final int KEPT = 16;

    private final SessionNumbers numbers = new SessionNumbers();
    private boolean someVouched;

    private int take(String name, int host, boolean vouched) throws Exception {
        return take(name, host, vouched, false);
    }

    private int take(String name, int host, boolean vouched, boolean reinstates) throws Exception {
        Origin origin = Origin.of(InetAddress.getByName("192.0.2." + host));
        return numbers.take(
                null, new SessionNumbers.Applicant(name, origin, false, vouched, reinstates), MOST, () -> someVouched);
    }

    private void refused(String name, int host, boolean vouched) {
        LoginFailure failure = assertThrows(LoginFailure.class, () -> take(name, host, vouched));
        assertEquals(LoginStatus.OUT_OF_RESOURCES, failure.status());
        assertTrue(failure.getMessage().contains("--max-sessions"), failure.getMessage());
    }

    @Test
    void shouldLeaveRoomForOthersWhenANameTakesAllItCan() throws Exception {
        for (int i = 0; i < MOST - KEPT; i++) {
            take("greedy", 1, true);
        }
        refused("greedy", 2, true);
        assertNotEquals(0, take("other", 1, true));
        assertNotEquals(0, take("third", 3, false));
    }

    @Test
    void shouldLeaveRoomForOthersWhenAnAddressTakesAllItCan() throws Exception {
        for (int i = 0; i < MOST - KEPT; i++) {
            take("name " + i, 1, false);
        }
        refused("one more", 1, false);
        assertNotEquals(0, take("one more", 2, false));
        assertNotEquals(0, take("in the ACL", 1, true));
    }

    @Test
    void shouldKeepTheLastForThoseInAnAclWhenThereIsOne() throws Exception {
        someVouched = true;
        for (int i = 0; i < MOST - KEPT; i++) {
            take("name " + i, i, false);
        }
        refused("from elsewhere", 250, false);
        for (int i = 0; i < KEPT; i++) {
            assertNotEquals(0, take("in the ACL " + i, 1, true));
        }
        refused("in the ACL, too", 1, true);
    }

    @Test
    void shouldGiveTheLastToAnybodyWhenNobodyHasMany() throws Exception {
        for (int i = 0; i < MOST; i++) {
            take("name " + i, i, false);
        }
        refused("one too many", 7, false);
    }

    @Test
    void shouldLetInWhoComesBackWhenAllAreTaken() throws Exception {
        for (int i = 0; i < MOST; i++) {
            take("name " + i, i, false);
        }
        for (int i = 0; i < KEPT; i++) {
            take("name " + i, i, false, true);
        }
        assertThrows(LoginFailure.class, () -> take("name 99", 99, false, true));
    }

    @Test
    void shouldCountWhatWasGivenBackOnce() throws Exception {
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < MOST - KEPT; i++) {
            given.add(take("greedy", 1, false));
        }
        for (int tsih : given) {
            numbers.giveBack(tsih);
            numbers.giveBack(tsih);
        }
        numbers.giveBack(0);
        assertEquals(0, numbers.count());
        for (int i = 0; i < MOST - KEPT; i++) {
            assertNotEquals(0, take("greedy", 1, false));
        }
    }

    @Test
    void shouldTakeNoSessionsOfOthersForDiscovery() throws Exception {
        Origin origin = Origin.ofUser(1);
        for (int i = 0; i < MOST; i++) {
            numbers.take(null, new SessionNumbers.Applicant("x", origin, true, false, false), MOST, () -> false);
        }
        assertNotEquals(0, take("an initiator", 1, false));
    }
}
