package dev.sluice.iscsi.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.scsi.port.LunMapping;
import dev.sluice.scsi.port.LunView;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessPolicyTest {
    private static final String NAME = "iqn.2026-01.dev.sluice:Host-A";

    @Test
    void shouldCompareNamesWithoutRegardToCase() {
        AccessPolicy only = new AccessPolicy.Only(List.of(NAME));
        assertTrue(only.admits("IQN.2026-01.DEV.SLUICE:host-a"));
        assertFalse(only.admits(NAME + "b"));
        assertEquals(only, new AccessPolicy.Only(List.of(NAME.toUpperCase(Locale.ROOT))));
    }

    @Test
    void shouldShowWhatIsSaidForAnInitiatorAndElseWhatIsSaidForOthers() {
        LunView mapped = new LunView.Mapped(Map.of(3, new LunMapping(0, true)));
        AccessPolicy everyone = new AccessPolicy.Everyone(new LunView.All(true), Map.of(NAME, mapped));
        assertEquals(mapped, everyone.viewOf(NAME));
        assertEquals(new LunView.All(true), everyone.viewOf("iqn.2026-01.dev.sluice:other"));
        assertNull(new AccessPolicy.Only(Map.of(NAME, mapped)).viewOf("iqn.2026-01.dev.sluice:other"));
    }

    @Test
    void shouldRefuseNumbersThatNoLunCanHave() {
        assertThrows(IllegalArgumentException.class, () -> new LunMapping(16384, false));
        assertThrows(IllegalArgumentException.class, () -> new LunView.Mapped(Map.of(-1, new LunMapping(0, false))));
    }
}
