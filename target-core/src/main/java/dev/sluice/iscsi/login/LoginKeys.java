package dev.sluice.iscsi.login;

import java.util.Set;

/** Keys of the login phase only: RFC 7143 13 and 12. */
public final class LoginKeys {
    private static final Set<String> KEYS = Set.of(
            "AuthMethod",
            "DataDigest",
            "DataPDUInOrder",
            "DataSequenceInOrder",
            "DefaultTime2Retain",
            "DefaultTime2Wait",
            "ErrorRecoveryLevel",
            "FirstBurstLength",
            "HeaderDigest",
            "IFMarkInt",
            "IFMarker",
            "ImmediateData",
            "InitialR2T",
            "InitiatorName",
            "MaxBurstLength",
            "MaxConnections",
            "MaxOutstandingR2T",
            "OFMarkInt",
            "OFMarker",
            "SessionType",
            "TargetName",
            "TaskReporting",
            "iSCSIProtocolLevel");

    private LoginKeys() {}

    /** The bytes of a value of MaxRecvDataSegmentLength, or -1 if it is invalid. */
    public static int maxRecvDataSegmentLength(String value) {
        return KeyNegotiation.maxRecvDataSegmentLength(value);
    }

    /** True if {@code key} must not be negotiated in full feature phase (RFC 7143 6.4). */
    public static boolean contains(String key) {
        return KEYS.contains(key);
    }
}
