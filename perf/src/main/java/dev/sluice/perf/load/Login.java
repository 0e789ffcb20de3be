package dev.sluice.perf.load;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.LoginRequestPdu;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.perf.peer.ByteBufferHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Logs a blocking channel in (RFC 7143 6.3) with large segments, immediate and unsolicited data. */
final class Login {
    private static final int MAX_SEGMENT = 1 << 20;

    private final SocketChannel channel;
    private final Map<String, String> answers = new HashMap<>();
    private int statSn;
    private int expCmdSn;

    private Login(SocketChannel channel) {
        this.channel = channel;
    }

    static Login perform(SocketChannel channel, String initiator, String target, int qualifier, boolean digests)
            throws IOException, LoadFailure {
        Login login = new Login(channel);
        login.run(initiator, target, qualifier, digests);
        return login;
    }

    private void run(String initiator, String target, int qualifier, boolean digests) throws IOException, LoadFailure {
        Map<String, String> offers = new LinkedHashMap<>();
        offers.put("InitiatorName", initiator);
        offers.put("SessionType", "Normal");
        offers.put("TargetName", target);
        offers.put("HeaderDigest", digests ? "CRC32C" : "None");
        offers.put("DataDigest", digests ? "CRC32C" : "None");
        offers.put("MaxRecvDataSegmentLength", Integer.toString(MAX_SEGMENT));
        offers.put("MaxBurstLength", Integer.toString(MAX_SEGMENT));
        offers.put("FirstBurstLength", Integer.toString(MAX_SEGMENT));
        offers.put("InitialR2T", "No");
        offers.put("ImmediateData", "Yes");
        offers.put("MaxOutstandingR2T", "16");
        StringBuilder text = new StringBuilder();
        offers.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\0'));
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);

        ByteBuffer request = ByteBuffer.allocate(BasicHeader.LENGTH + (bytes.length + 3 & ~3));
        int at = ByteBufferHeader.begin(
                request, Opcode.LOGIN_REQUEST | BasicHeader.IMMEDIATE, ByteBufferHeader.TO_FULL_FEATURE, bytes.length);
        request.putInt(at + LoginRequestPdu.ISID_OFFSET, 0x40000002)
                .putShort(at + LoginRequestPdu.ISID_QUALIFIER_OFFSET, (short) qualifier);
        request.putInt(at + BasicHeader.CMD_SN_OFFSET, 1);
        request.put(bytes).clear();
        while (request.hasRemaining()) {
            channel.write(request);
        }
        accept(initiator, target);
    }

    private void accept(String initiator, String target) throws IOException, LoadFailure {
        ByteBuffer header = TargetAddress.readFully(channel, BasicHeader.LENGTH);
        if (ByteBufferHeader.opcode(header, 0) != Opcode.LOGIN_RESPONSE) {
            throw LoadFailure.noSession("the answer to the login is not one of iSCSI: correct the port");
        }
        byte[] text = TargetAddress.readFully(channel, ByteBufferHeader.paddedDataLength(header, 0))
                .array();
        int status = ByteBufferHeader.loginStatus(header);
        if (status != 0) {
            throw LoadFailure.noSession("the login was refused: %s (status 0x%04x)"
                    .formatted(LoginRefusal.words(status, initiator, target), status));
        }
        if (!ByteBufferHeader.entersFullFeature(header)) {
            throw LoadFailure.noSession("the target wants more exchanges of a login than the load generator has");
        }
        for (String pair : new String(text, StandardCharsets.UTF_8).split("\0")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                answers.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        statSn = header.getInt(BasicHeader.STAT_SN_OFFSET);
        expCmdSn = header.getInt(BasicHeader.EXP_CMD_SN_OFFSET);
    }

    int number(String key, int ifSilent) {
        String answer = answers.get(key);
        return answer == null ? ifSilent : Integer.parseInt(answer);
    }

    boolean isYes(String key, boolean ifSilent) {
        String answer = answers.get(key);
        return answer == null ? ifSilent : "Yes".equals(answer);
    }

    boolean usesDigest(String key) {
        return "CRC32C".equals(answers.get(key));
    }

    int statSn() {
        return statSn;
    }

    int expCmdSn() {
        return expCmdSn;
    }
}
