package dev.sluice.iscsi.chap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testing.Seed;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
    private static final ChapUser JOE = new ChapUser("joe", ChapSecret.of("twelve bytes and more"));

    /** RFC 7143 9.2.1. */
    @Test
    void shouldRefuseOneSecretForBothDirections() {
        ChapUser target = new ChapUser("disk", ChapSecret.of("twelve bytes and more"));
        assertThrows(
                IllegalArgumentException.class, () -> Authentication.chap(JOE).mutual(target));
    }

    @Test
    void shouldRefuseToRequireWhatNobodyCanGive() {
        Set<ChapAlgorithm> algorithms = ChapAlgorithm.ALL;
        assertThrows(IllegalArgumentException.class, () -> new Authentication(true, List.of(), null, algorithms));
        assertThrows(IllegalArgumentException.class, () -> new Authentication(true, List.of(JOE), null, Set.of()));
    }

    @Test
    void shouldTellShortSecrets() {
        assertTrue(ChapSecret.of("elevenbytes").isShort());
        assertEquals(false, ChapSecret.of("twelve bytes").isShort());
        assertThrows(IllegalArgumentException.class, () -> ChapSecret.of(""));
        assertEquals("(secret)", JOE.secret().toString());
    }

    @Test
    void shouldAskOfEachInitiatorWhatIsItsOwn() {
        Authentication joes = Authentication.chap(JOE);
        AuthenticationRules rules = new AuthenticationRules(Authentication.NONE, Map.of("iqn.2026-01.x:joe", joes));

        assertEquals(joes, rules.of("iqn.2026-01.x:joe"));
        assertEquals(Authentication.NONE, rules.of("iqn.2026-01.x:jim"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"md5", "MD5", "sha1", "SHA-1", "sha256", "sha3-256", "SHA3_256"})
    void shouldKnowAlgorithmsByName(String name) {
        assertTrue(ChapAlgorithm.ALL.contains(ChapAlgorithm.named(name)));
    }

    @Test
    void shouldReadWhatItHasWritten() {
        Random random = Seed.random("large binary");
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[1 + random.nextInt(LargeBinary.MAX_BYTES)];
            random.nextBytes(bytes);
            assertArrayEquals(bytes, LargeBinary.decode(LargeBinary.encode(bytes)));
            assertArrayEquals(
                    bytes, LargeBinary.decode("0b" + Base64.getEncoder().encodeToString(bytes)));
        }
        assertArrayEquals(new byte[] {1, 0x23}, LargeBinary.decode("0X123"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0x", "0b", "12", "0y12", "0xzz", "0b!", "x12", "0x 12", "-0x12"})
    void shouldRefuseWhatIsNoLargeBinaryValue(String value) {
        assertNull(LargeBinary.decode(value));
    }

    @Test
    void shouldSurviveAnything() {
        Random random = Seed.random("large binary fuzz");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder value = new StringBuilder(random.nextBoolean() ? "0x" : "0b");
            for (int n = random.nextInt(40); n > 0; n--) {
                value.append((char) random.nextInt(random.nextBoolean() ? 128 : 0x3000));
            }
            LargeBinary.decode(value.toString());
        }
    }
}
