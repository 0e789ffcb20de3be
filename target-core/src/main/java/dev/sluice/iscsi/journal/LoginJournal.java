package dev.sluice.iscsi.journal;

import dev.sluice.iscsi.login.IscsiName;
import dev.sluice.iscsi.login.LoginFailure;
import dev.sluice.iscsi.login.LoginState;
import dev.sluice.text.AddressText;
import java.net.InetSocketAddress;

/** Sentences of the journal about connections that have not logged in. Any thread. */
public final class LoginJournal {
    private final Journal journal;

    public LoginJournal(Journal journal) {
        this.journal = journal;
    }

    /** A connection was closed at once, because {@code open} others have not logged in and are being closed. */
    public void connectionRefused(InetSocketAddress from, int open) {
        journal.noteStranger(
                "A connection from " + host(from) + " was closed at once: " + open
                        + " that have not logged in are being closed",
                host(from));
    }

    /**
     * A login was refused.
     *
     * @param portal the address that the connection came to
     */
    public void loginRefused(InetSocketAddress from, InetSocketAddress portal, LoginState state, LoginFailure failure) {
        String initiator = state.initiatorName();
        String target = state.spoken().containsKey("TargetName")
                ? IscsiName.printable(state.spoken().get("TargetName"))
                : null;
        String wanted = target == null || target.isEmpty()
                ? state.discovery() ? "discovery" : "a login"
                : "a login to " + target;
        journal.noteStranger(
                (initiator == null ? "An initiator without a name" : initiator) + ", from " + host(from) + " on portal "
                        + AddressText.of(portal) + ", was refused " + wanted + ": " + failure.getMessage() + " ("
                        + failure.status() + ")",
                initiator,
                target,
                host(from));
    }

    /** A connection ended before its login. */
    public void neverLoggedIn(InetSocketAddress from, InetSocketAddress portal, LoginState state, String reason) {
        journal.noteStranger(
                "A connection from " + host(from) + " on portal " + AddressText.of(portal)
                        + " ended before it had logged in: " + reason,
                state.initiatorName(),
                host(from));
    }

    private static String host(InetSocketAddress from) {
        return AddressText.of(from.getAddress());
    }
}
