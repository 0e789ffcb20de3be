package dev.sluice.daemon;

import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.Node;
import dev.sluice.config.Portal;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import dev.sluice.daemon.backstore.BackstoreOpener;
import dev.sluice.io.device.DeviceOpenException;
import dev.sluice.io.loop.FatalErrors;
import dev.sluice.target.LunDefinition;
import dev.sluice.target.PortalGroupDefinition;
import dev.sluice.target.SluiceServer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a configuration names and the machine does not have at the moment: devices, addresses, secrets. The rest is served without them;
 * they are looked for now and then, and served when they are there. The server is changed with the lock held.
 */
final class MissingResources {
    private static final Logger LOG = LoggerFactory.getLogger(MissingResources.class);
    private static final long PERIOD_SECONDS = 2;

    /** So many are looked for in a period, those that are more in turn: changes wait meanwhile. */
    private static final int MOST_AT_ONCE = 256;

    /** Where discovery has its credentials. */
    private static final Node DISCOVERY = new Node.Targets();

    private final SluiceServer server;
    private final Backstores backstores;
    private final BackstoreOpener opener;
    private final AccessPolicies access;
    private final TargetDefinitions definitions;
    private final TargetDefinitions closing;
    private final Lock lock;
    private final PortalOpener portals;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sluice-shortages").factory());

    /** Why, by what is missing. */
    private final Map<Node, String> missing = new ConcurrentHashMap<>();

    private Configuration configuration = Configuration.EMPTY;
    private int turn;

    MissingResources(
            SluiceServer server, Backstores backstores, BackstoreOpener opener, AccessPolicies access, Lock lock) {
        this.server = server;
        this.backstores = backstores;
        this.opener = opener;
        this.access = access;
        this.definitions = new TargetDefinitions(backstores::lun, access);
        this.closing = new TargetDefinitions(backstores::lun, access.closing());
        this.lock = lock;
        this.portals = new PortalOpener(server);
    }

