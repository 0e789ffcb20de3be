package dev.sluice.iscsi.session;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.text.TextFormatException;
import dev.sluice.iscsi.text.TextKeys;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/**
 * Text requests and responses, RFC 7143 11.10 and 11.11: requests may come, and answers leave, in several PDUs. Owner: the
 * connection's loop thread.
 */
final class TextExchange {
    private static final int MAX_COLLECTED = 64 << 10;
    private static final int MAX_CHUNK = 8192;

    private final Connection connection;
    private final int maxChunk;
    /** From the keys of a request to the text of the answer. */
    private final Function<Map<String, String>, byte[]> answers;

    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private byte[] left = new byte[0];
    private int transferTag = 1;

    TextExchange(
            Connection connection,
            int initiatorMaxRecvDataSegmentLength,
            Function<Map<String, String>, byte[]> answers) {
        this.connection = connection;
        this.maxChunk = Math.min(MAX_CHUNK, initiatorMaxRecvDataSegmentLength);
        this.answers = answers;
    }

    /** Takes a request; throws where it is to be rejected. */
    void request(BasicHeader header, byte[] text) throws TextFormatException {
        boolean goesOn = header.targetTransferTag() != BasicHeader.NO_TAG;
        if (!goesOn) {
            left = new byte[0];
        }
        collected.writeBytes(text);
        if (collected.size() > MAX_COLLECTED) {
            collected.reset();
            throw new TextFormatException("text of more than " + MAX_COLLECTED + " bytes");
        }
        boolean more = (header.flags() & BasicHeader.CONTINUE) != 0;
        if (!more) {
            byte[] whole = collected.toByteArray();
            collected.reset();
            if (whole.length > 0 || !goesOn) {
                left = answers.apply(TextKeys.parse(whole));
            }
        }
        respond(header.initiatorTaskTag(), header.lun(), more, header.isFinal());
    }

    private void respond(int tag, long lun, boolean requestGoesOn, boolean requestFinal) {
        int length = requestGoesOn ? 0 : Math.min(left.length, maxChunk);
        byte[] chunk = Arrays.copyOf(left, length);
        left = Arrays.copyOfRange(left, length, left.length);
        boolean answerGoesOn = left.length > 0;
        boolean last = !requestGoesOn && !answerGoesOn && requestFinal;
        int flags = (last ? BasicHeader.FINAL : 0) | (answerGoesOn ? BasicHeader.CONTINUE : 0);
        int transfer = last ? BasicHeader.NO_TAG : transferTag++;
        connection
                .io()
                .send(new Message(connection.sequence(), Opcode.TEXT_RESPONSE, flags, true, header -> header.lun(lun)
                                .initiatorTaskTag(tag)
                                .targetTransferTag(transfer))
                        .data(chunk));
    }
}
