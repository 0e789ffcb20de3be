package dev.sluice.shell.view;

import dev.sluice.api.ServedState;
import dev.sluice.api.ServedState.BackstoreState;
import dev.sluice.api.ServedState.GroupState;
import dev.sluice.api.ServedState.PortalState;
import dev.sluice.api.ServedState.SessionState;
import dev.sluice.config.Acl;
import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.Discovery;
import dev.sluice.config.GroupAttributes;
import dev.sluice.config.Lun;
import dev.sluice.config.MappedLun;
import dev.sluice.config.Node;
import dev.sluice.config.Portal;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import dev.sluice.shell.view.TreeItem.Health;
import dev.sluice.text.ByteSize;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Summaries of nodes: a few words for each in the tree. */
final class NodeSummaries {
    private static final Summary NOTHING = new Summary("...", Health.NEUTRAL);

    private final Configuration configuration;
    private final Map<String, Backstore> backstores = new HashMap<>();
    private static final String OPTIMIZED = GroupAttributes.ACCESS_STATES.getFirst();

    private final Map<String, BackstoreState> storage = new HashMap<>();
    private final Map<Node.Group, GroupState> groups = new HashMap<>();
    private final Map<Integer, SessionState> sessions = new HashMap<>();
    private final Map<String, List<SessionState>> byInitiator = new HashMap<>();

    /** @param text the words; never empty */
    record Summary(String text, Health health) {}

