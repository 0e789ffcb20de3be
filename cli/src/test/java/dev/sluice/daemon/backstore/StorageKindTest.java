package dev.sluice.daemon.backstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.config.BackstoreType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every type of backstore has its row in each layer: the rows have its name. */
class StorageKindTest {
    private static final List<String> ROWS = List.of(
            "dev.sluice.daemon.backstore.StorageKind",
            "dev.sluice.shell.create.BackstoreSyntax",
            "dev.sluice.migrate.lio.LioStorage");

    @Test
    void shouldHaveARowInEachLayerForEveryType() throws ClassNotFoundException {
        List<String> types =
                Arrays.stream(BackstoreType.values()).map(Enum::name).sorted().toList();
        for (String rows : ROWS) {
            assertEquals(
                    types,
                    Arrays.stream(Class.forName(rows).getEnumConstants())
                            .map(row -> ((Enum<?>) row).name())
                            .sorted()
                            .toList(),
                    rows);
        }
    }
}
