package dev.sluice.config;

import dev.sluice.config.setting.Setting;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules for backstores. */
final class BackstoreRules {
    private static final int USUAL_BLOCK = 512;

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

    /** Checks all, and returns them by their {@link Backstore#id}. */
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
            findings.wrong(at.of("type"), "a backstore needs a type: " + BackstoreType.labels("", ", "));
            return;
        }
        if (named && ids.putIfAbsent(backstore.id(), backstore) != null) {
            findings.wrong(at.of("name"), "there is a backstore " + backstore.id() + " already");
        }
        required(at, backstore);
        List<MemberRefusal> refusals = refusals(backstore);
        for (Setting<?> setting : Backstore.SETTINGS.inFile()) {
            Object value = Backstore.SETTINGS.get(backstore, setting);
            if (value != null && !isRefused(at, refusals, setting, value)) {
                findings.value(at, setting, value);
                together(at, backstore, setting);
            }
        }
        identities.check(at.of("identity"), backstore);
    }

    private void required(Pointer at, Backstore backstore) {
        String needs = "a backstore of type " + backstore.type().label() + " needs ";
        if (backstore.type().hasPath() && backstore.path() == null) {
            findings.wrong(
                    at.of("path"), needs + "the path of its " + backstore.type().pathNoun());
        }
        if (backstore.type().needsSize() && backstore.size() == null) {
            findings.wrong(at.of("size"), needs + "a size in bytes");
        }
    }

    private static List<MemberRefusal> refusals(Backstore backstore) {
        boolean isDrive = backstore.isOn(Backstore.CD) && backstore.type().takes(Backstore.CD, true);
        return isDrive
                ? SharedLists.joined(backstore.type().refusals(), MemberRefusal.OF_DRIVE)
                : backstore.type().refusals();
    }

    private boolean isRefused(Pointer at, List<MemberRefusal> refusals, Setting<?> setting, Object value) {
        for (MemberRefusal refusal : refusals) {
            if (refusal.concerns(setting, value)) {
                findings.wrong(at.of(setting.member()), refusal.reason());
                return true;
            }
        }
        return false;
    }

    /** The rules for a value together with others. */
    private void together(Pointer at, Backstore backstore, Setting<?> setting) {
        if (setting == Backstore.PATH) {
            path(at.of("path"), backstore);
        } else if (setting == Backstore.SIZE) {
            size(at.of("size"), backstore);
        }
    }

    private void path(Pointer at, Backstore backstore) {
        String path = backstore.path();
        if (!TextForms.checkPath(findings, at, path)) {
            return;
        }
        Backstore other = paths.putIfAbsent(normal(path), backstore);
        if (other != null) {
            findings.wrong(
                    at,
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
        long size = backstore.size();
        Integer given = backstore.blockSize();
        int block = given == null ? USUAL_BLOCK : given;
        boolean isBlock = given == null || Backstore.BLOCK_SIZE.type().refusal("", given) == null;
        if (size <= 0) {
            findings.wrong(at, "a size is at least one block of " + block + " bytes, not " + size);
        } else if (isBlock && size % block != 0) {
            findings.wrong(
                    at,
                    size + " bytes are not a multiple of the block size of " + block + ": write "
                            + (size - size % block + (size > Long.MAX_VALUE - block ? 0 : block)));
        }
    }
}
