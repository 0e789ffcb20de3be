package dev.sluice.iscsi.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testing.Seed;
import dev.sluice.text.Printable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text format of RFC 7143 6.1. In the tables, '|' stands for the zero byte. */
class TextKeysTest {
    private static final String LONGEST_KEY = "K".repeat(63);

    private static byte[] bytes(String text) {
        return text.replace('|', '\0').getBytes(StandardCharsets.UTF_8);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("", List.of()),
                Arguments.of("A=1|", List.of("A=1")),
                Arguments.of("B=2|A=1|", List.of("B=2", "A=1")),
                Arguments.of("A=|", List.of("A=")),
                Arguments.of("A=x=y|", List.of("A=x=y")),
                Arguments.of("A=1", List.of("A=1")),
                Arguments.of("A=1|||B=2||", List.of("A=1", "B=2")),
                Arguments.of("|||", List.of()),
                Arguments.of("HeaderDigest=CRC32C,None|", List.of("HeaderDigest=CRC32C,None")),
                Arguments.of("X-com.example_v1.a+b@c=1|", List.of("X-com.example_v1.a+b@c=1")),
                Arguments.of("X#Thing=1|", List.of("X#Thing=1")),
                Arguments.of("iSCSIProtocolLevel=1|", List.of("iSCSIProtocolLevel=1")),
                Arguments.of("a=1|A=2|", List.of("a=1", "A=2")),
                Arguments.of("InitiatorAlias=Büro, 2. Stock|", List.of("InitiatorAlias=Büro, 2. Stock")),
                Arguments.of(LONGEST_KEY + "=1|", List.of(LONGEST_KEY + "=1")));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void shouldReadPairsInTheirOrder(String text, List<String> pairs) throws TextFormatException {
        List<String> read = TextKeys.parse(bytes(text)).entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .toList();

        assertEquals(pairs, read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A|",
                "A=1|B|",
                "=1|",
                "=|",
                "A=1|A=1|",
                "A=1|B=2|A=3|",
                "A B=1|",
                " A=1|",
                "A\t=1|",
                "Schlüssel=1|",
                "A/B=1|",
                "A,B=1|",
                "A:B=1|",
                "A\n=1|",
                "KKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKK=1|",
            })
    void shouldRefuseWhatIsNotText(String text) {
        TextFormatException failure = assertThrows(TextFormatException.class, () -> TextKeys.parse(bytes(text)));

        assertEquals(Printable.of(failure.getMessage()), failure.getMessage());
    }

    @Test
    void shouldBoundTheNumberOfKeys() throws TextFormatException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 128; i++) {
            text.append("X-").append(i).append("=1|");
        }
        assertEquals(128, TextKeys.parse(bytes(text.toString())).size());

        String tooMuch = text.append("X-128=1|").toString();

        assertThrows(TextFormatException.class, () -> TextKeys.parse(bytes(tooMuch)));
    }

    @Test
    void shouldEndEachPairWithAZeroByteWhenEncoding() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("TargetPortalGroupTag", "1");
        keys.put("InitiatorAlias", "ä");

        assertArrayEquals(bytes("TargetPortalGroupTag=1|InitiatorAlias=ä|"), TextKeys.encode(keys));
        assertEquals(0, TextKeys.encode(Map.of()).length);
    }

    @Test
    void shouldAppendTheSameKeyAsOftenAsTold() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        TextKeys.append(out, "TargetAddress", "10.0.0.1:3260,1");
        TextKeys.append(out, "TargetAddress", "[2001:db8::1]:3260,1");

        assertArrayEquals(
                bytes("TargetAddress=10.0.0.1:3260,1|TargetAddress=[2001:db8::1]:3260,1|"), out.toByteArray());
    }

    @Test
    void shouldReadBackWhatItWrote() throws TextFormatException {
        Random random = Seed.random("text round trip");
        for (int round = 0; round < 2_000; round++) {
            Map<String, String> keys = new LinkedHashMap<>();
            int count = random.nextInt(20);
            for (int i = 0; i < count; i++) {
                keys.put(
                        randomText(random, 1 + random.nextInt(63), "ABCabc019.-+@_#"),
                        randomText(random, random.nextInt(255), "aB0 ,=;/[]:äß€\ud83d\ude00"));
            }

            Map<String, String> read = TextKeys.parse(TextKeys.encode(keys));

            assertEquals(List.copyOf(keys.entrySet()), List.copyOf(read.entrySet()));
        }
    }

    @Test
    void shouldThrowNothingButFormatErrorsWhateverComes() {
        Random random = Seed.random("text fuzz");
        int refused = 0;
        for (int round = 0; round < 50_000; round++) {
            byte[] text = new byte[random.nextInt(random.nextInt(20) == 0 ? 8192 : 64)];
            if (random.nextBoolean()) {
                random.nextBytes(text);
            } else {
                for (int i = 0; i < text.length; i++) {
                    text[i] = (byte) "A=\0a,\u007f\u00ff".charAt(random.nextInt(7));
                }
            }
            try {
                Map<String, String> keys = TextKeys.parse(text);
                assertTrue(keys.size() <= 128);
                assertTrue(keys.keySet().stream().allMatch(key -> !key.isEmpty() && key.length() <= 63));
            } catch (TextFormatException e) {
                refused++;
                assertTrue(e.getMessage().length() < 200, e.getMessage());
            }
        }
        assertTrue(refused > 0);
    }

    private static String randomText(Random random, int length, String alphabet) {
        int[] characters = alphabet.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        return text.toString();
    }
}
