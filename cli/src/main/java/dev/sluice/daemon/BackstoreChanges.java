package dev.sluice.daemon;

import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Configuration;
import dev.sluice.config.Identity;
import dev.sluice.config.SharedLists;
import dev.sluice.scsi.unit.UnitIdentity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What becomes of backstores from one configuration to another. One that changes in what cannot change while it is used is
 * removed and made again.
 *
 * @param made those that are new, without those that are made again
 * @param gone those that are removed, without those that are made again
 * @param again those that are removed and made again, as they will be, by id
 * @param altered those that stay and change, as they were and as they will be
 */
record BackstoreChanges(
        List<Backstore> made, List<Backstore> gone, Map<String, Backstore> again, List<Altered> altered) {
    private static final int USUAL_BLOCK = 512;

    /** A backstore that changes while it is used. */
    record Altered(Backstore before, Backstore after) {}

    /** @param writable whether the backstore of an id can be written to as it is open now */
    static BackstoreChanges between(Configuration before, Configuration after, Predicate<String> writable) {
        List<Backstore> made = new ArrayList<>();
        List<Backstore> gone = new ArrayList<>();
        Map<String, Backstore> again = new LinkedHashMap<>();
        List<Altered> altered = new ArrayList<>();
        SharedLists.Span span = SharedLists.span(before.backstores(), after.backstores());
        Map<String, Backstore> old = new HashMap<>();
        before.backstores()
                .subList(span.from(), span.beforeEnd())
                .forEach(backstore -> old.put(backstore.id(), backstore));
        for (Backstore now : after.backstores().subList(span.from(), span.afterEnd())) {
            Backstore was = old.remove(now.id());
            if (was == null) {
                made.add(now);
            } else if (!was.equals(now)) {
                if (alike(was, now, writable.test(was.id()))) {
                    altered.add(new Altered(was, now));
                } else {
                    again.put(now.id(), now);
                }
            }
        }
        gone.addAll(old.values());
        return new BackstoreChanges(made, gone, again, altered);
    }

    /** Whether one can become the other while it is used: a file grows, any disk is protected, its cache is switched. */
    private static boolean alike(Backstore one, Backstore other, boolean writable) {
        Backstore same = withUsual(one).withWriteCache(isCached(other));
        if (one.type() == BackstoreType.FILEIO && one.protection() == null) {
            same = same.withSize(other.size());
        }
        if (writable) {
            same = same.withReadOnly(isOn(other.readOnly()));
        }
        return same.equals(withUsual(other));
    }

    /** With the usual values where nothing is set: a value that is said or left out makes no other disk. */
    private static Backstore withUsual(Backstore one) {
        boolean hasOwnBlocks = one.type() == BackstoreType.BLOCK || one.type() == BackstoreType.PSCSI;
        Backstore said = one.withWriteCache(isCached(one))
                .withReadOnly(isOn(one.readOnly()))
                .withThin(isOn(one.thin()))
                .withRemovable(isOn(one.removable()))
                .withCd(isOn(one.cd()));
        Identity identity = one.identity() == null ? Identity.ofSerial(null) : one.identity();
        if (hasOwnBlocks || isOn(one.cd())) {
            return said.withIdentity(identity);
        }
        return said.withBlockSize(one.blockSize() == null ? USUAL_BLOCK : one.blockSize())
                .withIdentity(identity.withVendor(or(identity.vendor(), UnitIdentity.DEFAULT_VENDOR))
                        .withProduct(or(identity.product(), UnitIdentity.DEFAULT_PRODUCT))
                        .withRevision(or(identity.revision(), UnitIdentity.DEFAULT_REVISION)));
    }

    private static String or(String value, String usual) {
        return value == null ? usual : value;
    }

    private static boolean isOn(Boolean value) {
        return AccessPolicies.isOn(value, false);
    }

    private static boolean isCached(Backstore one) {
        return AccessPolicies.isOn(one.writeCache(), true);
    }

    /** Whether all that the unit lies on is as it was. */
    boolean keeps(String id) {
        return !again.containsKey(id)
                && gone.stream().noneMatch(backstore -> backstore.id().equals(id));
    }

    /** Those that are made again and are empty then: memory. */
    List<Backstore> emptied() {
        return again.values().stream()
                .filter(backstore -> backstore.type() == BackstoreType.RAMDISK)
                .toList();
    }

    private boolean takesNothingAway() {
        return gone.isEmpty() && again.isEmpty();
    }

    /** Whether a new one has to wait for a path until another has given it back. */
    boolean mustWait(Backstore backstore, Configuration before) {
        if (backstore.path() == null || takesNothingAway()) {
            return false;
        }
        Set<String> paths = new HashSet<>();
        gone.forEach(one -> paths.add(one.path()));
        again.keySet().forEach(id -> paths.add(before.backstore(id).path()));
        return paths.contains(backstore.path());
    }

    /** Whether the backstore of that id is open only after others are closed. */
    boolean isLate(String id, Configuration before) {
        if (takesNothingAway()) {
            return false;
        }
        return again.containsKey(id) || made.stream().anyMatch(one -> one.id().equals(id) && mustWait(one, before));
    }
}
