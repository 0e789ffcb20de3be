package dev.sluice.iscsi.request;

import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.login.SessionParameters;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.ScsiCommandPdu;
import dev.sluice.iscsi.session.Session;
import dev.sluice.iscsi.task.DataFault;
import dev.sluice.iscsi.task.OpenCommands;

/** Rules for the headers of SCSI Command PDUs (RFC 7143 11.3, 13.10, 13.11). Owner: its loop thread. */
final class CommandRules {
    private final Connection connection;
    private final OpenCommands commands;
    private final SessionParameters parameters;

    CommandRules(Connection connection, Session session) {
        this.connection = connection;
        this.commands = session.commands();
        this.parameters = session.parameters();
    }

    /** The reason for which a command is rejected, or null. */
    CommandRejection objection(BasicHeader header) {
        if (parameters.discovery()) {
            return CommandRejection.DISCOVERY_SESSION;
        }
        if (header.initiatorTaskTag() == BasicHeader.NO_TAG) {
            return CommandRejection.RESERVED_TAG;
        }
        if (ScsiCommandPdu.hasReservedAttribute(header)) {
            return CommandRejection.RESERVED_ATTRIBUTE;
        }
        if (commands.find(header.initiatorTaskTag()) != null) {
            return CommandRejection.TAG_IN_USE;
        }
        boolean announcesData = ScsiCommandPdu.isWrite(header) && !header.isFinal();
        if (header.isImmediate() && commands.tooManyImmediate(connection, announcesData)) {
            return CommandRejection.TOO_MANY_IMMEDIATE;
        }
        if (ScsiCommandPdu.expectedReadLength(header) < 0) {
            return CommandRejection.BIDIRECTIONAL;
        }
        boolean dataWithoutWrite = header.dataSegmentLength() > 0 && !ScsiCommandPdu.isWrite(header);
        return dataWithoutWrite ? CommandRejection.DATA_WITHOUT_WRITE : null;
    }

    /** The fault of the unsolicited data that come with a command or are to follow it, or null. */
    DataFault faultOfUnsolicited(BasicHeader header) {
        int length = header.dataSegmentLength();
        if (length > 0 && !parameters.immediateData()
                || ScsiCommandPdu.isWrite(header) && !header.isFinal() && parameters.initialR2T()) {
            return DataFault.UNEXPECTED;
        }
        boolean tooMuch = length > parameters.firstBurstLength() || length > ScsiCommandPdu.expectedLength(header);
        return tooMuch ? DataFault.AMOUNT : null;
    }
}
