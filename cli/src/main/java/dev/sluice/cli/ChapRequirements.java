package dev.sluice.cli;

import dev.sluice.iscsi.chap.AuthenticationRules;

/** What initiators have to prove: before they log in to the target, and before they are told of it. */
record ChapRequirements(AuthenticationRules target, AuthenticationRules discovery) {
    /** Nothing. */
    static final ChapRequirements NONE = new ChapRequirements(AuthenticationRules.NONE, AuthenticationRules.NONE);
}
