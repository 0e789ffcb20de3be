package dev.sluice.iscsi.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.testing.Seed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SendQueueTest {
    private static final Runnable NOTHING = () -> {};

    private final SendQueue queue = new SendQueue(SendQueue.ENOUGH);
    private final SendBatch batch = new SendBatch();
    private final List<String> asked = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();

    /** Writes its name into the log, and is done when it has been asked often enough. */
    private final class Item extends Outgoing {
        private final String name;
        private final Runnable whenAsked;
        private int rounds;

        Item(String name, int rounds, Runnable whenAsked) {
            this.name = name;
            this.rounds = rounds;
            this.whenAsked = whenAsked;
        }

        @Override
        protected boolean encode(SendBatch to) {
            asked.add(name);
            whenAsked.run();
            return --rounds <= 0;
        }

        @Override
        protected void dropped() {
            dropped.add(name);
        }
    }

    private Item item(String name) {
        return new Item(name, 1, NOTHING);
    }

    private void fill() {
        batch.reset(false, false, false);
        queue.fill(batch);
    }

    @Test
    void shouldSendInTheOrderOfAsking() {
        for (String name : List.of("a", "b", "c")) {
            queue.add(item(name));
        }
        assertFalse(queue.isEmpty());

        fill();

        assertEquals(List.of("a", "b", "c"), asked);
        assertTrue(queue.isEmpty());
    }

    @Test
    void shouldSendTheUrgentFirstAndInTheirOrder() {
        queue.add(item("data"));
        queue.addUrgent(item("ping 1"));
        queue.add(item("more data"));
        queue.addUrgent(item("ping 2"));

        fill();

        assertEquals(List.of("ping 1", "ping 2", "data", "more data"), asked);
    }

    @Test
    void shouldAskOnceHoweverOftenItWasAdded() {
        Item item = item("a");
        queue.add(item);
        queue.addUrgent(item);
        queue.add(item);
        assertTrue(item.isQueued());

        fill();
        fill();

        assertEquals(List.of("a"), asked);
        assertFalse(item.isQueued());
        queue.add(item);
        fill();
        assertEquals(List.of("a", "a"), asked);
    }

    @Test
    void shouldGoOnWithTheSameItemWhenItWasNotDone() {
        queue.add(new Item("long", 3, NOTHING));
        queue.add(item("next"));

        fill();
        assertEquals(List.of("long"), asked);
        fill();
        fill();

        assertEquals(List.of("long", "long", "long", "next"), asked);
        assertTrue(queue.isEmpty());
    }

    @Test
    void shouldLetAnUrgentItemPassOneThatIsNotDone() {
        queue.add(new Item("data", 2, NOTHING));
        fill();
        queue.addUrgent(item("ping"));

        fill();

        assertEquals(List.of("data", "ping", "data"), asked);
    }

    @Test
    void shouldAskNobodyWhenTheBatchIsFull() {
        queue.add(new Item("large", 1, () -> {
            while (batch.hasRoom()) {
                batch.begin(Opcode.TEXT_RESPONSE, 0);
                batch.end(new byte[8192], 0, 8192);
            }
        }));
        queue.add(item("next"));

        fill();
        assertEquals(List.of("large"), asked);
        assertFalse(queue.isEmpty());

        fill();
        assertEquals(List.of("large", "next"), asked);
    }

    @Test
    void shouldTakeWhatIsAddedWhileItFills() {
        Item late = item("late");
        queue.add(new Item("first", 1, () -> queue.add(late)));

        fill();

        assertEquals(List.of("first", "late"), asked);
        assertTrue(queue.isEmpty());
    }

    @Test
    void shouldKeepWhatIsUrgentAndCameTooLateForThisBatch() {
        Item ping = item("ping");
        queue.add(new Item("data", 1, () -> queue.addUrgent(ping)));
        queue.add(item("more data"));

        fill();
        assertFalse(queue.isEmpty());
        fill();

        assertEquals(List.of("data", "more data", "ping"), asked);
        assertTrue(queue.isEmpty());
    }

    @Test
    void shouldTakeAnItemAgainFromAnotherThatFollowsIt() {
        Item first = item("first");
        queue.add(first);
        queue.add(new Item("second", 1, () -> queue.add(first)));

        fill();

        assertEquals(List.of("first", "second", "first"), asked);
    }

    @Test
    void shouldDropTheUrgentAndThenTheRest() {
        queue.add(item("data"));
        queue.add(item("more data"));
        queue.addUrgent(item("ping"));

        queue.drop();

        assertEquals(List.of("ping", "data", "more data"), dropped);
        assertTrue(queue.isEmpty());
        fill();
        assertEquals(List.of(), asked);
    }

    @Test
    void shouldForgetAnItemThatWasDropped() {
        Item item = item("a");
        queue.add(item);
        queue.drop();
        assertFalse(item.isQueued());
        queue.add(item);
        fill();
        assertEquals(List.of("a"), asked);
    }

    /** The connection is closed by what an item sets off when it is asked. */
    @Test
    void shouldEndQuietlyWhenItIsDroppedWhileItFills() {
        for (boolean urgent : new boolean[] {false, true}) {
            for (int rounds = 1; rounds <= 2; rounds++) {
                asked.clear();
                dropped.clear();
                Item closing = new Item("closing", rounds, queue::drop);
                if (urgent) {
                    queue.addUrgent(closing);
                } else {
                    queue.add(closing);
                }
                queue.add(item("next"));

                fill();

                assertEquals(List.of("closing"), asked);
                assertEquals(List.of("closing", "next"), dropped);
                assertTrue(queue.isEmpty());
            }
        }
    }

    @Test
    void shouldBehaveAsTwoLinesWhateverHappens() {
        Random random = Seed.random("send queue");
        Deque<Item> urgent = new ArrayDeque<>();
        Deque<Item> ordinary = new ArrayDeque<>();
        List<String> expected = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            Item item = new Item(Integer.toString(step), 1 + random.nextInt(3), NOTHING);
            switch (random.nextInt(3)) {
                case 0 -> {
                    queue.add(item);
                    ordinary.add(item);
                }
                case 1 -> {
                    queue.addUrgent(item);
                    urgent.add(item);
                }
                default -> {
                    if (ask(urgent, expected)) {
                        ask(ordinary, expected);
                    }
                    fill();
                    assertEquals(urgent.isEmpty() && ordinary.isEmpty(), queue.isEmpty());
                }
            }
        }
        assertEquals(expected, asked);
    }

    private static boolean ask(Deque<Item> line, List<String> expected) {
        while (!line.isEmpty()) {
            expected.add(line.peek().name);
            if (line.peek().rounds > 1) {
                return false;
            }
            line.remove();
        }
        return true;
    }
}