    /** Has the server serve all of a configuration that can be served, and looks for the rest from now on. */
    void load(Configuration whole) throws IOException {
        for (Backstore backstore : whole.backstores()) {
            open(backstore);
        }
        server.hold();
        try {
            for (Target target : whole.targets()) {
                add(target);
            }
        } finally {
            server.admit();
        }
        configuration = whole;
        discovery();
        executor.scheduleWithFixedDelay(
                FatalErrors.guarded(this::look), PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    private void open(Backstore backstore) throws IOException {
        LunDefinition lun;
        BackstoreHealth presence = BackstoreHealth.OK;
        try {
            lun = opener.load(backstore);
        } catch (DeviceOpenException unexplained) {
            DeviceOpenException e = backstores.explained(backstore, unexplained);
            presence = BackstoreHealth.absent(e.getMessage());
            lun = opener.absent(backstore);
            miss(node(backstore), e.getMessage());
        }
        server.addUnit(lun);
        backstores.put(new Backstores.Open(backstore, lun, presence));
    }

    /** Where its secrets cannot be read, discovery tells nobody anything. */
    private void discovery() {
        try {
            server.discoveryAuthentication(access.rules(configuration.discovery()));
            if (missing.containsKey(DISCOVERY)) {
                found(DISCOVERY);
            }
        } catch (IOException e) {
            server.discoveryAuthentication(AccessPolicies.closed());
            miss(DISCOVERY, e.getMessage());
        }
    }

    private static Node node(Backstore backstore) {
        return new Node.OneBackstore(backstore.type(), backstore.name());
    }

    /** Looks for it from now on. Under the lock. */
    void miss(Node node, String why) {
        if (!why.equals(missing.put(node, why))) {
            LOG.warn(sentence(node, why));
        }
    }

    /** Looks for it no more. Under the lock. */
    void forget(Node node) {
        missing.remove(node);
    }

    /** Why it is not served, or null where it is. */
    String missing(Node node) {
        return missing.get(node);
    }

    private static String sentence(Node node, String why) {
        return switch (node) {
            case Node.Targets() -> "discovery tells nobody anything: " + why;
            case Node.Group group -> group + " keeps initiators out: " + why;
            case Node.OnePortal one -> one + " is waiting, and is tried again: " + why;
            default -> node + " is not served: " + why;
        };
    }

    /** Portals that cannot be bound are left out; initiators whose secrets cannot be read are not let in. */
    private void add(Target target) throws IOException {
        for (PortalGroup group : target.portalGroups()) {
            try {
                definitions.group(group);
            } catch (IOException e) {
                miss(new Node.Group(target.name(), group.tag()), e.getMessage());
            }
        }
        server.addTarget(closing.target(target));
        for (PortalGroup group : target.portalGroups()) {
            for (Portal portal : group.portals()) {
                addPortal(new Node.OnePortal(new Node.Group(target.name(), group.tag()), portal));
            }
        }
    }

    private void addPortal(Node.OnePortal one) {
        try {
            portals.open(one);
            if (missing.containsKey(one)) {
                found(one);
            }
        } catch (IOException e) {
            miss(one, PortalOpener.why(e));
        }
    }

    /** Tells what is served from now on. Under the lock. */
    void serving(Configuration whole) {
        configuration = whole;
        missing.keySet().removeIf(node -> !isWanted(node));
    }

    private boolean isWanted(Node node) {
        return switch (node) {
            case Node.OneBackstore one -> configuration.backstore(one.id()) != null;
            case Node.Group group -> group(group) != null;
            case Node.OnePortal(Node.Group at, Portal portal) ->
                group(at) != null && group(at).portals().contains(portal);
            case Node.Targets() -> configuration.discovery().isRequired();
            default -> false;
        };
    }

    private PortalGroup group(Node.Group at) {
        Target target = configuration.target(at.target());
        return target == null ? null : target.portalGroup(at.tag());
    }

    List<String> warnings() {
        return missing.entrySet().stream()
                .map(entry -> sentence(entry.getKey(), entry.getValue()))
                .sorted()
                .toList();
    }

    private void look() {
        if (missing.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            List<Node> all = List.copyOf(missing.keySet());
            int first = all.size() > MOST_AT_ONCE ? turn++ * MOST_AT_ONCE % all.size() : 0;
            for (int i = 0; i < Math.min(all.size(), MOST_AT_ONCE); i++) {
                lookFor(all.get((first + i) % all.size()));
            }
        } catch (RuntimeException e) {
            LOG.error("cannot look for what is missing", e);
        } finally {
            lock.unlock();
        }
    }

    private void lookFor(Node node) {
        switch (node) {
            case Node.OneBackstore one -> lookFor(one);
            case Node.OnePortal one -> addPortal(one);
            case Node.Targets() -> discovery();
            case Node.Group at -> {
                try {
                    PortalGroupDefinition wanted = definitions.group(group(at));
                    server.changePortalGroup(at.target(), at.tag(), old -> wanted, Duration.ZERO);
                    found(at);
                } catch (IOException e) {
                    miss(at, e.getMessage());
                }
            }
            default -> throw new IllegalStateException(node.toString());
        }
    }

    private void lookFor(Node.OneBackstore one) {
        Backstore backstore = configuration.backstore(one.id());
        try {
            exchange(one.id(), backstore, opener.load(backstore));
            found(one);
        } catch (DeviceOpenException e) {
            miss(one, backstores.explained(backstore, e).getMessage());
        } catch (IOException e) {
            LOG.error("{} has come back and cannot be served", one, e);
        }
    }

    /** Puts what was found in the place of what stood for it; initiators are told that their LUNs have changed. */
    private void exchange(String id, Backstore backstore, LunDefinition found) throws IOException {
        LunDefinition absent = backstores.lun(id);
        try {
            server.addUnit(found);
        } catch (IOException e) {
            found.device().close();
            throw e;
        }
        for (Target target : configuration.targets()) {
            for (PortalGroup group : target.portalGroups()) {
                if (group.luns().stream().anyMatch(lun -> lun.backstore().equals(id))) {
                    server.changePortalGroup(
                            target.name(),
                            group.tag(),
                            now -> now.showing(replaced(now.luns(), absent, found)),
                            Duration.ZERO);
                }
            }
        }
        backstores.put(new Backstores.Open(backstore, found, BackstoreHealth.OK));
        server.removeUnit(absent);
    }

    private static Map<Integer, LunDefinition> replaced(
            Map<Integer, LunDefinition> luns, LunDefinition old, LunDefinition other) {
        Map<Integer, LunDefinition> changed = new HashMap<>(luns);
        changed.replaceAll((number, lun) -> lun == old ? other : lun);
        return changed;
    }

    private void found(Node node) {
        missing.remove(node);
        LOG.info("{} is served now", node.equals(DISCOVERY) ? "discovery" : node);
    }

    /** Returns when nothing is looked for any more. */
    void close() {
        executor.close();
    }
}
