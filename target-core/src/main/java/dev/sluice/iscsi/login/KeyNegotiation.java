package dev.sluice.iscsi.login;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The answers to operational keys, RFC 7143 6.2 and 13: a method for each rule. One thread owns a negotiation. */
final class KeyNegotiation {
    static final String REJECT = "Reject";
    static final String IRRELEVANT = "Irrelevant";
    static final String NOT_UNDERSTOOD = "NotUnderstood";

    private static final int MIN_DATA_SEGMENT = 512;
    private static final int MAX_LENGTH = (1 << 24) - 1;
    private static final int BLOCK = 512;

    private static final Set<String> CONNECTION_KEYS = Set.of(
            "HeaderDigest", "DataDigest", "MaxRecvDataSegmentLength", "IFMarker", "OFMarker", "IFMarkInt", "OFMarkInt");
    private static final Set<String> SESSION_KEYS = Set.of(
            "MaxConnections",
            "InitialR2T",
            "ImmediateData",
            "MaxBurstLength",
            "FirstBurstLength",
            "DefaultTime2Wait",
            "DefaultTime2Retain",
            "MaxOutstandingR2T",
            "DataPDUInOrder",
            "DataSequenceInOrder",
            "ErrorRecoveryLevel",
            "TaskReporting",
            "iSCSIProtocolLevel");

    private final TargetLimits limits;
    /** Keys that this side has offered and that have no answer yet. */
    private final Set<String> offered = new HashSet<>();

    boolean headerDigest;
    boolean dataDigest;
    int initiatorMaxRecvDataSegmentLength = 8192;
    int targetMaxRecvDataSegmentLength = 8192;
    int maxBurstLength = 256 << 10;
    int firstBurstLength = 64 << 10;
    int maxOutstandingR2T = 1;
    boolean initialR2T = true;
    boolean immediateData = true;
    int maxConnections = 1;
    int errorRecoveryLevel;
    int defaultTime2Wait = 2;
    int defaultTime2Retain = 20;
    /** The iSCSIProtocolLevel of RFC 7143 and RFC 7144. */
    private static final int PROTOCOL_LEVEL = 2;

    TaskReporting taskReporting = TaskReporting.RFC3720;
    int protocolLevel = 1;

    KeyNegotiation(TargetLimits limits) {
        this.limits = limits;
    }

    /** The answer to {@code key}, or null where none is due. */
    String answer(String key, String value, boolean discovery) throws LoginFailure {
        String answer = negotiate(key, value, discovery);
        return offered.remove(key) ? null : answer;
    }

