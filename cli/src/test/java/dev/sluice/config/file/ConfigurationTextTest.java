package dev.sluice.config.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.Configuration;
import dev.sluice.config.Many;
import dev.sluice.config.Secret;
import dev.sluice.config.SharedLists;
import dev.sluice.testing.Seed;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfigurationTextTest {
    @Test
    void shouldWriteOneFormOnly() {
        assertEquals("""
                {
                  "version": 1,
                  "backstores": [
                    {
                      "type": "fileio",
                      "name": "disk0",
                      "path": "/srv/disk0",
                      "size": 1073741824,
                      "identity": {"serial": "00000000000000000000000000000000"}
                    }
                  ],
                  "targets": [
                    {
                      "name": "iqn.2026-11.com.example:target0",
                      "portalGroups": [
                        {
                          "tag": 1,
                          "portals": [
                            {"address": "0.0.0.0", "port": 3260}
                          ],
                          "luns": [
                            {"lun": 0, "backstore": "fileio/disk0"}
                          ],
                          "acls": [
                            {
                              "initiator": "iqn.1993-08.org.debian:01:0",
                              "mappedLuns": [
                                {"lun": 0, "groupLun": 0}
                              ]
                            }
                          ]
                        }
                      ]
                    }
                  ]
                }
                """, new String(ConfigurationText.write(Many.of(1, 1)), UTF_8));
        assertEquals("{\n  \"version\": 1\n}\n", new String(ConfigurationText.write(Configuration.EMPTY), UTF_8));
    }

    @Test
    void shouldReadWhatItWrote() throws ConfigurationWrong {
        RandomConfiguration configurations = new RandomConfiguration(Seed.random("shouldReadWhatItWrote"));
        for (int i = 0; i < 500; i++) {
            Configuration configuration = configurations.next();
            byte[] text = ConfigurationText.write(configuration);
            Configuration read = ConfigurationText.read(text);
            assertEquals(configuration, read);
            assertArrayEquals(text, ConfigurationText.write(read));
        }
    }

    @Test
    void shouldWriteTheSameWhateverWasWrittenBefore() {
        Random random = Seed.random("shouldWriteTheSameWhateverWasWrittenBefore");
        ConfigurationWriter writer = new ConfigurationWriter();
        Configuration many = Many.of(5, 2);
        for (int i = 0; i < 2_000; i++) {
            many = many.withBackstores(some(many.backstores(), Many.of(5, 2).backstores(), random))
                    .withTargets(some(many.targets(), Many.of(5, 2).targets(), random));
            assertEquals(new ConfigurationWriter().write(many), writer.write(many));
        }
    }

    /** Without one, with one more, or with an equal one that is another object. */
    private static <T> List<T> some(List<T> list, List<T> all, Random random) {
        T one = all.get(random.nextInt(all.size()));
        return switch (random.nextInt(3)) {
            case 0 -> SharedLists.without(list, one);
            case 1 -> list.contains(one) ? SharedLists.replace(list, one, one) : SharedLists.with(list, one);
            default -> list;
        };
    }

    @Test
    void shouldRefuseWithoutAnythingElseWhenBytesAreChanged() {
        Random random = Seed.random("shouldRefuseWithoutAnythingElseWhenBytesAreChanged");
        RandomConfiguration configurations = new RandomConfiguration(random);
        for (int i = 0; i < 3_000; i++) {
            byte[] text = ConfigurationText.write(configurations.next());
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                int at = random.nextInt(text.length);
                text[at] = random.nextBoolean() ? (byte) random.nextInt(256) : text[random.nextInt(text.length)];
            }
            if (random.nextInt(4) == 0) {
                text = java.util.Arrays.copyOf(text, random.nextInt(text.length));
            }
            ConfigurationText.Reading reading = ConfigurationText.examine(text);
            for (Flaw flaw : reading.flaws()) {
                assertTrue(
                        flaw.line() > 0 && flaw.column() > 0 && !flaw.message().isBlank(), flaw::toString);
            }
            assertTrue(reading.configuration() != null || !reading.flaws().isEmpty());
        }
    }

    @Test
    void shouldSayWhereWhenSomethingIsWrong() {
        assertEquals(
                List.of(
                        "2:14: /version: this is a text: write a whole number",
                        "3:17: /backstores: this is an object: write a list in brackets",
                        "4:3: /tragets: there is no member 'tragets' here: there are version, $schema, autoSave, defaultPortal, backstores,"
                                + " discovery, targets"),
                flaws("""
                        {
                          "version": "1",
                          "backstores": {},
                          "tragets": []
                        }
                        """));
        assertEquals(
                List.of("1:16: /version: this member is there already: take one of the two away"),
                flaws("{\"version\": 1, \"version\": 1}"));
    }

    @Test
    void shouldFindWhatRulesSayInTheOrderOfTheText() {
        List<String> flaws = flaws("""
                {"version": 1,
                 "backstores": [
                  {"type": "ramdisk", "name": "z", "size": 100},
                  {"type": "ramdisk", "name": "a"}],
                 "targets": [
                  {"name": "iqn.2026-11.b:z", "portalGroups": [{"tag": 1, "luns": [{"lun": 9, "backstore": "block/x"}, {"lun": 1, "backstore": "ramdisk/a"}]}]},
                  {"name": "iqn.2026-11.b:a", "portalGroups": [{"tag": 2}]}]}
                """);
        assertEquals(
                List.of(
                        "3:44: /backstores/0/size: 100 bytes are not a multiple of the block size of 512: write 512",
                        "4:3: /backstores/1/size: a backstore of type ramdisk needs a size in bytes",
                        "6:92: /targets/0/portalGroups/0/luns/0/backstore: there is no backstore 'block/x': write TYPE/NAME of"
                                + " one that is"),
                flaws);
    }

    @Test
    void shouldRefuseWhatIsNoConfiguration() {
        for (String text : List.of(
                "",
                " \n",
                "[]",
                "1",
                "null",
                "{",
                "{\"version\": 1} x",
                "{\"version\": 1,}",
                "{}",
                "\uFEFF{\"version\": 1}",
                "{\"version\": 1.0}",
                "{\"version\": 99999999999999999999}",
                "{\"version\": 1, \"autoSave\": null}",
                "[".repeat(100_000),
                "{\"version\": 1, \"targets\": [null]}")) {
            List<String> flaws = flaws(text);
            assertFalse(flaws.isEmpty(), text);
            assertTrue(flaws.getFirst().startsWith("1:"), flaws::toString);
        }
        assertTrue(ConfigurationText.examine(new byte[] {'{', (byte) 0xff})
                .flaws()
                .getFirst()
                .toString()
                .startsWith("1:2: this is not UTF-8"));
        assertThrows(ConfigurationWrong.class, () -> ConfigurationText.read(new byte[0]));
    }

    @Test
    void shouldSayThatANewerProgramIsNeededWhenTheFormIsNewer() {
        assertEquals(
                List.of(
                        "1:13: /version: this program knows configurations of version 1, not of 2: a newer Sluice wrote it, and a"
                                + " newer one is needed"),
                flaws("{\"version\": 2, \"new\": true}"));
    }

    @Test
    void shouldNeverTellASecret() {
        String secret = "hunter2hunter2";
        for (String text : List.of(
                "{\"version\": 1, \"discovery\": {\"authentication\": {\"users\": [{\"userid\": 1, \"password\": \"%s\"}]}}}",
                "{\"version\": 1, \"discovery\": {\"authentication\": {\"users\": [{\"password\": \"%s}]}}}",
                "{\"version\": 1, \"discovery\": {\"authentication\": {\"users\": [{\"password\": {\"secret\": \"%s\"}}]}}}",
                "{\"version\": 1, \"discovery\": {\"authentication\": {\"users\": [{\"password\": %s}]}}}",
                "{\"version\": 1, \"discovery\": {\"authentication\": {\"users\": [\"%s\"]}}}")) {
            List<String> flaws = flaws(text.formatted(secret));
            assertFalse(flaws.isEmpty(), text);
            assertTrue(flaws.stream().noneMatch(flaw -> flaw.contains("hunter")), flaws::toString);
        }
    }

    @Test
    void shouldTakeAPasswordInTheTextForANewSecret() throws ConfigurationWrong {
        Configuration read = ConfigurationText.read(
                "{\"version\": 1, \"discovery\": {\"authentication\": {\"users\": [{\"userid\": \"joe\", \"password\": \"hunter2hunter2\"}]}}}"
                        .getBytes(UTF_8));

        Secret secret = read.discovery().authentication().users().getFirst().password();
        assertEquals(new Secret.Kept(null, "hunter2hunter2"), secret);
        assertThrows(IllegalArgumentException.class, () -> ConfigurationText.write(read));
        String written = new String(ConfigurationText.write(Secrets.named(read)), UTF_8);
        assertFalse(written.contains("hunter"), written);
    }

    @Test
    void shouldBeFastWhenThereAreTenThousandLuns() throws ConfigurationWrong {
        Configuration many = Many.of(1_000, 10);
        byte[] text = ConfigurationText.write(many);
        long read = 0;
        long write = 0;
        for (int i = 0; i < 10; i++) {
            long start = System.nanoTime();
            ConfigurationText.write(many);
            long written = System.nanoTime();
            ConfigurationText.read(text);
            write = written - start;
            read = System.nanoTime() - written;
        }
        System.out.println("10,000 LUNs: " + text.length + " bytes, written in " + write / 1_000_000 + " ms, read in "
                + read / 1_000_000 + " ms");
        assertTrue(read + write < 5_000_000_000L);
    }

    private static List<String> flaws(String text) {
        return ConfigurationText.examine(text.getBytes(UTF_8)).flaws().stream()
                .map(Flaw::toString)
                .toList();
    }
}
