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
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Makes a configuration of JSON. What is not as it should be becomes a flaw, and reading goes on. Used for one text. */
final class ConfigurationReader {
    private final List<Flaw> flaws;
    private final CredentialsReader credentials;

    /** Where the items of lists stand: a configuration has them in its own order. */
    private final Map<Object, JsonValue.Members> origins = new IdentityHashMap<>();

    ConfigurationReader(List<Flaw> flaws) {
        this.flaws = flaws;
        this.credentials = new CredentialsReader(flaws);
    }

    Map<Object, JsonValue.Members> origins() {
        return origins;
    }

    /** Null where the text is of a form that this program does not know. */
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
        Boolean autoSave = shape.truth("autoSave");
        Boolean defaultPortal = shape.truth("defaultPortal");
        List<Backstore> backstores = shape.list("backstores", this::backstore);
        Discovery discovery = shape.object("discovery", this::discovery);
        List<Target> targets = shape.list("targets", this::target);
        shape.end();
        return new Configuration(version, autoSave, defaultPortal, backstores, discovery, targets);
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
        return known(
                new Backstore(
                        type(shape),
                        shape.text("name"),
                        shape.text("path"),
                        shape.whole("size"),
                        shape.number("blockSize"),
                        shape.truth("writeCache"),
                        shape.truth("readOnly"),
                        shape.truth("thin"),
                        shape.truth("removable"),
                        shape.truth("cd"),
                        shape.number("protection"),
                        shape.object("identity", this::identity)),
                object,
                shape);
    }

    private BackstoreType type(ObjectMembers shape) {
        String label = shape.text("type");
        for (BackstoreType type : BackstoreType.values()) {
            if (type.label().equals(label)) {
                return type;
            }
        }
        if (label != null) {
            shape.wrong(shape.value("type"), "one of \"block\", \"fileio\", \"ramdisk\", \"pscsi\", \"null\"");
        }
        return null;
    }

    private Identity identity(JsonValue.Members object) {
        ObjectMembers shape = new ObjectMembers(object, flaws);
        Identity identity = new Identity(
                shape.text("serial"),
                shape.text("naa"),
                shape.text("vendor"),
                shape.text("product"),
                shape.text("revision"),
                shape.text("t10"));
        shape.end();
        return identity;
    }

    private Discovery discovery(JsonValue.Members object) {
        ObjectMembers shape = new ObjectMembers(object, flaws);
        Discovery discovery = new Discovery(shape.truth("required"), shape.object("authentication", credentials::read));
        shape.end();
        return discovery;
    }

    private Target target(JsonValue.Members object) {
        ObjectMembers shape = new ObjectMembers(object, flaws);
        shape.need("name");
        return known(
                new Target(shape.text("name"), shape.text("alias"), shape.list("portalGroups", this::group)),
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
        ObjectMembers shape = new ObjectMembers(object, flaws);
        GroupAttributes attributes = new GroupAttributes(
                shape.truth("demoMode"),
                shape.truth("demoModeWriteProtect"),
                shape.truth("authentication"),
                shape.number("pingAfter"),
                shape.number("pingTimeout"),
                shape.text("accessState"));
        shape.end();
        return attributes;
    }

    private Parameters parameters(JsonValue.Members object) {
        ObjectMembers shape = new ObjectMembers(object, flaws);
        Parameters parameters = new Parameters(
                shape.number("MaxRecvDataSegmentLength"),
                shape.number("MaxBurstLength"),
                shape.number("FirstBurstLength"),
                shape.number("MaxOutstandingR2T"),
                shape.truth("InitialR2T"),
                shape.truth("ImmediateData"),
                shape.number("MaxConnections"),
                shape.number("ErrorRecoveryLevel"),
                shape.number("DefaultTime2Wait"),
                shape.number("DefaultTime2Retain"));
        shape.end();
        return parameters;
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
        return known(new MappedLun(lun, groupLun == null ? lun : groupLun, shape.truth("writeProtect")), object, shape);
    }
}
