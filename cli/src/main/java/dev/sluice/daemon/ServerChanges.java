package dev.sluice.daemon;

import dev.sluice.config.Difference;
import dev.sluice.config.Node;
import dev.sluice.config.difference.Differences;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Differences between the present state of a server and the intended one, by the kind of work. Immutable.
 *
 * @param before the present state
 * @param after the intended state
 * @param differences of the configurations, node by node
 * @param arrived nodes that were missing, and are served from now on
 * @param backstores changes of backstores
 * @param targets changes of targets and portal groups
 */
record ServerChanges(
        ServedConfiguration before,
        ServedConfiguration after,
        List<Difference> differences,
        Set<Node> arrived,
        BackstoreChanges backstores,
        TargetChanges targets) {
    /** @param writable tests by the id of a backstore if its open device can be written to */
    static ServerChanges between(ServedConfiguration before, ServedConfiguration after, Predicate<String> writable) {
        List<Difference> differences = Differences.between(before.configuration(), after.configuration());
        Set<Node> arrived = new HashSet<>(before.missing());
        arrived.removeAll(after.missing());
        arrived.removeIf(node -> !ServedConfiguration.isNamed(node, after.configuration()));
        BackstoreChanges backstores =
                BackstoreChanges.of(differences, before.configuration(), after.configuration(), writable);
        TargetChanges targets = TargetChanges.of(
                differences,
                before.configuration(),
                after.configuration(),
                backstores.again().keySet(),
                arrived);
        return new ServerChanges(before, after, differences, Set.copyOf(arrived), backstores, targets);
    }

    boolean isDiscoveryChanged() {
        return arrived.contains(MissingResources.DISCOVERY)
                || !before.configuration()
                        .discovery()
                        .equals(after.configuration().discovery());
    }
}