    private String negotiate(String key, String value, boolean discovery) throws LoginFailure {
        return switch (key) {
            case "HeaderDigest" -> {
                String chosen = chooseDigest(value);
                headerDigest = "CRC32C".equals(chosen);
                yield chosen;
            }
            case "DataDigest" -> {
                String chosen = chooseDigest(value);
                dataDigest = "CRC32C".equals(chosen);
                yield chosen;
            }
            case "MaxRecvDataSegmentLength" -> {
                int length = maxRecvDataSegmentLength(value);
                if (length < 0) {
                    throw new LoginFailure(
                            LoginStatus.INITIATOR_ERROR,
                            "MaxRecvDataSegmentLength=" + IscsiName.printable(value) + " is not " + MIN_DATA_SEGMENT
                                    + " to " + MAX_LENGTH);
                }
                initiatorMaxRecvDataSegmentLength = length;
                yield null;
            }
            case "MaxConnections" -> {
                if (discovery) {
                    yield IRRELEVANT;
                }
                String agreed = smaller(value, 1, 65535, limits.maxConnections());
                maxConnections = agreed.equals(REJECT) ? maxConnections : Integer.parseInt(agreed);
                yield agreed;
            }
            case "InitialR2T" -> {
                if (discovery) {
                    yield IRRELEVANT;
                }
                String agreed = or(value, limits.initialR2T());
                initialR2T = !"No".equals(agreed);
                yield agreed;
            }
            case "ImmediateData" -> {
                if (discovery) {
                    yield IRRELEVANT;
                }
                String agreed = and(value, limits.immediateData());
                immediateData = !"No".equals(agreed);
                yield agreed;
            }
            case "MaxBurstLength" -> {
                if (discovery) {
                    yield IRRELEVANT;
                }
                String agreed = wholeBlocks(value, limits.maxBurstLength());
                maxBurstLength = agreed.equals(REJECT) ? maxBurstLength : Integer.parseInt(agreed);
                yield agreed;
            }
            case "FirstBurstLength" -> {
                if (discovery) {
                    yield IRRELEVANT;
                }
                String agreed = wholeBlocks(value, limits.firstBurstLength());
                firstBurstLength = agreed.equals(REJECT) ? firstBurstLength : Integer.parseInt(agreed);
                yield agreed;
            }
            case "MaxOutstandingR2T" -> {
                if (discovery) {
                    yield IRRELEVANT;
                }
                String agreed = smaller(value, 1, 65535, limits.maxOutstandingR2T());
                maxOutstandingR2T = agreed.equals(REJECT) ? 1 : Integer.parseInt(agreed);
                yield agreed;
            }
            case "DataPDUInOrder", "DataSequenceInOrder" -> discovery ? IRRELEVANT : or(value, true);
            case "DefaultTime2Wait" -> {
                String agreed = larger(value, 0, 3600, limits.defaultTime2Wait());
                defaultTime2Wait = agreed.equals(REJECT) ? defaultTime2Wait : Integer.parseInt(agreed);
                yield agreed;
            }
            case "DefaultTime2Retain" -> {
                boolean retains = !discovery && limits.errorRecoveryLevel() > 0;
                String agreed = smaller(value, 0, 3600, retains ? limits.defaultTime2Retain() : 0);
                defaultTime2Retain = agreed.equals(REJECT) ? defaultTime2Retain : Integer.parseInt(agreed);
                yield agreed;
            }
            case "ErrorRecoveryLevel" -> {
                String agreed = smaller(value, 0, 2, discovery ? 0 : limits.errorRecoveryLevel());
                errorRecoveryLevel = agreed.equals(REJECT) ? 0 : Integer.parseInt(agreed);
                yield agreed;
            }
            case "TaskReporting" -> {
                if (discovery) {
                    yield IRRELEVANT;
                }
                String agreed = choose(value, TaskReporting.keyValues());
                taskReporting = TaskReporting.of(agreed);
                yield agreed;
            }
            case "iSCSIProtocolLevel" -> {
                String agreed = smaller(value, 0, 31, PROTOCOL_LEVEL);
                protocolLevel = agreed.equals(REJECT) ? protocolLevel : Integer.parseInt(agreed);
                yield agreed;
            }
            // RFC 7143 13.25: the key is obsolete, but must not be answered with NotUnderstood.
            case "IFMarker", "OFMarker" -> "No";
            case "IFMarkInt", "OFMarkInt" -> REJECT;
            default -> NOT_UNDERSTOOD;
        };
    }

    static int maxRecvDataSegmentLength(String value) {
        return number(value, MIN_DATA_SEGMENT, MAX_LENGTH);
    }

    /** A copy of this negotiation, independent of it from now on. */
    KeyNegotiation copy() {
        KeyNegotiation copy = new KeyNegotiation(limits);
        copy.headerDigest = headerDigest;
        copy.dataDigest = dataDigest;
        copy.initiatorMaxRecvDataSegmentLength = initiatorMaxRecvDataSegmentLength;
        copy.targetMaxRecvDataSegmentLength = targetMaxRecvDataSegmentLength;
        copy.maxBurstLength = maxBurstLength;
        copy.firstBurstLength = firstBurstLength;
        copy.maxOutstandingR2T = maxOutstandingR2T;
        copy.initialR2T = initialR2T;
        copy.immediateData = immediateData;
        copy.maxConnections = maxConnections;
        copy.errorRecoveryLevel = errorRecoveryLevel;
        copy.defaultTime2Wait = defaultTime2Wait;
        copy.defaultTime2Retain = defaultTime2Retain;
        copy.taskReporting = taskReporting;
        copy.protocolLevel = protocolLevel;
        copy.offered.addAll(offered);
        return copy;
    }

