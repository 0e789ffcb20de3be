package dev.sluice.api;

import dev.sluice.config.Configuration;
import java.util.List;

/** Requests to a daemon. Called by any thread; one change at a time is carried out. */
public interface Administration {
    /** State of the daemon. */
    DaemonStatus status();

    /** The configuration that is served now, with secrets without their text. */
    Revision configuration();

    /** State of backstores, portal groups and sessions. */
    ServedState state();

    /**
     * Carries out changes, all or none.
     *
     * @throws Refusal if one cannot be done, or the outcome breaks a rule; nothing has changed then
     */
    ChangeAnswer change(ChangeRequest request) throws Refusal;

    /**
     * Replaces the whole configuration.
     *
     * @param text as in the saved file, where secrets may also stand as they are
     * @param dryRun true only to say what would change
     * @param force true to allow the loss of what is in use
     * @throws Refusal if it is not a configuration, or cannot be carried out; nothing has changed then
     */
    ChangeAnswer replace(byte[] text, boolean dryRun, boolean force) throws Refusal;

    /** Saves what is served now; the number of the version that was made. */
    int save() throws Refusal;

    /** The versions that were saved, the newest first. */
    List<SavedVersionInfo> versions();

    /**
     * A version that was saved; secrets without their text.
     *
     * @throws Refusal if there is none of that number
     */
    Configuration version(int number) throws Refusal;

    /** Goes back to what was saved, with all or with one node. */
    ChangeAnswer restore(RestoreRequest request) throws Refusal;

    /**
     * Asks the initiator of a session to log out, and closes what is left of it.
     *
     * @param number the session's TSIH
     * @throws Refusal if there is no such session
     */
    void endSession(int number) throws Refusal;

    /** Explains why something is as it is.
     *
     * @param about an initiator's or target's name, a session's number, or a node of the tree
     */
    Explanation why(String about) throws Refusal;
}
