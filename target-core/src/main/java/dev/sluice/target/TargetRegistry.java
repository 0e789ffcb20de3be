package dev.sluice.target;

import dev.sluice.iscsi.login.IscsiName;
import dev.sluice.iscsi.node.IscsiServer;
import dev.sluice.iscsi.node.TargetNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The targets of a server, by name. Changed by one thread at a time; removals end on other threads. */
final class TargetRegistry {
    private final ServerSettings settings;
    private final UnitRegistry units;
    private final IscsiServer iscsi;
    private final List<InetSocketAddress> everywhere;
    private final Map<String, LiveTarget> targets = new ConcurrentHashMap<>();

    /** @param everywhere addresses on which the server listens, whatever portals there are */
    TargetRegistry(ServerSettings settings, UnitRegistry units, IscsiServer iscsi, List<InetSocketAddress> everywhere) {
        this.settings = settings;
        this.units = units;
        this.iscsi = iscsi;
        this.everywhere = everywhere;
    }

    /** Serves targets, whose units are added where they are not there: all of them or, where it throws, none. */
    void add(List<TargetDefinition> definitions) throws IOException {
        iscsi.hold();
        try {
            addAll(definitions);
        } finally {
            iscsi.admit();
        }
    }

    private void addAll(List<TargetDefinition> definitions) throws IOException {
        List<LunDefinition> addedUnits = new ArrayList<>();
        List<LiveTarget> added = new ArrayList<>();
        try {
            for (TargetDefinition definition : definitions) {
                for (LunDefinition lun : definition.luns()) {
                    if (units.add(lun)) {
                        addedUnits.add(lun);
                    }
                }
                added.add(open(definition));
            }
        } catch (IOException | RuntimeException e) {
            for (LiveTarget target : added) {
                target.groups().forEach(group -> {
                    group.closePortals();
                    group.showNothing();
                });
                targets.remove(key(target.name()));
            }
            addedUnits.forEach(units::forget);
            throw e;
        }
        iscsi.add(added.stream().map(LiveTarget::node).toList());
    }

    private LiveTarget open(TargetDefinition definition) throws IOException {
        LiveTarget known = targets.get(key(definition.name()));
        if (known != null) {
            throw new IllegalStateException(
                    "there is a target " + known.name() + (known.isEnding() ? ", which is being removed" : ""));
        }
        LiveTarget target = new LiveTarget(definition.name(), definition.alias());
        try {
            for (PortalGroupDefinition group : definition.portalGroups()) {
                add(target, group);
            }
        } catch (IOException | RuntimeException e) {
            target.groups().forEach(group -> {
                group.closePortals();
                group.showNothing();
            });
            throw e;
        }
        targets.put(key(definition.name()), target);
        return target;
    }

    private void add(LiveTarget target, PortalGroupDefinition definition) throws IOException {
        ServedPortalGroup group =
                new ServedPortalGroup(target.node(), target.alias(), definition, settings, units, iscsi);
        try {
            group.open(everywhere);
        } catch (IOException | RuntimeException e) {
            group.showNothing();
            throw e;
        }
        target.add(group);
    }

    /** Ends a target. Completed when its last session is at rest and its name is free. */
    CompletableFuture<Void> remove(String name, Duration bound) {
        LiveTarget target = get(name);
        target.end();
        iscsi.remove(target.node());
        return CompletableFuture.allOf(target.groups().stream()
                        .map(group -> group.close(bound))
                        .toArray(CompletableFuture<?>[]::new))
                .thenRunAsync(() -> targets.remove(key(name), target));
    }

    /** Adds a portal group; its units are added where they are not there. If it throws, nothing has changed. */
    void addGroup(String name, PortalGroupDefinition definition) throws IOException {
        LiveTarget target = get(name);
        if (target.find(definition.tag()) != null) {
            throw new IllegalStateException(target.name() + " has a portal group " + definition.tag());
        }
        List<LunDefinition> added = new ArrayList<>();
        try {
            for (LunDefinition lun : List.copyOf(definition.luns().values())) {
                if (units.add(lun)) {
                    added.add(lun);
                }
            }
            add(target, definition);
        } catch (IOException | RuntimeException e) {
            added.forEach(units::forget);
            throw e;
        }
    }

    /** Ends a portal group. Completed when its last session is at rest and its tag is free. */
    CompletableFuture<Void> removeGroup(String name, int tag, Duration bound) {
        LiveTarget target = get(name);
        ServedPortalGroup group = target.group(tag);
        target.hide(group);
        return group.close(bound).thenRunAsync(() -> target.remove(group));
    }

    /** @throws IllegalArgumentException if there is none, or it is being removed */
    ServedPortalGroup group(String name, int tag) {
        return get(name).group(tag);
    }

    /** @throws IllegalArgumentException if there is none, or it is being removed */
    LiveTarget get(String name) {
        LiveTarget target = targets.get(key(name));
        if (target == null || target.isEnding()) {
            throw new IllegalArgumentException("there is no target " + name);
        }
        return target;
    }

    private static String key(String name) {
        return IscsiName.normalised(name);
    }

    /** A target that is served. */
    static final class LiveTarget {
        private final TargetNode node;
        private final Map<Integer, ServedPortalGroup> groups = new ConcurrentHashMap<>();
        private String alias;
        private boolean ending;

        LiveTarget(String name, String alias) {
            this.node = new TargetNode(name, List.of());
            this.alias = alias;
        }

        String name() {
            return node.name();
        }

        TargetNode node() {
            return node;
        }

        String alias() {
            return alias;
        }

        void alias(String other) {
            alias = other;
            groups.values().forEach(group -> group.group().targetAlias(other));
        }

        void end() {
            ending = true;
        }

        boolean isEnding() {
            return ending;
        }

        List<ServedPortalGroup> groups() {
            return List.copyOf(groups.values());
        }

        void add(ServedPortalGroup group) {
            groups.put(group.group().tag(), group);
            node.add(group.group());
        }

        /** Nobody finds it any more; its tag stays taken until it is removed. */
        void hide(ServedPortalGroup group) {
            node.remove(group.group());
        }

        void remove(ServedPortalGroup group) {
            groups.remove(group.group().tag(), group);
        }

        /** The group of that tag, one that is being removed as well, or null. */
        ServedPortalGroup find(int tag) {
            return groups.get(tag);
        }

        ServedPortalGroup group(int tag) {
            ServedPortalGroup group = find(tag);
            if (group == null || !node.portalGroups().contains(group.group())) {
                throw new IllegalArgumentException("there is no portal group " + tag + " of " + name());
            }
            return group;
        }
    }
}
