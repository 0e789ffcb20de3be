package dev.sluice.cli;

import dev.sluice.iscsi.chap.AuthenticationRules;

/** The authentication that initiators need: to log in to the target, and to discover it. */
record ChapRequirements(AuthenticationRules target, AuthenticationRules discovery) {
    /** No authentication. */
    static final ChapRequirements NONE = new ChapRequirements(AuthenticationRules.NONE, AuthenticationRules.NONE);
}