    NodeSummaries(Configuration configuration, ServedState state) {
        this.configuration = configuration;
        configuration.backstores().forEach(backstore -> backstores.put(backstore.id(), backstore));
        state.backstores().forEach(backstore -> storage.put(backstore.id(), backstore));
        state.groups().forEach(group -> groups.put(new Node.Group(group.target(), group.tag()), group));
        for (SessionState session : state.sessions()) {
            sessions.put(session.number(), session);
            byInitiator
                    .computeIfAbsent(session.initiator().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(session);
        }
    }

    Summary of(Node node) {
        return switch (node) {
            case Node.Root(), Node.Backstores() -> NOTHING;
            case Node.BackstoresOf(var type) ->
                neutral("Storage Objects: "
                        + configuration.backstores().stream()
                                .filter(backstore -> backstore.type() == type)
                                .count());
            case Node.OneBackstore one -> backstore(one.id());
            case Node.Targets() -> targets();
            case Node.OneTarget(String name) ->
                neutral("TPGs: " + size(configuration.target(name), Target::portalGroups));
            case Node.Group group -> group(group);
            case Node.Luns(Node.Group group) -> neutral("LUNs: " + size(at(group), PortalGroup::luns));
            case Node.Acls(Node.Group group) -> neutral("ACLs: " + size(at(group), PortalGroup::acls));
            case Node.Portals(Node.Group group) -> neutral("Portals: " + size(at(group), PortalGroup::portals));
            case Node.OneLun(Node.Group group, int lun) ->
                at(group) == null ? NOTHING : lun(at(group).lun(lun));
            case Node.OneAcl acl -> acl(acl);
            case Node.OneMappedLun(Node.OneAcl acl, int lun) -> mapped(acl, lun);
            case Node.OnePortal(Node.Group group, Portal portal) -> portal(group, portal);
            case Node.Sessions() -> neutral("Sessions: " + sessions.size());
            case Node.OneSession(int number) -> session(sessions.get(number));
        };
    }

    private static Summary neutral(String text) {
        return new Summary(text, Health.NEUTRAL);
    }

    private static <T> int size(T whole, java.util.function.Function<T, List<?>> part) {
        return whole == null ? 0 : part.apply(whole).size();
    }

    private PortalGroup at(Node.Group group) {
        return NodeLookup.group(configuration, group);
    }

    private Summary backstore(String id) {
        Backstore backstore = backstores.get(id);
        if (backstore == null) {
            return NOTHING;
        }
        BackstoreState state = storage.get(id);
        List<String> words = new ArrayList<>();
        if (backstore.path() != null) {
            words.add(backstore.path());
        }
        long size = state != null && state.size() > 0 ? state.size() : backstore.size() == null ? 0 : backstore.size();
        if (size > 0) {
            words.add("(" + ByteSize.rounded(size) + ")");
        }
        if (state != null && !state.state().equals("ok")) {
            words.add(state.state() + (state.detail().isEmpty() ? "" : ": " + state.detail()));
            return new Summary(String.join(" ", words), Health.BAD);
        }
        if (state != null ? state.readOnly() : Boolean.TRUE.equals(backstore.readOnly())) {
            words.add("ro");
        }
        if (backstore.path() != null) {
            words.add(Boolean.FALSE.equals(backstore.writeCache()) ? "write-thru" : "write-back");
        }
        if (state != null && state.thin()) {
            words.add("thin");
        }
        words.add(state != null && state.luns() > 0 ? "activated" : "deactivated");
        return new Summary(String.join(" ", words), Health.GOOD);
    }

    private Summary targets() {
        Discovery discovery = configuration.discovery();
        boolean isMutual = discovery.authentication().mutual() != null;
        String auth = !discovery.isRequired() ? "" : isMutual ? "mutual disc auth, " : "1-way disc auth, ";
        return neutral(auth + "Targets: " + configuration.targets().size());
    }

    private Summary group(Node.Group node) {
        PortalGroup group = at(node);
        GroupState state = groups.get(node);
        if (group == null) {
            return NOTHING;
        }
        int count = state == null ? 0 : state.sessions();
        String logins = count == 0 ? "" : ", " + count + (count == 1 ? " session" : " sessions");
        if (!group.isOn()) {
            return new Summary((state == null ? "disabled" : state.state()) + logins, Health.BAD);
        }
        boolean demo = Boolean.TRUE.equals(group.attributes().demoMode());
        String access = group.attributes().accessState();
        return neutral((demo ? "gen-acls" : "no-gen-acls")
                + ", "
                + authentication(group)
                + (access == null || access.equals(OPTIMIZED) ? "" : ", " + access)
                + logins);
    }

    private static String authentication(PortalGroup group) {
        Boolean wanted = group.attributes().authentication();
        boolean ofGroup = !group.authentication().isEmpty();
        boolean ofAcls =
                group.acls().stream().anyMatch(acl -> !acl.authentication().isEmpty());
        if (wanted == null ? !ofGroup && !ofAcls : !wanted) {
            return "no-auth";
        }
        if (!ofGroup) {
            return "auth per-acl";
        }
        return "tpg-auth, " + (group.authentication().mutual() == null ? "1-way auth" : "mutual auth");
    }

    private Summary lun(Lun lun) {
        if (lun == null) {
            return NOTHING;
        }
        Backstore backstore = backstores.get(lun.backstore());
        BackstoreState state = storage.get(lun.backstore());
        String path = backstore == null || backstore.path() == null ? "" : " (" + backstore.path() + ")";
        boolean bad = state != null && !state.state().equals("ok");
        return new Summary(lun.backstore() + path + (bad ? " " + state.state() : ""), bad ? Health.BAD : Health.GOOD);
    }

    private Summary acl(Node.OneAcl node) {
        Acl acl = NodeLookup.acl(configuration, node);
        if (acl == null) {
            return NOTHING;
        }
        List<String> words = new ArrayList<>();
        if (!acl.authentication().isEmpty()) {
            words.add(acl.authentication().mutual() == null ? "1-way auth" : "mutual auth");
        }
        words.add("Mapped LUNs: " + acl.mappedLuns().size());
        boolean here = byInitiator.getOrDefault(acl.initiator().toLowerCase(Locale.ROOT), List.of()).stream()
                .anyMatch(session ->
                        session.target().equalsIgnoreCase(node.group().target())
                                && session.tag() == node.group().tag());
        if (here) {
            words.add("logged in");
        }
        return new Summary(String.join(", ", words), here ? Health.GOOD : Health.NEUTRAL);
    }

    private Summary mapped(Node.OneAcl node, int number) {
        Acl acl = NodeLookup.acl(configuration, node);
        MappedLun mapped = acl == null ? null : acl.mappedLun(number);
        if (mapped == null) {
            return NOTHING;
        }
        Lun lun = at(node.group()).lun(mapped.groupLun());
        return new Summary(
                "lun" + mapped.groupLun() + " " + (lun == null ? "" : lun.backstore() + " ")
                        + (mapped.isWriteProtected() ? "(ro)" : "(rw)"),
                Health.GOOD);
    }

    private Summary portal(Node.Group node, Portal portal) {
        GroupState state = groups.get(node);
        boolean listens = state != null && state.portals().contains(portal.toString());
        if (listens) {
            return new Summary("OK", Health.GOOD);
        }
        PortalState waiting = state == null ? null : state.waiting(portal);
        return new Summary(waiting == null ? "not listening" : "waiting: " + waiting.why(), Health.BAD);
    }

    private static Summary session(SessionState session) {
        if (session == null) {
            return NOTHING;
        }
        String from = session.connections().isEmpty()
                ? ""
                : " from " + session.connections().getFirst().from();
        String to = session.target().isEmpty() ? "discovery" : session.target() + "/tpg" + session.tag();
        return new Summary(
                session.initiator() + from + " to " + to + ", read " + ByteSize.rounded(session.bytesRead())
                        + ", written " + ByteSize.rounded(session.bytesWritten()) + ", open " + session.open(),
                Health.GOOD);
    }
}
