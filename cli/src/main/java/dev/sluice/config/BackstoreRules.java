package dev.sluice.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What holds of backstores. */
final class BackstoreRules {
    private static final int SMALL_BLOCK = 512;
    private static final int LARGE_BLOCK = 4096;

    private final RuleFindings findings;
    private final List<Backstore> backstores;
    private final Map<String, Backstore> ids;
    private final Map<String, Backstore> paths;
    private final IdentityRules identities;

    BackstoreRules(RuleFindings findings, List<Backstore> backstores) {
        this.findings = findings;
        this.backstores = backstores;
        this.ids = HashMap.newHashMap(backstores.size());
        this.paths = HashMap.newHashMap(backstores.size());
        this.identities = new IdentityRules(findings, backstores.size());
    }

    /** Checks all, and gives them by their {@link Backstore#id}. */
    Map<String, Backstore> check() {
        Pointer all = Pointer.ROOT.of("backstores");
        for (int i = 0; i < backstores.size(); i++) {
            check(all.at(i), backstores.get(i));
        }
        return ids;
    }

    private void check(Pointer at, Backstore backstore) {
        boolean named = TextForms.checkBackstore(findings, at.of("name"), backstore.name());
        if (backstore.type() == null) {
            findings.wrong(at.of("type"), "a backstore needs a type: block, fileio, ramdisk, pscsi or null");
            return;
        }
        if (named && ids.putIfAbsent(backstore.id(), backstore) != null) {
            findings.wrong(at.of("name"), "there is a backstore " + backstore.id() + " already");
        }
        path(at, backstore);
        size(at, backstore);
        blockSize(at, backstore);
        protection(at, backstore);
        if (backstore.type() == BackstoreType.PSCSI) {
            passedThrough(at, backstore);
        } else if (isOn(backstore.cd())) {
            drive(at, backstore);
        }
        if (backstore.type() == BackstoreType.NULL && isOn(backstore.thin())) {
            findings.wrong(at.of("thin"), "a null disk keeps nothing that could be thin: leave it out");
        }
        identities.check(at.of("identity"), backstore);
    }

    private void path(Pointer at, Backstore backstore) {
        String path = backstore.path();
        if (!backstore.type().hasPath()) {
            if (path != null) {
                findings.wrong(
                        at.of("path"),
                        "a backstore of type " + backstore.type().label() + " has no path: leave it out");
            }
            return;
        }
        if (path == null) {
            findings.wrong(
                    at.of("path"),
                    "a backstore of type " + backstore.type().label() + " needs the path of its "
                            + (backstore.type() == BackstoreType.FILEIO ? "file" : "device"));
            return;
        }
        if (!TextForms.checkPath(findings, at.of("path"), path)) {
            return;
        }
        Backstore other = paths.putIfAbsent(normal(path), backstore);
        if (other != null) {
            findings.wrong(
                    at.of("path"),
                    path + " would be both " + other.id() + " and " + backstore.id()
                            + ", which would overwrite each other: map one backstore to several LUNs instead");
        }
    }

    private static String normal(String path) {
        if (!path.contains("//") && !path.contains("/.")) {
            return path;
        }
        try {
            return Path.of(path).normalize().toString();
        } catch (InvalidPathException e) {
            return path;
        }
    }

    private void size(Pointer at, Backstore backstore) {
        Long size = backstore.size();
        switch (backstore.type()) {
            case BLOCK, PSCSI -> {
                if (size != null) {
                    findings.wrong(at.of("size"), "a device has the size that it has: leave it out");
                }
                return;
            }
            case RAMDISK, NULL -> {
                if (size == null) {
                    findings.wrong(
                            at.of("size"),
                            "a backstore of type " + backstore.type().label() + " needs a size in bytes");
                }
            }
            case FILEIO -> {
                if (size != null && isOn(backstore.cd())) {
                    findings.wrong(at.of("size"), "a disc has the size of its image: leave it out");
                    return;
                }
            }
        }
        if (size == null) {
            return;
        }
        int block = backstore.blockSize() == null ? SMALL_BLOCK : backstore.blockSize();
        if (size <= 0) {
            findings.wrong(at.of("size"), "a size is at least one block of " + block + " bytes, not " + size);
        } else if (isBlockSize(block) && size % block != 0) {
            findings.wrong(
                    at.of("size"),
                    size + " bytes are not a multiple of the block size of " + block + ": write "
                            + (size - size % block + (size > Long.MAX_VALUE - block ? 0 : block)));
        }
    }

    private void blockSize(Pointer at, Backstore backstore) {
        if (backstore.blockSize() != null && !isBlockSize(backstore.blockSize())) {
            findings.wrong(at.of("blockSize"), "a block size is 512 or 4096, not " + backstore.blockSize());
        }
    }

    private static boolean isBlockSize(int bytes) {
        return bytes == SMALL_BLOCK || bytes == LARGE_BLOCK;
    }

    private void protection(Pointer at, Backstore backstore) {
        Integer type = backstore.protection();
        if (type == null || backstore.type() == BackstoreType.PSCSI) {
            return;
        }
        if (type != 1 && type != 3) {
            findings.wrong(at.of("protection"), "protection information is of type 1 or 3, not " + type);
        } else if (backstore.type() == BackstoreType.BLOCK) {
            findings.wrong(
                    at.of("protection"),
                    "protection information is for files, memory and null disks, not for devices: leave it out");
        }
    }

    private void passedThrough(Pointer at, Backstore backstore) {
        refuse(at, "blockSize", backstore.blockSize(), PASSED_THROUGH);
        refuse(at, "writeCache", backstore.writeCache(), PASSED_THROUGH);
        refuse(at, "readOnly", backstore.readOnly(), PASSED_THROUGH);
        refuse(at, "thin", backstore.thin(), PASSED_THROUGH);
        refuse(at, "removable", backstore.removable(), PASSED_THROUGH);
        refuse(at, "cd", backstore.cd(), PASSED_THROUGH);
        refuse(at, "protection", backstore.protection(), PASSED_THROUGH);
    }

    static final String PASSED_THROUGH = "a device that is passed through is shown as it is: leave it out";

    private void drive(Pointer at, Backstore backstore) {
        if (backstore.type() != BackstoreType.FILEIO) {
            findings.wrong(at.of("cd"), "a CD or DVD drive needs an image: make the backstore one of type fileio");
            return;
        }
        String reason = "a CD or DVD drive only reads, blocks of 2048: leave it out";
        refuse(at, "blockSize", backstore.blockSize(), reason);
        refuse(at, "writeCache", backstore.writeCache(), reason);
        refuse(at, "thin", isOn(backstore.thin()) ? backstore.thin() : null, reason);
        refuse(at, "protection", backstore.protection(), reason);
    }

    private void refuse(Pointer at, String member, Object value, String reason) {
        if (value != null) {
            findings.wrong(at.of(member), reason);
        }
    }

    private static boolean isOn(Boolean value) {
        return value != null && value;
    }
}
