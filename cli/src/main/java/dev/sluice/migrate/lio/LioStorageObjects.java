package dev.sluice.migrate.lio;

import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Identity;
import dev.sluice.migrate.BackstoreNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the storage objects of LIO as backstores. */
final class LioStorageObjects {
    private static final String LOST_TYPE =
            "Serve its data in another way: what it can be mapped to as a block device can be"
                    + " created in /backstores/block; its LUNs are left out until then";

    private static final int USUAL_BLOCK = 512;

    private final BackstoreNames names = new BackstoreNames();
    private final Set<String> paths = new HashSet<>();
    private final Map<String, Unit> byPath = new HashMap<>();
    private final List<Backstore> all = new ArrayList<>();

    /**
     * An imported storage object.
     *
     * @param states the states of its target port groups (ALUA), by their names
     */
    record Unit(Backstore backstore, Map<String, AluaGroups.State> states) {}

    List<Backstore> all() {
        return all;
    }

    /** The storage object of a path in a LUN, as in {@code /backstores/block/lun0}, or null. */
    Unit at(String path) {
        return path == null ? null : byPath.get(path);
    }

    void read(Members object) {
        String plugin = object.text("plugin");
        String name = object.text("name");
        Members titled = object.titled("storage object " + plugin + "/" + name);
        if (plugin == null || name == null) {
            titled.lostWhole("it has no plugin or no name", "LIO itself would not restore it");
            return;
        }
        LioStorage row = LioStorage.ofPlugin(plugin);
        if (row == null) {
            titled.lostWhole("Sluice has no storage of type '" + plugin + "'", LOST_TYPE);
        } else {
            keep(titled, row.plugin(), name, row.read(titled));
        }
    }

    private void keep(Members object, String plugin, String name, Backstore made) {
        if (made.type().hasPath() && (made.path() == null || !paths.add(made.path()))) {
            object.lostWhole(
                    made.path() == null ? "it has no device" : made.path() + " is that of another storage object, too",
                    "Its LUNs are left out: map the other backstore instead");
            return;
        }
        String kept = names.of(made.type(), name);
        if (!kept.equals(name)) {
            object.changed("name", "it is called " + made.type().label() + "/" + kept + " here", "");
        }
        Backstore backstore = made.withName(kept);
        all.add(backstore);
        byPath.put("/backstores/" + plugin + "/" + name, new Unit(backstore, AluaGroups.read(object)));
        object.finish();
    }

    static Backstore block(Members object) {
        Backstore device = Backstore.of(BackstoreType.BLOCK, null, object.text("dev"), null);
        object.meaningless("write_back", "a block device has the cache that it has, and flushes reach it");
        object.meaningless("size", "a device has the size that it has");
        object.meaningless("exclusive", "Sluice opens devices for itself alone");
        Boolean readOnly = object.flag("readonly") ? true : null;
        return attributed(object, device.with(Backstore.READ_ONLY, readOnly));
    }

    static Backstore fileio(Members object) {
        String path = object.text("dev");
        boolean device = path != null && path.startsWith("/dev/");
        Long size = device ? null : size(object);
        if (device) {
            object.meaningless("size", "a device has the size that it has");
        }
        object.meaningless("aio", "all of Sluice's I/O is asynchronous");
        Boolean writeCache = object.flag("write_back") ? null : false;
        Backstore backstore = Backstore.of(device ? BackstoreType.BLOCK : BackstoreType.FILEIO, null, path, size)
                .with(Backstore.WRITE_CACHE, writeCache);
        return attributed(object, backstore);
    }

    static Backstore memory(Members object) {
        BackstoreType type = object.flag("nullio") ? BackstoreType.NULL : BackstoreType.RAMDISK;
        return attributed(object, Backstore.of(type, null, null, size(object)));
    }

    /** The size in whole blocks, in bytes; null for the present size of the file. */
    private static Long size(Members object) {
        Long size = object.number("size");
        Long given = object.object("attributes").number("block_size");
        long block = given == null || given <= 0 ? USUAL_BLOCK : given;
        if (size == null || size > 0 && size % block == 0) {
            return size;
        }
        object.changed(
                "size",
                "it is " + size + " bytes, which are no whole blocks of " + block + "; "
                        + (size > block
                                ? "the bytes beyond the last one are left out, as LIO does"
                                : "the file's own size counts"),
                "");
        return size > block ? Long.valueOf(size - size % block) : null;
    }

    static Backstore passedThrough(Members object) {
        Members attributes = object.object("attributes");
        Known.take(Known.PASSED_THROUGH, attributes);
        attributes.finish();
        return Backstore.of(BackstoreType.PSCSI, null, object.text("dev"), null);
    }

    private static Backstore attributed(Members object, Backstore backstore) {
        Members attributes = object.object("attributes");
        Long blockSize = attributes.number("block_size");
        attributes.meaningless("emulate_write_cache", "write_back says it");
        boolean thin = attributes.flag("emulate_tpu") | attributes.flag("emulate_tpws");
        boolean named = attributes.flag("emulate_model_alias");
        Integer protection = protection(attributes, backstore);
        Known.take(Known.STORAGE, attributes);
        attributes.finish();
        boolean canBeThin = backstore.type().takes(Backstore.THIN, true);
        if (thin && !canBeThin) {
            attributes.lost("emulate_tpu", "a null disk keeps nothing that could be thin", "");
        }
        String product = LioIdentity.product(backstore.type(), object.text("name"), named);
        if (!product.equals(LioIdentity.plain(product))) {
            object.changed(
                    "name",
                    "initiators are shown it as the product, in bytes that are no ASCII; they see "
                            + LioIdentity.plain(product) + " here",
                    "");
        }
        String serial = object.text("wwn");
        Identity identity = serial == null ? null : LioIdentity.of(serial, LioIdentity.plain(product));
        return backstore
                .with(Backstore.BLOCK_SIZE, blockSize == null || blockSize == 512 ? null : blockSize.intValue())
                .with(Backstore.THIN, thin && canBeThin ? true : null)
                .with(Backstore.PROTECTION, protection)
                .withIdentity(identity);
    }

    private static Integer protection(Members attributes, Backstore backstore) {
        Long type = attributes.number("pi_prot_type");
        if (type == null || type == 0) {
            return null;
        }
        int wanted = Math.toIntExact(Math.clamp(type, 0, Integer.MAX_VALUE));
        boolean possible = Backstore.PROTECTION.type().refusal("", wanted) == null
                && backstore.type().takes(Backstore.PROTECTION, wanted);
        if (!possible) {
            attributes.lost(
                    "pi_prot_type",
                    "protection information of type " + type + " is not to be had for a backstore of type "
                            + backstore.type().label(),
                    "The disk is served without; initiators that count on it have to be told");
            return null;
        }
        if (backstore.type().storage() == BackstoreType.Storage.FILE) {
            attributes.changed(
                    "pi_prot_type",
                    "the protection information is in " + backstore.path() + ".protection, which Sluice does not read",
                    "It begins anew in " + backstore.path() + ".pi: write the data again to protect them");
        }
        return wanted;
    }
}
