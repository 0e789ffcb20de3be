package dev.sluice.shell;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.api.Administration;
import dev.sluice.api.ChangeAnswer;
import dev.sluice.api.ChangeRequest;
import dev.sluice.api.DaemonStatus;
import dev.sluice.api.Explanation;
import dev.sluice.api.Refusal;
import dev.sluice.api.RestoreRequest;
import dev.sluice.api.Revision;
import dev.sluice.api.SavedVersionInfo;
import dev.sluice.api.ServedState;
import dev.sluice.api.ServedState.BackstoreState;
import dev.sluice.api.ServedState.GroupState;
import dev.sluice.api.ServedState.SessionState;
import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.Difference;
import dev.sluice.config.Difference.Kind;
import dev.sluice.config.Node;
import dev.sluice.config.Portal;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.attribute.Attributes;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.ChangeRefused;
import dev.sluice.shell.view.NodeLookup;
import dev.sluice.shell.view.ServedSnapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A daemon that serves nothing: it keeps a configuration, and changes it as it is asked to. */
public final class FakeAdministration implements Administration {
    static final Instant START = Instant.parse("2026-11-23T18:00:00Z");
    private static final long DEVICE_SIZE = 20L << 30;

    final List<ChangeRequest> requests = new ArrayList<>();
    final List<SessionState> sessions = new ArrayList<>();
    final List<Configuration> saved = new ArrayList<>();
    public Configuration configuration = Configuration.EMPTY;
    private long revision;

    @Override
    public DaemonStatus status() {
        return new DaemonStatus(
                "1.2.3",
                1,
                START,
                "/etc/sluice/sluice.json",
                revision,
                configuration.savesChanges(),
                saved.isEmpty() || !saved.getLast().equals(configuration),
                configuration.backstores().size(),
                configuration.targets().size(),
                sessions.size(),
                List.of());
    }

    @Override
    public Revision configuration() {
        return new Revision(revision, configuration);
    }

    @Override
    public ServedState state() {
        List<GroupState> groups = new ArrayList<>();
        configuration.targets().forEach(target -> target.portalGroups()
                .forEach(group -> groups.add(state(target.name(), group))));
        return new ServedState(
                configuration.backstores().stream().map(this::state).toList(), groups, List.copyOf(sessions));
    }

    private BackstoreState state(Backstore backstore) {
        long luns = configuration.targets().stream()
                .flatMap(target -> target.portalGroups().stream())
                .flatMap(group -> group.luns().stream())
                .filter(lun -> lun.backstore().equals(backstore.id()))
                .count();
        boolean absent = Objects.equals(backstore.path(), "/dev/gone");
        return new BackstoreState(
                backstore.id(),
                absent ? "absent" : "ok",
                absent ? "there is no /dev/gone" : "",
                absent ? 0 : backstore.size() == null ? DEVICE_SIZE : backstore.size(),
                512,
                Boolean.TRUE.equals(backstore.readOnly()),
                Boolean.TRUE.equals(backstore.thin()),
                (int) luns);
    }

    private GroupState state(String target, PortalGroup group) {
        long count = sessions.stream()
                .filter(session -> session.target().equals(target) && session.tag() == group.tag())
                .count();
        return new GroupState(
                target,
                group.tag(),
                group.isOn() ? "enabled" : "disabled",
                (int) count,
                group.portals().stream().map(Portal::toString).toList(),
                List.of());
    }

    @Override
    public ChangeAnswer change(ChangeRequest request) throws Refusal {
        requests.add(request);
        Configuration after = configuration;
        try {
            for (Change change : request.changes()) {
                after = change.applyTo(after);
            }
        } catch (ChangeRefused e) {
            throw new Refusal(Refusal.Reason.valueOf(e.reason().name()), e.getMessage());
        }
        return become(after, request.dryRun());
    }

    private ChangeAnswer become(Configuration after, boolean dryRun) {
        List<Difference> differences = differences(configuration, after);
        if (!dryRun) {
            configuration = after;
            revision++;
            if (after.savesChanges()) {
                saved.add(after);
            }
        }
        return new ChangeAnswer(revision, differences, !dryRun && after.savesChanges(), List.of());
    }

    private static List<Difference> differences(Configuration before, Configuration after) {
        Set<Node> old = nodes(before);
        Set<Node> now = nodes(after);
        List<Difference> differences = new ArrayList<>();
        old.stream()
                .filter(node -> !now.contains(node))
                .forEach(node -> differences.add(new Difference(Kind.DELETED, node, "")));
        for (Node node : now) {
            if (!old.contains(node)) {
                differences.add(new Difference(Kind.CREATED, node, ""));
            } else if (!values(before, node).equals(values(after, node))) {
                differences.add(new Difference(Kind.CHANGED, node, ""));
            }
        }
        return differences;
    }

    private static Object values(Configuration in, Node node) {
        List<Object> values = new ArrayList<>();
        Attributes.groups(node).forEach(group -> values.add(Attributes.read(in, node, group)));
        if (node instanceof Node.Group group) {
            values.add(NodeLookup.group(in, group).isOn());
        }
        if (node instanceof Node.OneBackstore one) {
            values.add(String.valueOf(in.backstore(one.id()).size()));
        }
        return values;
    }

    private static Set<Node> nodes(Configuration in) {
        FakeAdministration other = new FakeAdministration();
        other.configuration = in;
        Set<Node> nodes = new LinkedHashSet<>();
        collect(new ServedSnapshot(other), new Node.Root(), nodes);
        return nodes;
    }

    private static void collect(ServedSnapshot in, Node node, Set<Node> nodes) {
        nodes.add(node);
        NodeLookup.children(in, node).forEach(child -> collect(in, child, nodes));
    }

    @Override
    public ChangeAnswer replace(byte[] text, boolean dryRun, boolean force) throws Refusal {
        try {
            return become(JsonMapper.builder().build().readValue(text, Configuration.class), dryRun);
        } catch (IOException e) {
            throw new Refusal(
                    Refusal.Reason.INVALID,
                    "this is no configuration",
                    List.of(new Refusal.Detail("", 1, 3, "a brace is missing")));
        }
    }

    @Override
    public int save() {
        saved.add(configuration);
        return saved.size();
    }

    @Override
    public List<SavedVersionInfo> versions() {
        List<SavedVersionInfo> versions = new ArrayList<>();
        for (int i = saved.size(); i > 0; i--) {
            versions.add(new SavedVersionInfo(
                    i, START.plusSeconds(i), saved.get(i - 1).targets().size() + " targets"));
        }
        return versions;
    }

    @Override
    public Configuration version(int number) throws Refusal {
        if (number < 1 || number > saved.size()) {
            throw new Refusal(Refusal.Reason.NOT_FOUND, "there is no version " + number);
        }
        return saved.get(number - 1);
    }

    @Override
    public ChangeAnswer restore(RestoreRequest request) throws Refusal {
        return become(version(request.version() == null ? saved.size() - 1 : request.version()), request.dryRun());
    }

    @Override
    public void endSession(int number) throws Refusal {
        if (!sessions.removeIf(session -> session.number() == number)) {
            throw new Refusal(Refusal.Reason.NOT_FOUND, "there is no session " + number);
        }
    }

    @Override
    public Explanation why(String about) {
        return new Explanation(
                about,
                List.of(new Explanation.Finding(START, "CHAP refused " + about)),
                List.of("It is not logged in."));
    }
}
