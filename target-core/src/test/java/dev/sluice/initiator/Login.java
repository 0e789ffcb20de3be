package dev.sluice.initiator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The login phase on one connection (RFC 7143 6.3): sends the offers, takes the answers, ends in full feature phase. */
final class Login {
    private static final int TRANSIT = 0x80;
    private static final int CONTINUE = 0x40;
    private static final int SECURITY = 0;
    private static final int OPERATIONAL = 1;
    private static final int FULL_FEATURE = 3;
    private static final int MAX_EXCHANGES = 20;

    /** Keys that a target declares, and need not be offered to it. */
    private static final Set<String> DECLARED_BY_TARGET =
            Set.of("TargetPortalGroupTag", "TargetAlias", "TargetAddress", "MaxRecvDataSegmentLength", "AuthMethod");

    private final PduConnection connection;
    private final LoginOptions options;
    private final Negotiated negotiated = new Negotiated();
    private int stage;
    private Pdu last;

    private Login(PduConnection connection, LoginOptions options) {
        this.connection = connection;
        this.options = options;
    }

    /** A login that has succeeded. The numbers are those of the last response. */
    record Result(Negotiated negotiated, int tsih, int expStatSn, int expCmdSn, int maxCmdSn) {}

    static Result perform(PduConnection connection, LoginOptions options) {
        return new Login(connection, options).run();
    }

    private Result run() {
        Map<String, String> offers = new LinkedHashMap<>(options.identityKeys());
        if (options.beginsWithSecurityStage()) {
            stage = SECURITY;
            offers.put("AuthMethod", "None");
            exchange(offers, OPERATIONAL);
            offers = new LinkedHashMap<>();
        }
        stage = OPERATIONAL;
        offers.putAll(options.operationalKeys());
        exchange(offers, FULL_FEATURE);
        return new Result(negotiated, last.get16(14), last.statSn() + 1, last.expCmdSn(), last.maxCmdSn());
    }

    /** Offers, and asks for the next stage until the target goes along. */
    private void exchange(Map<String, String> offers, int nextStage) {
        byte[] text = TextKeys.encode(offers);
        for (int i = 0; i < MAX_EXCHANGES; i++) {
            connection.send(request(nextStage).data(text));
            Pdu response = connection.receive();
            accept(response, offers);
            text = new byte[0];
            if ((response.flags() & TRANSIT) != 0) {
                ProtocolViolation.check((response.flags() & 3) == nextStage, "another stage than asked for", response);
                return;
            }
        }
        throw new ProtocolViolation("the target does not leave login stage " + stage);
    }

    private Pdu request(int nextStage) {
        return new Pdu(Opcode.LOGIN_REQUEST)
                .immediate()
                .flags(TRANSIT | stage << 2 | nextStage)
                .setBytes(8, options.isid())
                .set16(14, options.tsih())
                .taskTag(1)
                .set16(20, options.cid())
                .cmdSn(options.firstCmdSn())
                .expStatSn(last == null ? 0 : last.statSn() + 1);
    }

    private void accept(Pdu response, Map<String, String> offers) {
        if (response == null) {
            throw new ProtocolViolation("the target closed the connection during login");
        }
        ProtocolViolation.check(response.opcode() == Opcode.LOGIN_RESPONSE, "no login response", response);
        if (response.get8(36) != 0) {
            String address = TextKeys.decode(response.data()).stream()
                    .filter(pair -> pair.getKey().equals("TargetAddress"))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
            throw new LoginFailed(response.get8(36), response.get8(37), address);
        }
        ProtocolViolation.check((response.flags() >> 2 & 3) == stage, "wrong current stage", response);
        ProtocolViolation.check(response.taskTag() == 1, "wrong task tag", response);
        ProtocolViolation.check(response.expCmdSn() == options.firstCmdSn(), "wrong ExpCmdSN", response);
        ProtocolViolation.check(last == null || response.statSn() == last.statSn() + 1, "wrong StatSN", response);
        ProtocolViolation.check((response.flags() & CONTINUE) == 0, "unexpected continuation", response);
        last = response;
        for (Map.Entry<String, String> pair : TextKeys.decode(response.data())) {
            if (!offers.containsKey(pair.getKey()) && !DECLARED_BY_TARGET.contains(pair.getKey())) {
                throw new ProtocolViolation("the target answered what nobody offered: " + pair);
            }
            negotiated.answer(pair.getKey(), pair.getValue());
        }
    }
}
