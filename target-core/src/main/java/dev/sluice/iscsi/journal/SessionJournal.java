package dev.sluice.iscsi.journal;

import dev.sluice.iscsi.pdu.TaskManagement;
import dev.sluice.scsi.LunAddress;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.sense.SenseWords;
import dev.sluice.text.AddressText;
import java.net.InetSocketAddress;

/** Sentences of the journal about one session. Not used by a read or write that ends with GOOD. Owner: the session's loop thread. */
public final class SessionJournal {
    private final Journal journal;
    private final String initiatorName;
    private final String targetName;
    private final int tsih;
    private final String subject;
    private final ItNexus nexus;

    /** @param nexus null for a discovery session */
    public SessionJournal(Journal journal, String initiatorName, String targetName, int tsih, ItNexus nexus) {
        this.journal = journal;
        this.initiatorName = initiatorName;
        this.targetName = targetName;
        this.tsih = tsih;
        this.subject = "session " + tsih;
        this.nexus = nexus;
    }

    /**
     * A connection logged in.
     *
     * @param portal the address that it came to
     * @param user the CHAP user, or null
     * @param joins true where the session had begun before
     */
    public void loggedIn(InetSocketAddress from, InetSocketAddress portal, String user, boolean joins) {
        note(initiatorName + " logged in to " + targetName + " from " + host(from) + " on portal "
                + AddressText.of(portal) + ": " + (joins ? "one more connection of session " : "session ") + tsih
                + (user == null ? ", without CHAP" : ", CHAP user " + user));
    }

    /** A new session of the same initiator port took the place of this one. */
    public void reinstated() {
        note(initiatorName + " logged in to " + targetName + " anew (same ISID), so its session " + tsih + " ended");
    }

    /** A connection of the session ended. */
    public void connectionEnded(InetSocketAddress from, String reason) {
        note(initiatorName + ", from " + host(from) + ": the connection of session " + tsih + " with " + targetName
                + " ended: " + reason);
    }

    /** The initiator was asked to log out. */
    public void logoutRequested(String reason) {
        note(initiatorName + " is asked to end session " + tsih + " with " + targetName + ": " + reason);
    }

    /**
     * The initiator requested a task management function.
     *
     * @param function one of {@link TaskManagement}
     * @param tasks tasks of the session itself that it ends
     */
    public void taskManagement(int function, long lun, int tasks) {
        boolean ofUnit = function != TaskManagement.TARGET_WARM_RESET && function != TaskManagement.TARGET_COLD_RESET;
        journal.note(
                initiatorName + " asked for " + TaskManagement.name(function)
                        + (ofUnit ? " at LUN " + LunAddress.decode(lun) : "") + " of " + targetName + ": it ends "
                        + tasks + " of its own tasks",
                initiatorName,
                targetName,
                subject,
                ofUnit ? nexus.serialAt(lun) : null);
    }

    /** A command ended with a status that is not GOOD. */
    public void status(long lun, String status) {
        noteUnit(
                lun,
                "LUN " + LunAddress.decode(lun) + " of " + targetName + " answered " + initiatorName + " with "
                        + status);
    }

    /** The initiator was sent a unit attention condition. */
    public void attention(long lun, SenseData sense) {
        noteUnit(
                lun,
                initiatorName + " is told of LUN " + LunAddress.decode(lun) + " of " + targetName + ": "
                        + SenseWords.of(sense));
    }

    /** The initiator changed reservations of a logical unit. */
    public void reservationsChanged(long lun, String request) {
        noteUnit(
                lun,
                initiatorName + " was granted " + request + " at LUN " + LunAddress.decode(lun) + " of " + targetName);
    }

    /** The initiator's data broke the rules, or came damaged. */
    public void dataError(InetSocketAddress from, String what) {
        note(initiatorName + ", from " + host(from) + ": " + what);
    }

    private void noteUnit(long lun, String text) {
        journal.note(text, initiatorName, nexus == null ? null : nexus.serialAt(lun), targetName, subject);
    }

    private void note(String text) {
        journal.note(text, initiatorName, targetName, subject);
    }

    private static String host(InetSocketAddress from) {
        return AddressText.of(from.getAddress());
    }
}
