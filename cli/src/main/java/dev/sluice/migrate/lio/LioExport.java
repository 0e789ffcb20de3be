package dev.sluice.migrate.lio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.Discovery;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import dev.sluice.migrate.Exported;
import dev.sluice.migrate.MigrationFindings;
import java.util.Map;
import java.util.Set;

/** Converts a configuration of Sluice to a {@code saveconfig.json} for {@code targetctl restore}. One thread. */
public final class LioExport {
    private LioExport() {}

    /**
     * Writes the file.
     *
     * @param configuration the configuration; secrets are exported if it has their texts
     */
    public static Exported write(Configuration configuration) {
        MigrationFindings findings = new MigrationFindings();
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        discovery(configuration, findings, file.putArray("fabric_modules"));
        storage(configuration, findings, file.putArray("storage_objects"));
        targets(configuration, findings, file.putArray("targets"));
        try {
            return new Exported(
                    new ObjectMapper()
                                    .enable(SerializationFeature.INDENT_OUTPUT)
                                    .writeValueAsString(file) + "\n",
                    findings.all());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of values cannot be written", e);
        }
    }

    private static void discovery(Configuration configuration, MigrationFindings findings, ArrayNode out) {
        Discovery discovery = configuration.discovery();
        if (!discovery.equals(Discovery.OPEN)) {
            ObjectNode module =
                    out.addObject().put("name", "iscsi").put("discovery_enable_auth", discovery.isRequired());
            new ChapWriter(findings).write("/iscsi", discovery.authentication(), "discovery_", module);
        }
    }

    private static void storage(Configuration configuration, MigrationFindings findings, ArrayNode out) {
        StorageWriter writer = new StorageWriter(findings);
        Map<String, Set<Integer>> states = AluaWriter.states(configuration);
        for (Backstore backstore : configuration.backstores()) {
            if (!StorageWriter.isPossible(backstore)) {
                findings.lost(
                        "/backstores/" + backstore.id(),
                        "LIO has no CD or DVD drives of image files",
                        "Serve a drive of the machine in /backstores/pscsi");
                continue;
            }
            ObjectNode object = out.addObject();
            writer.write(backstore, object);
            if (LioStorage.of(backstore.type()).product() != null) {
                AluaWriter.write(states.getOrDefault(backstore.id(), Set.of()), object);
            }
        }
    }

    private static void targets(Configuration configuration, MigrationFindings findings, ArrayNode out) {
        GroupWriter writer = new GroupWriter(configuration, findings);
        for (Target target : configuration.targets()) {
            ObjectNode made = out.addObject().put("wwn", target.name()).put("fabric", "iscsi");
            ArrayNode groups = made.putArray("tpgs");
            for (PortalGroup group : target.portalGroups()) {
                writer.write(
                        "/iscsi/" + target.name() + "/tpg" + group.tag(), target.alias(), group, groups.addObject());
            }
        }
    }
}
