package dev.sluice.daemon;

import dev.sluice.config.GroupAttributes;
import dev.sluice.config.Parameters;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.session.KeepAlive;
import dev.sluice.scsi.unit.AccessState;

/** Login limits, keep-alive and access state of a portal group, with the defaults for values that are not set. */
final class OfferedParameters {
    private static final KeepAlive USUAL_PINGS = new KeepAlive(15, 30);

    private OfferedParameters() {}

    static TargetLimits limits(Parameters parameters) {
        TargetLimits usual = TargetLimits.DEFAULT;
        return new TargetLimits(
                or(parameters.maxRecvDataSegmentLength(), usual.maxRecvDataSegmentLength()),
                or(parameters.maxBurstLength(), usual.maxBurstLength()),
                or(parameters.firstBurstLength(), usual.firstBurstLength()),
                or(parameters.maxOutstandingR2T(), usual.maxOutstandingR2T()),
                AccessPolicies.isOn(parameters.initialR2T(), usual.initialR2T()),
                AccessPolicies.isOn(parameters.immediateData(), usual.immediateData()),
                or(parameters.maxConnections(), usual.maxConnections()),
                or(parameters.errorRecoveryLevel(), usual.errorRecoveryLevel()),
                or(parameters.defaultTime2Wait(), usual.defaultTime2Wait()),
                or(parameters.defaultTime2Retain(), usual.defaultTime2Retain()));
    }

    static KeepAlive keepAlive(GroupAttributes attributes) {
        return new KeepAlive(
                or(attributes.pingAfter(), USUAL_PINGS.afterSeconds()),
                or(attributes.pingTimeout(), USUAL_PINGS.timeoutSeconds()));
    }

    static AccessState accessState(GroupAttributes attributes) {
        return switch (attributes.accessState()) {
            case null -> AccessState.ACTIVE_OPTIMIZED;
            case "active/optimized" -> AccessState.ACTIVE_OPTIMIZED;
            case "active/non-optimized" -> AccessState.ACTIVE_NON_OPTIMIZED;
            case "standby" -> AccessState.STANDBY;
            case "unavailable" -> AccessState.UNAVAILABLE;
            default -> throw new IllegalArgumentException("no access state: " + attributes.accessState());
        };
    }

    private static int or(Integer value, int usual) {
        return value == null ? usual : value;
    }
}
