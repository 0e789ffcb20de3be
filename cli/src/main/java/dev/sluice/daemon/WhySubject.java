package dev.sluice.daemon;

import dev.sluice.api.Refusal;
import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.Lun;
import dev.sluice.config.MappedLun;
import dev.sluice.config.Node;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import java.util.ArrayList;
import java.util.List;

/** Subject of {@code why}.
 *
 * @param node a node of the tree, or null
 * @param initiator the name of an initiator, or null
 * @param target the name of a target, or null
 * @param session its number, or 0
 * @param backstore the id of the backstore of a logical unit, or null
 * @param serial of a logical unit, or null
 * @param keys the keys of the subject in the journal
 */
record WhySubject(
        Node node, String initiator, String target, int session, String backstore, String serial, List<String> keys) {
    private static final String DIGITS = "\\d{1,5}";

    /** Subject of a typed text: a path, the number of a session, the id of a backstore, or a name.
     *
     * @throws Refusal if it is a path of no possible node
     */
    static WhySubject of(String typed, Configuration configuration) throws Refusal {
        if (typed.startsWith("/")) {
            try {
                return of(Node.parse(typed), configuration);
            } catch (IllegalArgumentException e) {
                throw new Refusal(Refusal.Reason.INVALID, e.getMessage());
            }
        }
        if (typed.matches(DIGITS)) {
            return of(new Node.OneSession(Integer.parseInt(typed)), configuration);
        }
        Backstore backstore = configuration.backstore(typed);
        if (backstore != null) {
            return of(new Node.OneBackstore(backstore.type(), backstore.name()), configuration);
        }
        Target target = configuration.target(typed);
        return target == null
                ? new WhySubject(null, typed, null, 0, null, null, List.of(typed))
                : of(new Node.OneTarget(target.name()), configuration);
    }

    WhySubject withSerial(String value) {
        List<String> more = new ArrayList<>(keys);
        more.add(value);
        return new WhySubject(node, initiator, target, session, backstore, value, List.copyOf(more));
    }

    static WhySubject of(Node node, Configuration configuration) {
        return switch (node) {
            case Node.OneSession(int number) ->
                new WhySubject(node, null, null, number, null, null, List.of("session " + number));
            case Node.OneTarget(String name) -> ofTarget(node, name);
            case Node.Group group -> ofTarget(node, group.target());
            case Node.Luns(Node.Group group) -> ofTarget(node, group.target());
            case Node.Acls(Node.Group group) -> ofTarget(node, group.target());
            case Node.Portals(Node.Group group) -> ofTarget(node, group.target());
            case Node.OnePortal(Node.Group group, var portal) -> ofTarget(node, group.target());
            case Node.OneAcl(Node.Group group, String initiator) ->
                new WhySubject(node, initiator, group.target(), 0, null, null, List.of(initiator, node.toString()));
            case Node.OneBackstore(var type, String name) ->
                ofUnit(node, null, null, type.label() + "/" + name, configuration);
            case Node.OneLun(Node.Group group, int lun) ->
                ofUnit(node, null, group.target(), backstore(group, lun, configuration), configuration);
            case Node.OneMappedLun(Node.OneAcl acl, int lun) ->
                ofUnit(node, acl.initiator(), acl.group().target(), backstore(acl, lun, configuration), configuration);
            case Node.Root root -> none(node);
            case Node.Backstores backstores -> none(node);
            case Node.BackstoresOf backstores -> none(node);
            case Node.Targets targets -> none(node);
            case Node.Sessions sessions -> none(node);
        };
    }

    private static WhySubject none(Node node) {
        return new WhySubject(node, null, null, 0, null, null, List.of(node.toString()));
    }

    private static WhySubject ofTarget(Node node, String target) {
        return new WhySubject(node, null, target, 0, null, null, List.of(target, node.toString()));
    }

    private static WhySubject ofUnit(
            Node node, String initiator, String target, String backstore, Configuration configuration) {
        Backstore found = backstore == null ? null : configuration.backstore(backstore);
        String serial = found == null || found.identity() == null
                ? null
                : found.identity().serial();
        List<String> keys = new ArrayList<>(List.of(node.toString()));
        if (backstore != null && !(node instanceof Node.OneBackstore)) {
            keys.add("/backstores/" + backstore);
        }
        if (serial != null) {
            keys.add(serial);
        }
        return new WhySubject(node, initiator, target, 0, backstore, serial, List.copyOf(keys));
    }

    private static String backstore(Node.Group group, int number, Configuration configuration) {
        PortalGroup found = group(group, configuration);
        Lun lun = found == null ? null : found.lun(number);
        return lun == null ? null : lun.backstore();
    }

    private static String backstore(Node.OneAcl acl, int number, Configuration configuration) {
        PortalGroup found = group(acl.group(), configuration);
        var rules = found == null ? null : found.acl(acl.initiator());
        MappedLun mapped = rules == null ? null : rules.mappedLun(number);
        return mapped == null ? null : backstore(acl.group(), mapped.groupLun(), configuration);
    }

    private static PortalGroup group(Node.Group group, Configuration configuration) {
        Target target = configuration.target(group.target());
        return target == null ? null : target.portalGroup(group.tag());
    }

    /** Returns true if a finding under one of the keys concerns the whole subject: an ACL is about an initiator and a target. */
    boolean concerns(List<String> subjects) {
        if (!(node instanceof Node.OneAcl)) {
            return true;
        }
        return subjects.stream()
                .anyMatch(subject -> subject.equalsIgnoreCase(target) || subject.equalsIgnoreCase(node.toString()));
    }
}
