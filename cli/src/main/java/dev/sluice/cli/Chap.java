package dev.sluice.cli;

import dev.sluice.iscsi.chap.AuthenticationRules;

/** What initiators have to prove: before they log in to the target, and before they are told of it. */
record Chap(AuthenticationRules target, AuthenticationRules discovery) {
    /** Nothing. */
    static final Chap NONE = new Chap(AuthenticationRules.NONE, AuthenticationRules.NONE);
}
