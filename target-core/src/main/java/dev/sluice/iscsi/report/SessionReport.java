package dev.sluice.iscsi.report;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A session at the time of the request: its initiator, its connections and its counts.
 *
 * @param tsih its handle, 1 to 65,535
 * @param discovery true if it is a discovery session
 * @param isid 48 bits
 * @param initiatorAlias InitiatorAlias, or empty
 * @param targetName empty for discovery
 * @param portalGroupTag 0 for discovery
 * @param since its beginning
 * @param connections in the order in which they logged in; none where the initiator may come back for its tasks
 * @param reads commands that ended which had data for the initiator
 * @param writes commands that ended which had data from the initiator
 * @param others commands that ended without data
 * @param readBytes data of those reads, as the initiator expected them
 * @param writtenBytes data of those writes, as the initiator announced them
 * @param openCommands commands that are being carried out
 * @param agreed agreed values of the login, by the names of RFC 7143 13
 */
public record SessionReport(
        int tsih,
        boolean discovery,
        String initiatorName,
        long isid,
        String initiatorAlias,
        String targetName,
        int portalGroupTag,
        Instant since,
        List<ConnectionReport> connections,
        long reads,
        long writes,
        long others,
        long readBytes,
        long writtenBytes,
        int openCommands,
        Map<String, String> agreed) {
    /**
     * A connection of a session.
     *
     * @param cid the number that the initiator has given it
     * @param initiator its remote address
     * @param portal the address that it has come to
     * @param user the CHAP user of its login, or null without CHAP
     * @param since the time of its login
     * @param agreed agreed values of the connection, by the names of RFC 7143 13
     */
    public record ConnectionReport(
            int cid,
            InetSocketAddress initiator,
            InetSocketAddress portal,
            boolean headerDigest,
            boolean dataDigest,
            String user,
            Instant since,
            Map<String, String> agreed) {}

    /** The CHAP user of its login, or null. */
    public String user() {
        return connections.isEmpty() ? null : connections.getFirst().user();
    }
}
