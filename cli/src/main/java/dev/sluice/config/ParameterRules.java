package dev.sluice.config;

/** What holds of the parameters of logins, RFC 7143 13. */
final class ParameterRules {
    private static final int LEAST_LENGTH = 512;
    private static final int MOST_LENGTH = (1 << 24) - 1;
    private static final int USUAL_MAX_BURST = 1 << 20;

    private ParameterRules() {}

    static void check(RuleFindings findings, Pointer at, Parameters parameters) {
        if (parameters == Parameters.USUAL) {
            return;
        }
        length(findings, at, "MaxRecvDataSegmentLength", parameters.maxRecvDataSegmentLength());
        length(findings, at, "MaxBurstLength", parameters.maxBurstLength());
        length(findings, at, "FirstBurstLength", parameters.firstBurstLength());
        number(findings, at, "MaxOutstandingR2T", parameters.maxOutstandingR2T(), 1, 65_535);
        number(findings, at, "MaxConnections", parameters.maxConnections(), 1, 8);
        number(findings, at, "ErrorRecoveryLevel", parameters.errorRecoveryLevel(), 0, 2);
        number(findings, at, "DefaultTime2Wait", parameters.defaultTime2Wait(), 0, 3600);
        number(findings, at, "DefaultTime2Retain", parameters.defaultTime2Retain(), 0, 3600);
        int most = parameters.maxBurstLength() == null ? USUAL_MAX_BURST : parameters.maxBurstLength();
        // RFC 7143 13.14; one that is not set follows MaxBurstLength where that is the shorter.
        if (parameters.firstBurstLength() != null && parameters.firstBurstLength() > most) {
            findings.wrong(
                    at.of("FirstBurstLength"),
                    "FirstBurstLength (" + parameters.firstBurstLength() + ") is at most MaxBurstLength (" + most
                            + "): make it less, or that more");
        }
    }

    private static void length(RuleFindings findings, Pointer at, String name, Integer value) {
        number(findings, at, name, value, LEAST_LENGTH, MOST_LENGTH);
    }

    private static void number(RuleFindings findings, Pointer at, String name, Integer value, int least, int most) {
        if (value != null) {
            findings.inRange(at.of(name), name, value, least, most);
        }
    }
}