    /** True for a key of the operational stage. */
    static boolean knows(String key) {
        return SESSION_KEYS.contains(key) || CONNECTION_KEYS.contains(key);
    }

    /** True for a key that only the leading connection of a session may negotiate (LO, RFC 7143 13). */
    static boolean isOfSession(String key) {
        return SESSION_KEYS.contains(key);
    }

    /**
     * Offers the keys that the initiator has not sent and whose default this side does not accept.
     *
     * @param spoken the keys that have arrived
     */
    void offerRestrictions(Set<String> spoken, Map<String, String> answers) {
        if (!limits.immediateData() && !spoken.contains("ImmediateData")) {
            offer("ImmediateData", "No", answers);
        }
    }

    private void offer(String key, String value, Map<String, String> answers) {
        if (offered.add(key)) {
            answers.put(key, value);
        }
    }

    /** True while an offer of this side has no answer yet. */
    boolean awaitsAnswers() {
        return !offered.isEmpty();
    }

    /** Declares the keys of this side, once, when the first operational keys arrive. */
    void declare(Map<String, String> answers) {
        targetMaxRecvDataSegmentLength = limits.maxRecvDataSegmentLength();
        answers.put("MaxRecvDataSegmentLength", Integer.toString(targetMaxRecvDataSegmentLength));
    }

    /** RFC 7143 13.14: FirstBurstLength must not exceed MaxBurstLength, in whatever order the keys arrive. */
    void settleBursts(Map<String, String> answers) {
        if (firstBurstLength > maxBurstLength) {
            answers.computeIfPresent(
                    "FirstBurstLength",
                    (key, agreed) -> agreed.equals(REJECT) ? agreed : Integer.toString(maxBurstLength));
        }
    }

    int effectiveFirstBurstLength() {
        return Math.min(firstBurstLength, maxBurstLength);
    }

    private static String chooseDigest(String offered) {
        return choose(offered, List.of("CRC32C", "None"));
    }

    /** The first value of the initiator's list that this side supports. */
    static String choose(String offered, List<String> supported) {
        for (String value : offered.split(",", -1)) {
            if (supported.contains(value)) {
                return value;
            }
        }
        return REJECT;
    }

    private static String or(String value, boolean mine) {
        return isBoolean(value) ? yesNo(mine || value.equals("Yes")) : REJECT;
    }

    private static String and(String value, boolean mine) {
        return isBoolean(value) ? yesNo(mine && value.equals("Yes")) : REJECT;
    }

    private static String smaller(String value, int min, int max, int mine) {
        int offered = number(value, min, max);
        return offered < 0 ? REJECT : Integer.toString(Math.min(offered, mine));
    }

    private static String larger(String value, int min, int max, int mine) {
        int offered = number(value, min, max);
        return offered < 0 ? REJECT : Integer.toString(Math.max(offered, mine));
    }

    /** A minimum, rounded down to whole blocks where that is allowed, so that bursts end at block boundaries. */
    private static String wholeBlocks(String value, int mine) {
        int offered = number(value, MIN_DATA_SEGMENT, MAX_LENGTH);
        if (offered < 0) {
            return REJECT;
        }
        int agreed = Math.min(offered, mine);
        int unit = agreed >= 4096 ? 4096 : BLOCK;
        return Integer.toString(agreed - agreed % unit);
    }

    private static boolean isBoolean(String value) {
        return value.equals("Yes") || value.equals("No");
    }

    private static String yesNo(boolean value) {
        return value ? "Yes" : "No";
    }

    /** A numerical value (decimal or 0x hexadecimal, RFC 7143 6.1) within bounds, or -1. */
    static int number(String value, int min, int max) {
        boolean hexadecimal = value.startsWith("0x") || value.startsWith("0X");
        int radix = hexadecimal ? 16 : 10;
        int start = hexadecimal ? 2 : 0;
        if (start == value.length()) {
            return -1;
        }
        long number = 0;
        for (int i = start; i < value.length(); i++) {
            char c = value.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            number = Math.min(number * radix + digit, Integer.MAX_VALUE);
        }
        return number >= min && number <= max ? (int) number : -1;
    }
}
