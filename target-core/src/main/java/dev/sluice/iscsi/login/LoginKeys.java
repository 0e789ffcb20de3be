package dev.sluice.iscsi.login;

import java.util.Set;

/** Keys that are exchanged at login only: RFC 7143 13 and 12. */
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

    /** The bytes that a value of MaxRecvDataSegmentLength means, or -1 if it is none. */
    public static int maxRecvDataSegmentLength(String value) {
        return KeyNegotiation.maxRecvDataSegmentLength(value);
    }

    /** Whether an attempt to negotiate {@code key} in full feature phase is an error (RFC 7143 6.4). */
    public static boolean contains(String key) {
        return KEYS.contains(key);
    }
}
