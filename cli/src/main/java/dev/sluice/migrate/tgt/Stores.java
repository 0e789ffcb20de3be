package dev.sluice.migrate.tgt;

import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Identity;
import dev.sluice.migrate.BackstoreNames;
import dev.sluice.migrate.MigrationFindings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the backing stores of all targets as backstores. */
final class Stores {
    private static final Set<String> FILE_IO = Set.of("rdwr", "aio", "mmc", "");
    private static final Set<String> PASSED_THROUGH = Set.of("sg", "bsg");
    private static final Set<Integer> BLOCK_SIZES = Set.of(512, 4096);

    /** The block size of tgt for every disk, also for a device with another one: its data are laid out in this size. */
    private static final int USUAL_BLOCK_SIZE = 512;

    private static final String LUN_LEFT_OUT = "its LUN is left out";

    private final MigrationFindings findings;
    private final BackstoreNames names = new BackstoreNames();
    private final Map<String, Backstore> byPath = new HashMap<>();
    private final List<String> order = new ArrayList<>();
    private final Set<String> serials = new HashSet<>();
    private final Set<String> designators = new HashSet<>();

    Stores(MigrationFindings findings) {
        this.findings = findings;
    }

    List<Backstore> all() {
        return order.stream().map(byPath::get).toList();
    }

    /** The {@link Backstore#id} of a store, or null if it is not imported. */
    String add(Store store, Options target, long tid, String title) {
        StoreSettings settings = new StoreSettings(store, target, title, findings);
        Backstore made = made(store, settings);
        Identity identity = identity(store, settings, tid, made);
        settings.finish();
        if (made == null) {
            return null;
        }
        Backstore known = byPath.get(made.path());
        if (known != null) {
            return shared(store, known, made);
        }
        Path file = Path.of(made.path()).getFileName();
        Backstore kept = made.withName(names.of(made.type(), file == null ? "disk" : file.toString()))
                .withIdentity(!made.type().refusedIdentity().isEmpty() ? null : unique(store, identity));
        byPath.put(kept.path(), kept);
        order.add(kept.path());
        return kept.id();
    }

    private Backstore made(Store store, StoreSettings settings) {
        String type = settings.value("bs-type", "");
        String device = settings.value("device-type", "disk");
        if (!isOnline(settings)) {
            return null;
        }
        Directive bsopts = settings.directive("bsopts");
        boolean writesThrough = settings.value("bsoflags", "").contains("sync") || settings.writeCache() != null;
        if (!store.path().startsWith("/")) {
            settings.lost(store.directive(), "'" + store.path() + "' is no file or device; " + LUN_LEFT_OUT, "");
            return null;
        }
        if (PASSED_THROUGH.contains(type) || device.equals("passthrough") || device.equals("pt")) {
            if (settings.flag("readonly")) {
                settings.security(
                        settings.directive("readonly"),
                        "a device that is passed through cannot be made read-only; " + LUN_LEFT_OUT,
                        "Create it in /backstores/pscsi, and give initiators mapped LUNs that are write-protected");
                return null;
            }
            return Backstore.of(BackstoreType.PSCSI, null, store.path(), null);
        }
        if (!FILE_IO.contains(type)) {
            settings.lost(
                    store.directive(),
                    "Sluice has no storage of type '" + type + "'" + "; " + LUN_LEFT_OUT,
                    "Map it to a block device (as rbd map does) and create that in /backstores/block");
            return null;
        }
        if (bsopts != null) {
            settings.lost(bsopts, "bsopts say nothing of files", "");
        }
        boolean isDevice = store.path().startsWith("/dev/");
        return switch (device) {
            case "disk" -> disk(store, settings, isDevice ? BackstoreType.BLOCK : BackstoreType.FILEIO, writesThrough);
            case "cd", "dvd" -> drive(store, settings, isDevice);
            default -> {
                settings.lost(store.directive(), "Sluice has no devices of type '" + device + "'; " + LUN_LEFT_OUT, "");
                yield null;
            }
        };
    }

    private static Backstore disk(Store store, StoreSettings settings, BackstoreType type, boolean writesThrough) {
        Directive given = settings.own("block-size");
        int blockSize = given == null ? USUAL_BLOCK_SIZE : number(given.value());
        if (!BLOCK_SIZES.contains(blockSize)) {
            settings.lost(
                    given,
                    "blocks of " + given.value() + " bytes are not possible here; " + LUN_LEFT_OUT,
                    "Copy its files to a disk of another block size");
            return null;
        }
        boolean usual = blockSize == USUAL_BLOCK_SIZE && type == BackstoreType.FILEIO;
        return Backstore.of(type, null, store.path(), null)
                .with(Backstore.BLOCK_SIZE, usual ? null : blockSize)
                .with(Backstore.WRITE_CACHE, writesThrough ? false : null)
                .with(Backstore.READ_ONLY, isReadOnly(settings) ? true : null)
                .with(Backstore.REMOVABLE, settings.flag("removable") ? true : null)
                .with(Backstore.THIN, settings.flag("thin_provisioning") ? true : null);
    }

