package dev.sluice.iscsi.request;

import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.connection.ControlPdu;
import dev.sluice.iscsi.connection.UnsentResponses;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.TextRequestPdu;
import dev.sluice.iscsi.pdu.TextResponsePdu;
import dev.sluice.iscsi.text.TextFormatException;
import dev.sluice.iscsi.text.TextKeys;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;

/**
 * Text requests and responses, RFC 7143 11.10 and 11.11: requests may come, and answers leave, in several PDUs. Owner: the
 * connection's loop thread.
 */
final class TextExchange {
    /** Text of one request, in all of its PDUs. */
    static final int MAX_COLLECTED = 64 << 10;

    private static final int MAX_CHUNK = 8192;

    private final Connection connection;
    private final UnsentResponses owed;
    private final Answers answers;

    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private byte[] left = new byte[0];
    private int transferTag;
    private boolean open;
    private long latestNanos;

    /** From the keys of a request to the text of the answer. */
    interface Answers {
        /** Throws where the request is to be rejected. */
        byte[] to(Map<String, String> keys) throws TextFormatException;
    }

    TextExchange(Connection connection, UnsentResponses owed, Answers answers) {
        this.connection = connection;
        this.owed = owed;
        this.answers = answers;
    }

    /**
     * Takes a request; throws where it is to be rejected, and what was exchanged before is then void (RFC 7143 7.12).
     *
     * @return the answer; null if the request goes on with what is not under way
     */
    ControlPdu request(BasicHeader header, byte[] text) throws TextFormatException {
        boolean goesOn = TextRequestPdu.followsResponse(header);
        if (goesOn && !(open && header.targetTransferTag() == transferTag)) {
            return null;
        }
        open = false;
        if (!goesOn) {
            left = new byte[0];
            collected.reset();
        }
        collected.writeBytes(text);
        latestNanos = connection.lastReceivedNanos();
        if (collected.size() > MAX_COLLECTED) {
            throw new TextFormatException("text of more than " + MAX_COLLECTED + " bytes");
        }
        boolean more = TextRequestPdu.isContinued(header);
        if (!more) {
            byte[] whole = collected.toByteArray();
            collected.reset();
            if (whole.length > 0 || !goesOn) {
                left = answers.to(TextKeys.parse(whole));
            }
        }
        return response(header.initiatorTaskTag(), header.lun(), more, header.isFinal());
    }

    /** Forgets an exchange that has not gone on since {@code nanos}. */
    void expire(long nanos) {
        if (open && latestNanos - nanos < 0) {
            open = false;
            collected.reset();
            left = new byte[0];
        }
    }

    private ControlPdu response(int tag, long lun, boolean requestGoesOn, boolean requestFinal) {
        int maxChunk = Math.min(MAX_CHUNK, connection.parameters().initiatorMaxRecvDataSegmentLength());
        int length = requestGoesOn ? 0 : Math.min(left.length, maxChunk);
        byte[] chunk = Arrays.copyOf(left, length);
        left = Arrays.copyOfRange(left, length, left.length);
        boolean answerGoesOn = left.length > 0;
        boolean last = !requestGoesOn && !answerGoesOn && requestFinal;
        int flags = TextResponsePdu.flags(last, answerGoesOn);
        open = !last;
        if (open) {
            transferTag = transferTag == Integer.MAX_VALUE ? 1 : transferTag + 1;
        }
        int transfer = last ? BasicHeader.NO_TAG : transferTag;
        return new ControlPdu(
                        connection.sequence(), Opcode.TEXT_RESPONSE, flags, true, header -> header.lun(last ? 0 : lun)
                                .initiatorTaskTag(tag)
                                .targetTransferTag(transfer))
                .data(chunk)
                .owedIn(owed);
    }
}
