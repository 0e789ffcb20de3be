package dev.sluice.config.attribute;

import dev.sluice.config.GroupAttributes;
import java.util.List;

/** What is set of a portal group's ways, by targetcli's names where it has one. */
final class GroupTable {
    static final List<Attribute<GroupAttributes>> ATTRIBUTE = List.of(
            Attribute.decision(
                    "authentication",
                    "whether initiators must prove by CHAP who they are; by default where there are credentials for them",
                    GroupAttributes::authentication,
                    (old, value) -> with(old, old.demoMode(), old.demoModeWriteProtect(), value)),
            Attribute.flag(
                    "generate_node_acls",
                    "demo mode: whether initiators without an ACL may log in, too, and see all LUNs",
                    false,
                    GroupAttributes::demoMode,
                    (old, value) -> with(old, value, old.demoModeWriteProtect(), old.authentication())),
            Attribute.flag(
                    "demo_mode_write_protect",
                    "whether initiators without an ACL may only read",
                    true,
                    GroupAttributes::demoModeWriteProtect,
                    (old, value) -> with(old, old.demoMode(), value, old.authentication())),
            new Attribute<>(
                    "cache_dynamic_acls",
                    "always 1: what initiators without an ACL left behind outlives their sessions",
                    "1",
                    List.of("1"),
                    false,
                    attributes -> null,
                    (attributes, text) -> {
                        if (text != null && !text.equals("1")) {
                            throw new IllegalArgumentException("cache_dynamic_acls is always 1");
                        }
                        return attributes;
                    }),
            Attribute.number(
                    "nopin_timeout",
                    "seconds that an initiator may be silent before it is pinged",
                    "15",
                    1,
                    3600,
                    GroupAttributes::pingAfter,
                    (old, value) -> pinging(old, value, old.pingTimeout())),
            Attribute.number(
                    "nopin_response_timeout",
                    "seconds that it may take to answer before its connection is given up",
                    "30",
                    1,
                    3600,
                    GroupAttributes::pingTimeout,
                    (old, value) -> pinging(old, old.pingAfter(), value)),
            Attribute.choice(
                    "alua_access_state",
                    "how well the LUNs are reached by this group",
                    GroupAttributes.ACCESS_STATES.getFirst(),
                    GroupAttributes.ACCESS_STATES,
                    GroupAttributes::accessState,
                    (old, text) -> new GroupAttributes(
                            old.demoMode(),
                            old.demoModeWriteProtect(),
                            old.authentication(),
                            old.pingAfter(),
                            old.pingTimeout(),
                            text)));

    private GroupTable() {}

    private static GroupAttributes with(
            GroupAttributes old, Boolean demoMode, Boolean writeProtect, Boolean authentication) {
        return new GroupAttributes(
                demoMode, writeProtect, authentication, old.pingAfter(), old.pingTimeout(), old.accessState());
    }

    private static GroupAttributes pinging(GroupAttributes old, Integer after, Integer timeout) {
        return new GroupAttributes(
                old.demoMode(), old.demoModeWriteProtect(), old.authentication(), after, timeout, old.accessState());
    }
}