    /** True if a store is read-only. A word such as yes is 0 for tgtd, and permits writes. */
    private static boolean isReadOnly(StoreSettings settings) {
        Directive given = settings.directive("readonly");
        if (given == null || !given.value().matches("(?i)yes|on|true")) {
            return settings.flag("readonly");
        }
        settings.security(
                given,
                "readonly is a word, which tgtd takes for 0, and lets initiators write; here it is read-only, as it says",
                "If they are to write, set attribute read_only=0");
        return true;
    }

    private static Backstore drive(Store store, StoreSettings settings, boolean isDevice) {
        if (isDevice) {
            settings.lost(
                    store.directive(),
                    "a CD or DVD drive is of an image file here; " + LUN_LEFT_OUT,
                    "Create the device in /backstores/pscsi, or serve a copy of the disc");
            return null;
        }
        settings.flag("readonly");
        settings.flag("removable");
        return Backstore.of(BackstoreType.FILEIO, null, store.path(), null).with(Backstore.CD, true);
    }

    private static boolean isOnline(StoreSettings settings) {
        Directive online = settings.directive("online");
        boolean isOn = online == null || online.value().isEmpty() || settings.flag("online");
        if (!isOn) {
            settings.lost(online, "it is offline in tgt; " + LUN_LEFT_OUT, "Create it by hand if it is to be served");
        }
        Directive path = settings.directive("path");
        if (path != null) {
            settings.lost(path, "another medium (" + path.value() + ") is put in at the start", "Serve that instead");
        }
        return isOn;
    }

    private Identity identity(Store store, StoreSettings settings, long tid, Backstore made) {
        if (store.direct() && made != null && made.type().refusedIdentity().isEmpty()) {
            settings.changed(
                    store.directive(),
                    "tgt asks the device for vendor, product, revision and serial number; here they are tgt's usual ones"
                            + " where the file does not say others",
                    "See them with sg_inq, and set attribute vendor_id, product_id, product_revision and unit_serial");
        }
        boolean drive = made != null && made.cd() != null;
        return TgtIdentity.of(
                settings.value("scsi_id", TgtIdentity.usualId(tid, store.lun())),
                settings.value("scsi_sn", TgtIdentity.usualSerial(tid, store.lun())),
                settings.value("vendor_id", "IET"),
                settings.value("product_id", drive ? "VIRTUAL-CDROM" : "VIRTUAL-DISK"),
                settings.value("product_rev", "0001"));
    }

    /** The disk of two LUNs with the same path, which is one backstore here. */
    private String shared(Store store, Backstore known, Backstore made) {
        if (known.type() != made.type() || known.cd() != made.cd()) {
            store.own()
                    .lost(store.directive(), "it is served as another kind of device elsewhere; " + LUN_LEFT_OUT, "");
            return null;
        }
        store.own()
                .changed(
                        store.directive(),
                        "it is a LUN elsewhere, too: both are " + known.id() + " here, with one identity ("
                                + known.identity().t10() + ") and the same settings",
                        "Initiators of this target may see another disk than before");
        boolean readOnly = known.readOnly() != null || made.readOnly() != null;
        boolean writesThrough = known.writeCache() != null || made.writeCache() != null;
        byPath.put(
                known.path(),
                known.with(Backstore.READ_ONLY, readOnly && known.cd() == null ? true : null)
                        .with(Backstore.WRITE_CACHE, writesThrough ? false : null));
        return known.id();
    }

    private Identity unique(Store store, Identity identity) {
        Identity unique = identity;
        if (!serials.add(identity.serial())) {
            String other = identity.serial();
            for (int i = store.lun(); !serials.add(other); i++) {
                other = identity.serial() + "-" + i;
            }
            store.own()
                    .changed(
                            store.directive(),
                            "another disk has its serial number " + identity.serial() + ", too; here it has " + other,
                            "");
            unique = unique.with(Identity.SERIAL, other);
        }
        if (!designators.add(identity.naa())) {
            store.own()
                    .changed(
                            store.directive(),
                            "another disk has its NAA designator " + identity.naa()
                                    + ", too; here it has one of its own",
                            "Initiators may see another disk than before");
            unique = unique.with(Identity.NAA, null);
        }
        return unique;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
