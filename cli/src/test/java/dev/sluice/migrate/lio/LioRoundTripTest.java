package dev.sluice.migrate.lio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.Configuration;
import dev.sluice.config.Rules;
import dev.sluice.config.file.ConfigurationText;
import dev.sluice.config.file.RandomConfiguration;
import dev.sluice.migrate.Exported;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** From LIO to Sluice, back, and again. A failure names its seed. */
class LioRoundTripTest {
    private static final int RUNS = 400;
    private static final String[] TRUTHS = {"0", "1", "-1"};

    private Random random;

    @Test
    void shouldBeTheSameWhenAFileOfLioGoesToSluiceAndBack() {
        for (long seed = 0; seed < RUNS; seed++) {
            random = new Random(seed);
            String file = file().toString();
            Configuration there = LioImport.read(file).configuration();

            assertEquals(List.of(), Rules.check(there), "seed " + seed);
            Configuration back = LioImport.read(LioExport.write(there).text()).configuration();
            assertEquals(text(there), text(back), "seed " + seed);
        }
    }

    /** A loss on the way happens the first time, and the export reports it. */
    @Test
    void shouldBeTheSameWhenAConfigurationGoesToLioASecondTime() {
        for (long seed = 0; seed < RUNS; seed++) {
            Configuration first = new RandomConfiguration(new Random(seed)).next();
            Exported exported = LioExport.write(first);
            Configuration second = LioImport.read(exported.text()).configuration();

            assertEquals(List.of(), Rules.check(second), "seed " + seed);
            Configuration third = LioImport.read(LioExport.write(second).text()).configuration();
            assertEquals(text(second), text(third), "seed " + seed);
        }
    }

    /** All of it, which shows where two differ. */
    private static String text(Configuration configuration) {
        return new String(ConfigurationText.writeWhole(configuration), StandardCharsets.UTF_8);
    }

    private ObjectNode file() {
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        ArrayNode objects = file.putArray("storage_objects");
        for (int i = 0; i < 3; i++) {
            object(i, objects.addObject());
        }
        if (random.nextBoolean()) {
            ObjectNode module = file.putArray("fabric_modules").addObject().put("name", "iscsi");
            module.put("discovery_enable_auth", random.nextBoolean());
            secrets("discovery_", module);
        }
        ArrayNode targets = file.putArray("targets");
        for (int i = 0; i < 2; i++) {
            ObjectNode target = targets.addObject().put("fabric", "iscsi").put("wwn", "iqn.2026-11.com.Example:t" + i);
            ArrayNode groups = target.putArray("tpgs");
            for (int tag = 1; tag <= 2; tag++) {
                group(tag, groups.addObject());
            }
        }
        return file;
    }

    private void object(int number, ObjectNode object) {
        object.put("name", "d\u00e4" + number).put("wwn", "0f5b12ac-8c2c-4f5e-9d3a-58ce2f4a1b7" + number);
        switch (random.nextInt(4)) {
            case 0 ->
                object.put("plugin", "block").put("dev", "/dev/vd" + number).put("readonly", random.nextBoolean());
            case 1 ->
                object.put("plugin", "fileio")
                        .put("dev", "/srv/" + number)
                        .put("size", random.nextInt(3) * 5000)
                        .put("write_back", random.nextBoolean());
            case 2 -> object.put("plugin", "ramdisk").put("size", 8192 + random.nextInt(9000));
            default -> object.put("plugin", "ramdisk").put("size", 8192).put("nullio", true);
        }
        ObjectNode attributes = object.putObject("attributes");
        attributes.put("emulate_model_alias", random.nextInt(2)).put("emulate_tpu", random.nextInt(2));
        if (random.nextInt(4) == 0) {
            attributes.put("block_size", 4096);
        }
    }

    private void group(int tag, ObjectNode group) {
        group.put("tag", tag).put("enable", random.nextBoolean());
        ObjectNode attributes = group.putObject("attributes");
        if (random.nextInt(4) > 0) {
            attributes.put("authentication", random.nextInt(2));
        }
        attributes.put("generate_node_acls", random.nextInt(2)).put("demo_mode_write_protect", random.nextInt(2));
        secrets("chap_", group);
        group.putArray("portals")
                .addObject()
                .put("ip_address", "192.0.2." + tag)
                .put("port", 3260);
        ArrayNode luns = group.putArray("luns");
        for (int i = 0; i < 3; i++) {
            luns.addObject()
                    .put("index", i)
                    .put(
                            "storage_object",
                            "/backstores/"
                                    + List.of("block", "fileio", "ramdisk").get(random.nextInt(3)) + "/d\u00e4" + i);
        }
        ArrayNode acls = group.putArray("node_acls");
        for (int i = random.nextInt(4); i > 0; i--) {
            ObjectNode acl = acls.addObject().put("node_wwn", "iqn.1991-05.com.microsoft:HOST" + i);
            if (random.nextBoolean()) {
                acl.putObject("attributes").put("authentication", TRUTHS[random.nextInt(TRUTHS.length)]);
            }
            secrets("chap_", acl);
            acl.putArray("mapped_luns")
                    .addObject()
                    .put("index", 1)
                    .put("tpg_lun", random.nextInt(3))
                    .put("write_protect", random.nextBoolean());
        }
    }

    private void secrets(String prefix, ObjectNode out) {
        for (String way : List.of("", "mutual_")) {
            if (random.nextBoolean()) {
                out.put(prefix + way + "userid", "user" + random.nextInt(3));
            }
            if (random.nextInt(3) > 0) {
                out.put(prefix + way + "password", "secret".repeat(1 + random.nextInt(3)) + random.nextInt(2));
            }
        }
    }
}
