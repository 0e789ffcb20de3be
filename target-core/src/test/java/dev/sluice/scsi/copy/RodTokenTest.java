package dev.sluice.scsi.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RodTokenTest {
    private static RodToken token(long timeout, long now) {
        List<BlockRange> ranges = List.of(new BlockRange(0, 512));
        return new RodToken(7, new byte[RodToken.BYTES], ranges, BlockRange.watch(ranges), timeout, now);
    }

    @Test
    void shouldExpireWhenItIsNotUsed() {
        RodToken token = token(100, 1000);
        assertFalse(token.isExpired(1099));
        assertTrue(token.isExpired(1100));
    }

    @Test
    void shouldLastLongerWhenItIsUsed() {
        RodToken token = token(100, Long.MAX_VALUE - 10);
        token.used(Long.MIN_VALUE + 39);
        assertFalse(token.isExpired(Long.MIN_VALUE + 138));
        assertEquals(1, token.expiresIn(Long.MIN_VALUE + 138));
        assertTrue(token.isExpired(Long.MIN_VALUE + 139));
    }
}
