package dev.sluice.config.file;

import dev.sluice.config.Acl;
import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Configuration;
import dev.sluice.config.Discovery;
import dev.sluice.config.GroupAttributes;
import dev.sluice.config.Identity;
import dev.sluice.config.Lun;
import dev.sluice.config.MappedLun;
import dev.sluice.config.Parameters;
import dev.sluice.config.Portal;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import dev.sluice.config.setting.SettingTable;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Makes a configuration of JSON. Each mistake becomes a flaw, and reading goes on. Used for one text. */
final class ConfigurationReader {
    private final List<Flaw> flaws;
    private final CredentialsReader credentials;

    /** The places of the items of lists. The lists of a configuration have an order of their own. */
    private final Map<Object, JsonValue.Members> origins = new IdentityHashMap<>();

    ConfigurationReader(List<Flaw> flaws) {
        this.flaws = flaws;
        this.credentials = new CredentialsReader(flaws);
    }

    Map<Object, JsonValue.Members> origins() {
        return origins;
    }

    /** The configuration, or null if this program does not know the form of the text. */
    Configuration read(JsonValue.Members whole) {
        ObjectMembers shape = new ObjectMembers(whole, flaws);
        if (shape.value("version") instanceof JsonValue.Whole(JsonValue.Place place, long number)
                && number != Configuration.VERSION) {
            flaws.add(place.flaw("this program knows configurations of version " + Configuration.VERSION + ", not of "
                    + number
                    + (number > Configuration.VERSION ? ": a newer Sluice wrote it, and a newer one is needed" : "")));
            return null;
        }
        shape.text("$schema");
        int version = shape.neededNumber("version");
        Configuration settings = shape.settings(Configuration.SETTINGS, Configuration.EMPTY);
        List<Backstore> backstores = shape.list("backstores", this::backstore);
        Discovery discovery = shape.object("discovery", this::discovery);
        List<Target> targets = shape.list("targets", this::target);
        shape.end();
        return new Configuration(
                version, settings.autoSave(), settings.defaultPortal(), backstores, discovery, targets);
    }

    private <T> T known(T item, JsonValue.Members origin, ObjectMembers shape) {
        shape.end();
        origins.put(item, origin);
        return item;
    }

    private Backstore backstore(JsonValue.Members object) {
        ObjectMembers shape = new ObjectMembers(object, flaws);
        shape.need("type");
        shape.need("name");
        Backstore named = Backstore.of(type(shape), shape.text("name"), null, null);
        Backstore read = shape.settings(Backstore.SETTINGS, named);
        return known(read.withIdentity(shape.object("identity", this::identity)), object, shape);
    }

    private BackstoreType type(ObjectMembers shape) {
        String label = shape.text("type");
        BackstoreType type = BackstoreType.find(label);
        if (type == null && label != null) {
            shape.wrong(shape.value("type"), "one of " + BackstoreType.labels("\"", ", "));
        }
        return type;
    }

    private Identity identity(JsonValue.Members object) {
        return settings(object, Identity.SETTINGS);
    }

    /** Reads an object whose members are all settings. */
    private <T extends Record> T settings(JsonValue.Members object, SettingTable<T> table) {
        ObjectMembers shape = new ObjectMembers(object, flaws);
        T read = shape.settings(table, table.usual());
        shape.end();
        return read;
    }

    private Discovery discovery(JsonValue.Members object) {
        ObjectMembers shape = new ObjectMembers(object, flaws);
        Discovery read = shape.settings(Discovery.SETTINGS, Discovery.OPEN)
                .withAuthentication(shape.object("authentication", credentials::read));
        shape.end();
        return read;
    }

    private Target target(JsonValue.Members object) {
        ObjectMembers shape = new ObjectMembers(object, flaws);
        shape.need("name");
        return known(
                shape.settings(Target.SETTINGS, new Target(shape.text("name"), null, List.of()))
                        .withPortalGroups(shape.list("portalGroups", this::group)),
                object,
                shape);
    }

    private PortalGroup group(JsonValue.Members object) {
        ObjectMembers shape = new ObjectMembers(object, flaws);
        return known(
                new PortalGroup(
                        shape.neededNumber("tag"),
                        shape.truth("enabled"),
                        shape.object("attributes", this::attributes),
                        shape.object("parameters", this::parameters),
                        shape.object("authentication", credentials::read),
                        shape.list("portals", this::portal),
                        shape.list("luns", this::lun),
                        shape.list("acls", this::acl)),
                object,
                shape);
    }

    private GroupAttributes attributes(JsonValue.Members object) {
        return settings(object, GroupAttributes.SETTINGS);
    }

    private Parameters parameters(JsonValue.Members object) {
        return settings(object, Parameters.SETTINGS);
    }

    private Portal portal(JsonValue.Members object) {
        ObjectMembers shape = new ObjectMembers(object, flaws);
        shape.need("address");
        String address = shape.text("address");
        Integer port = shape.number("port");
        return known(new Portal(address, port == null ? Portal.USUAL_PORT : port), object, shape);
    }

    private Lun lun(JsonValue.Members object) {
        ObjectMembers shape = new ObjectMembers(object, flaws);
        shape.need("backstore");
        return known(new Lun(shape.neededNumber("lun"), shape.text("backstore")), object, shape);
    }

    private Acl acl(JsonValue.Members object) {
        ObjectMembers shape = new ObjectMembers(object, flaws);
        shape.need("initiator");
        return known(
                new Acl(
                        shape.text("initiator"),
                        shape.object("authentication", credentials::read),
                        shape.list("mappedLuns", this::mapped)),
                object,
                shape);
    }

    private MappedLun mapped(JsonValue.Members object) {
        ObjectMembers shape = new ObjectMembers(object, flaws);
        int lun = shape.neededNumber("lun");
        Integer groupLun = shape.number("groupLun");
        MappedLun mapped = new MappedLun(lun, groupLun == null ? lun : groupLun, null);
        return known(shape.settings(MappedLun.SETTINGS, mapped), object, shape);
    }
}
