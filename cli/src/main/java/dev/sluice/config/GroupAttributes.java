package dev.sluice.config;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * How a portal group treats initiators. Null is the usual value of each.
 *
 * @param demoMode whether initiators without an ACL may log in, too, and see all LUNs; usually they may not
 * @param demoModeWriteProtect whether those may only read; usually so
 * @param authentication whether initiators must prove by CHAP who they are; usually where there are credentials for them
 * @param pingAfter seconds that an initiator may be silent before it is pinged, 1 to 3,600; usually 15
 * @param pingTimeout seconds that it may take to answer, 1 to 3,600; usually 30
 * @param accessState how well the LUNs are reached by this group (ALUA): active/optimized, active/non-optimized, standby or
 *     unavailable; usually active/optimized
 */
@JsonPropertyOrder({"demoMode", "demoModeWriteProtect", "authentication", "pingAfter", "pingTimeout", "accessState"})
public record GroupAttributes(
        Boolean demoMode,
        Boolean demoModeWriteProtect,
        Boolean authentication,
        Integer pingAfter,
        Integer pingTimeout,
        String accessState) {
    /** The values of {@code accessState}, the usual one first. */
    public static final List<String> ACCESS_STATES =
            List.of("active/optimized", "active/non-optimized", "standby", "unavailable");

    public static final GroupAttributes USUAL = new GroupAttributes(null, null, null, null, null, null);
}
