package dev.sluice.config;

/** The rules for the parameters of logins, RFC 7143 13. */
final class ParameterRules {
    private ParameterRules() {}

    static void check(RuleFindings findings, Pointer at, Parameters parameters) {
        if (parameters == Parameters.USUAL) {
            return;
        }
        findings.settings(at, Parameters.SETTINGS, parameters);
        int most = parameters.maxBurstLength() == null
                ? Parameters.MAX_BURST_LENGTH.usualValue()
                : parameters.maxBurstLength();
        // RFC 7143 13.14: FirstBurstLength must not exceed MaxBurstLength; its default is lowered to MaxBurstLength.
        if (parameters.firstBurstLength() != null && parameters.firstBurstLength() > most) {
            findings.wrong(
                    at.of("FirstBurstLength"),
                    "FirstBurstLength (" + parameters.firstBurstLength() + ") is at most MaxBurstLength (" + most
                            + "): reduce it, or raise MaxBurstLength");
        }
    }
}
