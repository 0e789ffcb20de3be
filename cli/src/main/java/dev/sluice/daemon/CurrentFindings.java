package dev.sluice.daemon;

import dev.sluice.config.Configuration;
import dev.sluice.config.Node;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import dev.sluice.daemon.backstore.HealthWatch;
import dev.sluice.iscsi.report.OpenCommandReport;
import dev.sluice.iscsi.report.SessionReport;
import dev.sluice.target.SluiceServer;
import dev.sluice.text.TimeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** State of nodes at this moment, in sentences. Any thread but the loops'. */
final class CurrentFindings {
    private static final int MOST_SESSIONS = 16;
    private static final int MOST_COMMANDS = 8;

    private final SluiceServer server;
    private final OpenBackstores backstores;
    private final HealthWatch health;
    private final Configuration configuration;

    CurrentFindings(SluiceServer server, OpenBackstores backstores, HealthWatch health, Configuration configuration) {
        this.health = health;
        this.server = server;
        this.backstores = backstores;
        this.configuration = configuration;
    }

    List<String> of(WhySubject subject) {
        List<String> sentences = new ArrayList<>();
        if (subject.node() == null) {
            admission(subject.initiator(), sentences);
        } else if (subject.node() instanceof Node.OneTarget(String name)) {
            openness(configuration.target(name), sentences);
        }
        if (subject.backstore() != null) {
            absence(subject.backstore(), sentences);
        }
        sessions(subject, sentences);
        commands(subject, sentences);
        return sentences;
    }

    /** Adds the reason why a backstore is not served, if so. */
    private void absence(String id, List<String> out) {
        OpenBackstores.Open open = backstores.find(id);
        if (open != null && !open.presence().isOk()) {
            out.add("/backstores/" + id + " is not served: " + open.presence().detail()
                    + "; initiators are told NOT READY until it is there");
        } else if (open != null) {
            BackstoreHealth.warning(id, health.of(open.lun().device())).ifPresent(out::add);
        }
    }

    /** Adds the portal groups that admit an initiator. */
    private void admission(String initiator, List<String> out) {
        boolean known = false;
        boolean demo = false;
        for (Target target : configuration.targets()) {
            for (PortalGroup group : target.portalGroups()) {
                Node.Group node = new Node.Group(target.name(), group.tag());
                boolean on = group.attributes().demoMode() != null
                        && group.attributes().demoMode();
                demo |= on;
                if (group.acl(initiator) != null) {
                    known = true;
                    out.add(initiator + " has an ACL in " + node + (group.isOn() ? "" : ", which is disabled"));
                }
            }
        }
        if (!known && isName(initiator)) {
            out.add("No portal group has an ACL of " + initiator
                    + (demo ? "; it gets in where there is demo mode" : ", so it does not get in anywhere"));
        }
    }

    private static boolean isName(String text) {
        return text.regionMatches(true, 0, "iqn.", 0, 4)
                || text.regionMatches(true, 0, "eui.", 0, 4)
                || text.regionMatches(true, 0, "naa.", 0, 4);
    }

    private void openness(Target target, List<String> out) {
        if (target == null) {
            return;
        }
        for (PortalGroup group : target.portalGroups()) {
            Node.Group node = new Node.Group(target.name(), group.tag());
            if (!group.isOn()) {
                out.add(node + " is disabled: nobody gets in");
            } else if (group.portals().isEmpty()) {
                out.add(node + " has no portal: nobody gets to it");
            } else if (group.acls().isEmpty()
                    && (group.attributes().demoMode() == null
                            || !group.attributes().demoMode())) {
                out.add(node + " has no ACL and is not in demo mode: nobody gets in");
            }
        }
    }

    private void sessions(WhySubject subject, List<String> out) {
        List<SessionReport> sessions = server.sessions().stream()
                .filter(session -> isOf(subject, session.initiatorName(), session.targetName(), session.tsih()))
                .toList();
        for (SessionReport session : sessions.subList(0, Math.min(MOST_SESSIONS, sessions.size()))) {
            out.add("Session " + session.tsih() + ": " + session.initiatorName() + " is logged in to "
                    + (session.discovery() ? "discovery" : session.targetName()) + " since "
                    + TimeText.of(session.since()) + "; "
                    + session.openCommands() + " commands are open");
        }
        if (sessions.size() > MOST_SESSIONS) {
            out.add("… and " + (sessions.size() - MOST_SESSIONS) + " more sessions");
        }
    }

    private void commands(WhySubject subject, List<String> out) {
        server.oldestCommands().stream()
                .filter(command -> isOf(subject, command.initiatorName(), command.targetName(), command.tsih()))
                .filter(command -> !isOfUnit(subject)
                        || subject.serial() != null && subject.serial().equals(command.serial()))
                .limit(MOST_COMMANDS)
                .forEach(command -> out.add(sentence(command)));
    }

    private static String sentence(OpenCommandReport command) {
        return String.format(
                Locale.ROOT,
                "The oldest command of %s at LUN %d of %s is %.3f s old (opcode %02Xh): %s; %d are open there",
                command.initiatorName(),
                command.lun(),
                command.targetName(),
                command.age().toNanos() / 1e9,
                command.opcode(),
                command.stage(),
                command.open());
    }

    private static boolean isOfUnit(WhySubject subject) {
        return switch (subject.node()) {
            case Node.OneBackstore backstore -> true;
            case Node.OneLun lun -> true;
            case Node.OneMappedLun lun -> true;
            case null, default -> false;
        };
    }

    private static boolean isOf(WhySubject subject, String initiator, String target, int session) {
        return (subject.initiator() == null || subject.initiator().equalsIgnoreCase(initiator))
                && (subject.target() == null || subject.target().equalsIgnoreCase(target))
                && (subject.session() == 0 || subject.session() == session);
    }
}
