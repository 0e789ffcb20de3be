package dev.sluice.migrate.tgt;

import dev.sluice.migrate.MigrationFindings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The backing stores of a target with the LUNs that tgt-admin gives them: in the order of their paths, backing stores before direct
 * ones. A store without a number gets the first free one.
 */
final class StoreList {
    private static final int MOST = 16_383;
    private static final String BACKING = "backing-store";
    private static final String DIRECT = "direct-store";

    private final String title;
    private final MigrationFindings findings;
    private final Set<Integer> taken = new HashSet<>();
    private final List<Store> stores = new ArrayList<>();

    private StoreList(String title, MigrationFindings findings) {
        this.title = title;
        this.findings = findings;
    }

    static List<Store> of(String title, Options target, MigrationFindings findings) {
        StoreList list = new StoreList(title, findings);
        Map<String, Directive> backing = byPath(target, BACKING);
        Map<String, Directive> direct = byPath(target, DIRECT);
        list.reserve(backing);
        list.reserve(direct);
        Directive common = target.first("lun");
        list.add(backing, common, false);
        list.add(direct, common, true);
        return list.stores;
    }

    private static Map<String, Directive> byPath(Options target, String name) {
        Map<String, Directive> stores = new TreeMap<>(Comparator.naturalOrder());
        for (Directive store : target.all(name)) {
            Directive other = stores.putIfAbsent(store.value(), store);
            if (other != null) {
                target.lost(store, store.value() + " is in this target already, at " + other.where(), "");
            }
        }
        return stores;
    }

    private void reserve(Map<String, Directive> of) {
        for (Directive store : of.values()) {
            if (store.isBlock()) {
                store.children().stream()
                        .filter(child -> child.name().equals("lun"))
                        .map(StoreList::number)
                        .forEach(taken::add);
            }
        }
    }

    private void add(Map<String, Directive> all, Directive common, boolean direct) {
        for (Directive store : all.values()) {
            List<Directive> children = store.isBlock() ? store.children() : List.of();
            Options own = new Options(title + ", " + store.value(), children, findings);
            Directive given = own.first("lun");
            Directive number = common == null ? given : common;
            int lun = number == null ? free() : number(number);
            if (lun <= 0 || lun > MOST) {
                own.lost(
                        store, "its LUN '" + number.value() + "' is not one of 1 to " + MOST, "Create the LUN by hand");
            } else if (stores.stream().anyMatch(other -> other.lun() == lun)) {
                own.lost(store, "there is a LUN " + lun + " already, so tgt does not serve it either", "");
            } else {
                stores.add(new Store(store, own, lun, direct));
            }
        }
    }

    private int free() {
        int lun = 1;
        while (!taken.add(lun)) {
            lun++;
        }
        return lun;
    }

    private static int number(Directive lun) {
        try {
            return Integer.parseInt(lun.value());
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
