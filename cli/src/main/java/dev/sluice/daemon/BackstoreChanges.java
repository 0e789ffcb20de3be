package dev.sluice.daemon;

import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Configuration;
import dev.sluice.config.Difference;
import dev.sluice.config.Identity;
import dev.sluice.config.Node;
import dev.sluice.config.SharedLists;
import dev.sluice.config.setting.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Differences of backstores between two configurations, by the kind of work. A backstore that cannot change while it is used is recreated.
 *
 * @param made new backstores
 * @param gone removed backstores
 * @param again recreated backstores after the change, by id
 * @param altered backstores that change while they are used
 */
record BackstoreChanges(
        List<Backstore> made, List<Backstore> gone, Map<String, Backstore> again, List<Altered> altered) {
    private static final int USUAL_BLOCK = 512;

    /** A backstore that changes while it is used. */
    record Altered(Backstore before, Backstore after) {}

    /** @param writable tests by the id of a backstore if its open device can be written to */
    static BackstoreChanges of(
            List<Difference> differences, Configuration before, Configuration after, Predicate<String> writable) {
        List<Backstore> made = new ArrayList<>();
        List<Backstore> gone = new ArrayList<>();
        Map<String, Backstore> again = new LinkedHashMap<>();
        List<Altered> altered = new ArrayList<>();
        SharedLists.Span span = SharedLists.span(before.backstores(), after.backstores());
        Map<String, Backstore> old = byId(before.backstores().subList(span.from(), span.beforeEnd()));
        Map<String, Backstore> other = byId(after.backstores().subList(span.from(), span.afterEnd()));
        for (Difference difference : differences) {
            if (difference.node() instanceof Node.OneBackstore one) {
                Backstore was = old.get(one.id());
                Backstore now = other.get(one.id());
                switch (difference.kind()) {
                    case CREATED -> made.add(now);
                    case DELETED -> gone.add(was);
                    case CHANGED -> {
                        if (isChangedInUse(was, now, writable.test(one.id()))) {
                            altered.add(new Altered(was, now));
                        } else {
                            again.put(one.id(), now);
                        }
                    }
                }
            }
        }
        return new BackstoreChanges(made, gone, again, altered);
    }

    private static Map<String, Backstore> byId(List<Backstore> backstores) {
        Map<String, Backstore> byId = new HashMap<>();
        backstores.forEach(backstore -> byId.put(backstore.id(), backstore));
        return byId;
    }

    /** Returns true if a backstore can change into the other while it is used: files can grow, and write protection and cache can be switched. */
    private static boolean isChangedInUse(Backstore one, Backstore other, boolean writable) {
        Backstore same = withUsual(one);
        for (Setting<?> setting : Backstore.SETTINGS.inFile()) {
            if (changesInUse(one, setting, writable)) {
                same = Backstore.SETTINGS.copied(same, setting, withUsual(other));
            }
        }
        return same.equals(withUsual(other));
    }

    private static boolean changesInUse(Backstore one, Setting<?> setting, boolean writable) {
        return switch (setting.effect()) {
            case AT_ONCE, NEW_SESSIONS -> setting != Backstore.READ_ONLY || writable;
            case BY_KIND -> one.type().storage() == BackstoreType.Storage.FILE && one.protection() == null;
            case RECREATION -> false;
        };
    }

    /** The backstore with all defaults set: a default that is set or left out is no difference. */
    private static Backstore withUsual(Backstore one) {
        Identity identity = one.identity() == null ? Identity.NONE : one.identity();
        Backstore said = Backstore.SETTINGS.withUsual(one);
        if (one.type().storage() == BackstoreType.Storage.DEVICE || one.isOn(Backstore.CD)) {
            return said.withIdentity(identity);
        }
        return said.with(Backstore.BLOCK_SIZE, one.blockSize() == null ? USUAL_BLOCK : one.blockSize())
                .withIdentity(Identity.SETTINGS.withUsual(identity));
    }

    /** Returns true if the backstore stays open. */
    boolean keeps(String id) {
        return !again.containsKey(id)
                && gone.stream().noneMatch(backstore -> backstore.id().equals(id));
    }

    /** RAM disks that are recreated, and lose their content. */
    List<Backstore> emptied() {
        return again.values().stream()
                .filter(backstore -> backstore.type().storage() == BackstoreType.Storage.MEMORY)
                .toList();
    }

    private boolean takesNothingAway() {
        return gone.isEmpty() && again.isEmpty();
    }

    /** Returns true if a new backstore can be opened only after another one with its path is closed. */
    boolean mustWait(Backstore backstore, Configuration before) {
        if (backstore.path() == null || takesNothingAway()) {
            return false;
        }
        Set<String> paths = new HashSet<>();
        gone.forEach(one -> paths.add(one.path()));
        again.keySet().forEach(id -> paths.add(before.backstore(id).path()));
        return paths.contains(backstore.path());
    }

    /** Returns true if the backstore is opened only after others are closed. */
    boolean isLate(String id, Configuration before) {
        if (takesNothingAway()) {
            return false;
        }
        return again.containsKey(id) || made.stream().anyMatch(one -> one.id().equals(id) && mustWait(one, before));
    }
}
