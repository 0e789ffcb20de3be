package dev.sluice.config;

import java.util.Comparator;
import java.util.List;

/**
 * A portal group of a target: a way in, with rules and a view of the logical units of its own (RFC 7143 3.1).
 *
 * @param tag 1 to 65,535, its own among the groups of the target
 * @param enabled true if logins are accepted; null for yes
 * @param attributes the treatment of initiators
 * @param parameters the parameters that logins are offered
 * @param authentication the credentials for initiators without their own
 * @param portals its addresses
 * @param luns the logical units, by number
 * @param acls the initiators that may log in, by name
 */
public record PortalGroup(
        int tag,
        Boolean enabled,
        GroupAttributes attributes,
        Parameters parameters,
        Credentials authentication,
        List<Portal> portals,
        List<Lun> luns,
        List<Acl> acls) {
    public PortalGroup {
        attributes = attributes == null ? GroupAttributes.USUAL : attributes;
        parameters = parameters == null ? Parameters.USUAL : parameters;
        authentication = authentication == null ? Credentials.NONE : authentication;
        portals = SharedLists.sorted(
                portals,
                Comparator.comparing(Portal::address, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(Portal::port));
        luns = SharedLists.sorted(luns, Comparator.comparingInt(Lun::lun));
        acls = SharedLists.sorted(
                acls, Comparator.comparing(Acl::initiator, Comparator.nullsFirst(Comparator.naturalOrder())));
    }

    /** An empty group without portals. */
    public static PortalGroup of(int tag) {
        return new PortalGroup(tag, null, null, null, null, List.of(), List.of(), List.of());
    }

    /** True if logins are accepted. */
    public boolean isOn() {
        return enabled == null || enabled;
    }

    public PortalGroup withEnabled(Boolean value) {
        return new PortalGroup(tag, value, attributes, parameters, authentication, portals, luns, acls);
    }

    public PortalGroup withAttributes(GroupAttributes value) {
        return new PortalGroup(tag, enabled, value, parameters, authentication, portals, luns, acls);
    }

    public PortalGroup withParameters(Parameters value) {
        return new PortalGroup(tag, enabled, attributes, value, authentication, portals, luns, acls);
    }

    public PortalGroup withAuthentication(Credentials value) {
        return new PortalGroup(tag, enabled, attributes, parameters, value, portals, luns, acls);
    }

    public PortalGroup withPortals(List<Portal> value) {
        return new PortalGroup(tag, enabled, attributes, parameters, authentication, value, luns, acls);
    }

    public PortalGroup withLuns(List<Lun> value) {
        return new PortalGroup(tag, enabled, attributes, parameters, authentication, portals, value, acls);
    }

    public PortalGroup withAcls(List<Acl> value) {
        return new PortalGroup(tag, enabled, attributes, parameters, authentication, portals, luns, value);
    }

    /** The logical unit of that number, or null. */
    public Lun lun(int number) {
        return SharedLists.find(luns, lun -> lun.lun() == number);
    }

    /** The ACL of that initiator, its name in any case, or null. */
    public Acl acl(String initiator) {
        return SharedLists.find(acls, acl -> acl.initiator().equalsIgnoreCase(initiator));
    }
}
