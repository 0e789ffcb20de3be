package dev.sluice.perf.load;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.LoginRequestPdu;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.perf.peer.ByteBufferHeader;
import java.io.EOFException;
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
            throws IOException {
        Login login = new Login(channel);
        login.run(initiator, target, qualifier, digests);
        return login;
    }

    private void run(String initiator, String target, int qualifier, boolean digests) throws IOException {
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
        accept();
    }

    private void accept() throws IOException {
        ByteBuffer header = readFully(BasicHeader.LENGTH);
        byte[] text = readFully(ByteBufferHeader.paddedDataLength(header, 0)).array();
        if (ByteBufferHeader.opcode(header, 0) != Opcode.LOGIN_RESPONSE || ByteBufferHeader.loginStatus(header) != 0) {
            throw new IOException("login refused, status 0x%04x".formatted(ByteBufferHeader.loginStatus(header)));
        }
        if (!ByteBufferHeader.entersFullFeature(header)) {
            throw new IOException("the target wants more login exchanges than a load generator has");
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

    private ByteBuffer readFully(int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the target closed the connection during login");
            }
        }
        return buffer.clear();
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
