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
     * Carries out changes, all of them or none.
     *
     * @throws Refusal if a change cannot be made, or the result breaks a rule; nothing has changed then
     */
    ChangeAnswer change(ChangeRequest request) throws Refusal;

    /**
     * Replaces the whole configuration.
     *
     * @param text a text as in the saved file, or with the texts of secrets in it
     * @param dryRun true to return the changes without carrying them out
     * @param force true to allow the loss of what is in use
     * @throws Refusal if the text is no configuration, or cannot be carried out; nothing has changed then
     */
    ChangeAnswer replace(byte[] text, boolean dryRun, boolean force) throws Refusal;

    /** Saves the served configuration, and returns the number of the new version. */
    int save() throws Refusal;

    /** The saved versions, the newest first. */
    List<SavedVersionInfo> versions();

    /**
     * A saved version, with secrets without their text.
     *
     * @throws Refusal if there is no version of that number
     */
    Configuration version(int number) throws Refusal;

    /** Restores a saved version, or one node of it. */
    ChangeAnswer restore(RestoreRequest request) throws Refusal;

    /**
     * Asks the initiator of a session to log out, then closes the session if it is still open.
     *
     * @param number the session's TSIH
     * @throws Refusal if there is no such session
     */
    void endSession(int number) throws Refusal;

    /** Explains the state of a node, an initiator, a target or a session.
     *
     * @param about an initiator's or target's name, a session's number, or a node of the tree
     */
    Explanation why(String about) throws Refusal;
}
