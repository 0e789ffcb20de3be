package dev.sluice.iscsi.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.pdu.CommandWindow;
import dev.sluice.iscsi.task.SequencedRequest;
import dev.sluice.testing.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of CmdSN and the command window, RFC 7143 4.2.2.1; also where the numbers wrap. */
class CommandOrderTest {
    private static final int DEPTH = 8;

    private final List<Integer> turns = new ArrayList<>();
    private final List<Integer> lost = new ArrayList<>();
    private CommandWindow window;
    private CommandOrder order;
    private int first;

    private void begin(int firstCmdSn) {
        first = firstCmdSn;
        window = new CommandWindow(first, DEPTH);
        order = new CommandOrder(window, DEPTH);
    }

    private final class Item implements SequencedRequest {
        private final int number;

        Item(int number) {
            this.number = number;
        }

        @Override
        public int cmdSn() {
            return first + number;
        }

        @Override
        public Connection connection() {
            return null;
        }

        @Override
        public void turn() {
            turns.add(number);
        }

        @Override
        public void turnLost() {
            lost.add(number);
        }
    }

    private void arrive(int number) {
        assertTrue(order.isWanted(first + number));
        order.arrived(new Item(number));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -3, Integer.MAX_VALUE - 2})
    void shouldGiveTurnsInOrderWhenCommandsArriveInAnyOrder(int firstCmdSn) {
        Random random = Seed.random("command order");
        begin(firstCmdSn);
        int base = 0;
        for (int round = 0; round < 100; round++) {
            List<Integer> numbers =
                    new ArrayList<>(IntStream.range(base, base + DEPTH).boxed().toList());
            Collections.shuffle(numbers, random);
            numbers.forEach(this::arrive);
            assertFalse(order.hasEarly());
            assertFalse(order.isWanted(first + base + DEPTH), "beyond the window");
            IntStream.range(0, DEPTH).forEach(ignored -> window.ended());
            base += DEPTH;
        }
        assertEquals(IntStream.range(0, base).boxed().toList(), turns);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void shouldNotWantWhatIsThereOrOver(int firstCmdSn) {
        begin(firstCmdSn);
        arrive(2);
        assertTrue(order.hasEarly());
        assertFalse(order.isWanted(first + 2), "it waits");
        arrive(0);
        assertFalse(order.isWanted(first), "it had its turn");
        assertTrue(order.isWanted(first + DEPTH - 1));
        assertFalse(order.isWanted(first + DEPTH));
        assertFalse(order.isWanted(first - 1));
        assertEquals(List.of(0), turns);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -2})
    void shouldRunABarrierBetweenTheTurnsOfTwoNumbers(int firstCmdSn) {
        begin(firstCmdSn);
        order.whenReached(first + 2, () -> turns.add(-1));
        assertTrue(order.hasEarly());
        arrive(1);
        arrive(2);
        assertEquals(List.of(), turns);
        arrive(0);
        assertEquals(List.of(0, -1, 1, 2), turns);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -2})
    void shouldRunABarrierAtOnceWhenItsNumberIsReachedOrOutOfReach(int firstCmdSn) {
        begin(firstCmdSn);
        order.whenReached(first, () -> turns.add(-1));
        order.whenReached(first + DEPTH + 1, () -> turns.add(-2));
        assertEquals(List.of(-1, -2), turns);
        order.whenReached(first + DEPTH, () -> turns.add(-3));
        assertEquals(List.of(-1, -2), turns);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -2})
    void shouldGoOnWhenAMissingNumberIsPlugged(int firstCmdSn) {
        begin(firstCmdSn);
        arrive(1);
        order.plug(first);
        assertEquals(List.of(1), turns);
        assertFalse(order.isWanted(first));
        assertEquals(first + DEPTH, window.maxCmdSn(), "its place is free");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -2})
    void shouldTellThoseThatWaitWhenTheSessionEnds(int firstCmdSn) {
        begin(firstCmdSn);
        arrive(3);
        arrive(1);
        order.whenReached(first + 1, () -> turns.add(-1));
        order.end();
        Collections.sort(lost);
        assertEquals(List.of(1, 3), lost);
        assertEquals(List.of(), turns);
        assertFalse(order.hasEarly());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -2})
    void shouldWantADiscardedNumberAgain(int firstCmdSn) {
        begin(firstCmdSn);
        arrive(1);
        order.discard(null);
        assertEquals(List.of(1), lost);
        assertTrue(order.isWanted(first + 1));
    }
}
