package dev.sluice.migrate.lio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.config.Configuration;
import dev.sluice.config.Credentials;
import dev.sluice.config.Discovery;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import dev.sluice.migrate.Imported;
import dev.sluice.migrate.MigrationFindings;
import dev.sluice.migrate.Renames;
import dev.sluice.migrate.UnservableRemoval;
import java.util.ArrayList;
import java.util.List;

/** Converts LIO's {@code saveconfig.json} to a configuration of Sluice. One thread. */
public final class LioImport {
    private static final String ISCSI = "iscsi";
    private static final ObjectMapper READER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final MigrationFindings findings = new MigrationFindings();
    private final LioStorageObjects storage = new LioStorageObjects();
    private final List<Target> targets = new ArrayList<>();
    private Discovery discovery = Discovery.OPEN;

    private final Renames renames;

    private LioImport(Renames renames) {
        this.renames = renames;
    }

    /**
     * Converts a file.
     *
     * @param json its text
     * @throws IllegalArgumentException if it is not a file of LIO; the message has the place and the reason
     */
    public static Imported read(String json) {
        return read(json, Renames.none());
    }

    /**
     * The same with new names for targets and initiators.
     *
     * @throws IllegalArgumentException if it is not a file of LIO, or lacks one of the old names
     */
    public static Imported read(String json, Renames renames) {
        return new LioImport(renames).imported(tree(json));
    }

    /** Parses the file. No message quotes the file, since that could show a secret. */
    private static JsonNode tree(String json) {
        JsonNode tree;
        try {
            tree = READER.readTree(json);
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": ";
            throw new IllegalArgumentException(place
                    + "this is not JSON: look for a comma, a quote or a bracket that is missing or too many here or"
                    + " just before" + advice(json));
        }
        if (tree.isObject() && tree.has("backstores") && tree.has("version")) {
            throw new IllegalArgumentException(
                    "this is a configuration of Sluice: sluice plan FILE shows what it would change, sluice apply FILE serves it");
        }
        if (!tree.isObject() || !tree.has("storage_objects") && !tree.has("targets")) {
            throw new IllegalArgumentException(
                    "it has neither storage_objects nor targets: it is no configuration that targetcli saved");
        }
        return tree;
    }

    private static String advice(String text) {
        return text.contains("<target")
                ? "; it looks like a configuration of tgt: sluice import tgt FILE"
                : text.contains("storage {") || text.contains("fabric ")
                        ? "; it looks like a file of an older LIO (lio-utils): load it there and save it with targetcli"
                        : "";
    }

    private Imported imported(JsonNode tree) {
        Members all = new Members("", "", tree, findings);
        all.objects("storage_objects").forEach(storage::read);
        all.objects("fabric_modules").forEach(this::fabric);
        all.objects("targets").forEach(this::target);
        all.finish();
        renames.finish();
        Configuration configuration = UnservableRemoval.prune(
                Configuration.EMPTY
                        .withBackstores(storage.all())
                        .withDiscovery(discovery)
                        .withTargets(targets),
                findings);
        return new Imported(configuration, findings.all(), findings.fates());
    }

    private void fabric(Members module) {
        String name = module.text("name");
        Members titled = module.titled("fabric module " + name);
        if (!ISCSI.equals(name)) {
            titled.lostWhole("Sluice serves iSCSI, not " + name, "");
            return;
        }
        boolean isRequired = titled.flag("discovery_enable_auth");
        Credentials credentials = LioChap.fit(titled, "discovery_", LioChap.read(titled, "discovery_"), isRequired);
        discovery = new Discovery(isRequired == credentials.isEmpty() ? isRequired : null, credentials);
        titled.finish();
    }

    private void target(Members target) {
        String name = target.text("wwn");
        String fabric = target.text("fabric");
        Members titled = target.titled("target " + name);
        if (name == null || !ISCSI.equals(fabric)) {
            titled.lostWhole(
                    name == null ? "it has no wwn" : "Sluice serves iSCSI, not " + fabric,
                    "Its storage objects are taken over: create a target for them in /iscsi");
            return;
        }
        List<PortalGroup> groups = new ArrayList<>();
        String alias = null;
        for (Members group : titled.objects("tpgs")) {
            GroupReader reader = new GroupReader(storage, renames);
            PortalGroup read = reader.read(group);
            if (read != null) {
                groups.add(read);
            }
            if (alias != null && reader.alias() != null && !alias.equals(reader.alias())) {
                titled.lost("tpgs", "its portal groups have different aliases; here a target has one: " + alias, "");
            }
            alias = alias == null ? reader.alias() : alias;
        }
        Members parameters = titled.object("parameters");
        parameters.meaningless("cmd_completion_affinity", "a session belongs to one processor core");
        parameters.finish();
        titled.finish();
        targets.add(new Target(LioNames.node(titled, "wwn", name, renames), alias, groups));
    }
}
