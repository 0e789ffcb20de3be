package dev.sluice.migrate.lio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Identity;
import dev.sluice.migrate.MigrationFindings;

/** Writes backstores as storage objects of LIO. */
final class StorageWriter {
    private static final String OTHER_DISK = "Initiators see another disk than before";

    private final MigrationFindings findings;

    StorageWriter(MigrationFindings findings) {
        this.findings = findings;
    }

    /** The path of a backstore in LIO, as LUNs refer to it. */
    static String path(Backstore backstore) {
        return "/backstores/" + plugin(backstore) + "/" + backstore.name();
    }

    /** True if LIO has this kind of storage. */
    static boolean isPossible(Backstore backstore) {
        return !isOn(backstore.cd());
    }

    /** Writes a backstore that {@link #isPossible}. */
    void write(Backstore backstore, ObjectNode out) {
        String where = where(backstore);
        out.put("plugin", plugin(backstore)).put("name", backstore.name());
        LioStorage row = LioStorage.of(backstore.type());
        row.write(this, backstore, out);
        if (row.product() == null) {
            return;
        }
        identity(where, backstore, out);
        attributes(where, backstore, out.putObject("attributes"));
    }

    void block(Backstore backstore, ObjectNode out) {
        out.put("dev", backstore.path())
                .put("readonly", isOn(backstore.readOnly()))
                .put("write_back", false);
        if (isOff(backstore.writeCache())) {
            findings.changed(
                    where(backstore) + " writeCache",
                    "a block device of LIO has the cache that the device has",
                    "Turn the device's own write cache off if writes must not wait in it");
        }
    }

    void fileio(Backstore backstore, ObjectNode out) {
        out.put("dev", backstore.path()).put("write_back", !isOff(backstore.writeCache()));
        if (backstore.size() == null) {
            findings.lost(
                    where(backstore) + " size", "LIO wants to know the size of a file", "Write its size in bytes");
        } else {
            out.put("size", backstore.size());
        }
        if (backstore.protection() != null) {
            findings.changed(
                    where(backstore) + " protection",
                    "protection information is in " + backstore.path() + ".pi, which LIO does not read",
                    "It begins anew: write the data again to protect them");
        }
    }

    private void identity(String where, Backstore backstore, ObjectNode out) {
        Identity identity = backstore.identity();
        if (identity == null || identity.serial() == null) {
            findings.changed(where + " serial", "there is no serial number, so LIO makes one", OTHER_DISK);
            return;
        }
        out.put("wwn", identity.serial());
        Identity there = LioIdentity.of(
                identity.serial(), LioIdentity.product(backstore.type(), backstore.name(), isNamed(backstore)));
        if (!there.equals(identity)) {
            findings.changed(
                    where + " identity",
                    "LIO makes what it tells of a disk from its serial number: NAA designator " + there.naa()
                            + ", vendor " + there.vendor() + ", product " + there.product() + ", revision "
                            + there.revision(),
                    OTHER_DISK + "; only its serial number stays");
        }
    }

    private static boolean isNamed(Backstore backstore) {
        String product =
                backstore.identity() == null ? null : backstore.identity().product();
        return !LioIdentity.product(backstore.type(), backstore.name(), false).equals(product);
    }

    private void attributes(String where, Backstore backstore, ObjectNode out) {
        out.put("emulate_model_alias", isNamed(backstore) ? 1 : 0);
        if (backstore.blockSize() != null) {
            out.put("block_size", backstore.blockSize());
        }
        if (isOn(backstore.thin())) {
            out.put("emulate_tpu", 1);
        }
        if (backstore.protection() != null) {
            out.put("pi_prot_type", backstore.protection());
        }
        if (isOn(backstore.removable())) {
            findings.lost(where + " removable", "no disk of LIO is removable", "");
        }
        if (isOn(backstore.readOnly()) && backstore.type().storage() != BackstoreType.Storage.DEVICE) {
            findings.security(
                    where + " readOnly",
                    "only block devices can be read-only in LIO: initiators may write to this one",
                    "Write write_protect into its mapped LUNs, or serve the file as a loop device that is read-only");
        }
    }

    private static String plugin(Backstore backstore) {
        return LioStorage.of(backstore.type()).plugin();
    }

    private static String where(Backstore backstore) {
        return "/backstores/" + backstore.id();
    }

    private static boolean isOn(Boolean value) {
        return value != null && value;
    }

    private static boolean isOff(Boolean value) {
        return value != null && !value;
    }
}
