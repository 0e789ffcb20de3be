package dev.sluice.initiator;

import java.util.HashMap;
import java.util.Map;

/** The agreed values of the keys: the target's answers, and the defaults of RFC 7143 13 for the other keys. */
public final class Negotiated {
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("HeaderDigest", "None"),
            Map.entry("DataDigest", "None"),
            Map.entry("MaxRecvDataSegmentLength", "8192"),
            Map.entry("MaxBurstLength", "262144"),
            Map.entry("FirstBurstLength", "65536"),
            Map.entry("InitialR2T", "Yes"),
            Map.entry("ImmediateData", "Yes"),
            Map.entry("MaxOutstandingR2T", "1"),
            Map.entry("MaxConnections", "1"),
            Map.entry("DefaultTime2Wait", "2"),
            Map.entry("DefaultTime2Retain", "20"),
            Map.entry("DataPDUInOrder", "Yes"),
            Map.entry("DataSequenceInOrder", "Yes"),
            Map.entry("ErrorRecoveryLevel", "0"));

    private final Map<String, String> answers = new HashMap<>();

    void answer(String key, String value) {
        if (answers.put(key, value) != null) {
            throw new ProtocolViolation("the target answered " + key + " twice");
        }
    }

    /** The value in force, or null for a key without a default that the target did not name. */
    public String value(String key) {
        String answer = answers.get(key);
        return answer != null ? answer : DEFAULTS.get(key);
    }

    /** The target's answer to a key, or null if there was none. */
    public String answered(String key) {
        return answers.get(key);
    }

    public int number(String key) {
        return Integer.parseInt(value(key));
    }

    public boolean isYes(String key) {
        return "Yes".equals(value(key));
    }

    boolean digests(String key) {
        return "CRC32C".equals(value(key));
    }
}
