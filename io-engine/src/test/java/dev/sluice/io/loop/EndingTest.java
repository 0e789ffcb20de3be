package dev.sluice.io.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndingTest {
    @Test
    void shouldRunEveryStepAndTellOfTheFirstFault() {
        List<String> ran = new ArrayList<>();
        IllegalStateException first = new IllegalStateException("first");
        AssertionError second = new AssertionError("second");

        IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> Ending.run(
                        () -> {
                            throw first;
                        },
                        () -> ran.add("a"),
                        () -> {
                            throw second;
                        },
                        () -> ran.add("b")));

        assertEquals(first, thrown);
        assertEquals(List.of(second), List.of(thrown.getSuppressed()));
        assertEquals(List.of("a", "b"), ran);
    }
}
