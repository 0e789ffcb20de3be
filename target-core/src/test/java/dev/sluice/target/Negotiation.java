package dev.sluice.target;

import dev.sluice.initiator.LoginOptions;
import java.util.function.UnaryOperator;

/** Kinds of sessions, by what they negotiate: from the smallest numbers of RFC 7143 13 to the largest. */
enum Negotiation {
    DEFAULTS(options -> options.key("MaxRecvDataSegmentLength", null)),
    TINY(options -> options.key("MaxRecvDataSegmentLength", 512)
            .key("MaxBurstLength", 512)
            .key("FirstBurstLength", 512)
            .key("InitialR2T", "No")
            .key("ImmediateData", "Yes")),
    SOLICITED_ONLY(options -> options.key("MaxRecvDataSegmentLength", 4096)
            .key("MaxBurstLength", 20_000)
            .key("FirstBurstLength", 8192)
            .key("InitialR2T", "Yes")
            .key("ImmediateData", "No")
            .key("MaxOutstandingR2T", 4)),
    ODD(options -> options.key("MaxRecvDataSegmentLength", 1021)
            .key("MaxBurstLength", 70_001)
            .key("FirstBurstLength", 3333)
            .key("InitialR2T", "No")
            .key("ImmediateData", "No")
            .key("MaxOutstandingR2T", 65535)),
    HUGE(options -> options.key("MaxRecvDataSegmentLength", 16_777_215)
            .key("MaxBurstLength", 16_777_215)
            .key("FirstBurstLength", 16_777_215)
            .key("InitialR2T", "No")
            .key("ImmediateData", "Yes")
            .key("MaxOutstandingR2T", 16));

    private final UnaryOperator<LoginOptions> keys;

    Negotiation(UnaryOperator<LoginOptions> keys) {
        this.keys = keys;
    }

    LoginOptions applyTo(LoginOptions options) {
        return keys.apply(options);
    }
}
