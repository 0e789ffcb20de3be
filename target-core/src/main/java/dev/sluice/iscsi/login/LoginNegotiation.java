package dev.sluice.iscsi.login;

import dev.sluice.iscsi.text.TextFormatException;
import dev.sluice.iscsi.text.TextKeys;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The login of one connection as a state machine: requests in, answers out, nothing else touched (RFC 7143 6.3).
 *
 * <p>It ends with an answer that {@linkplain LoginAnswer#isLast() is the last}, after which {@link #result()} is what was agreed,
 * or with a {@link LoginFailure}, after which the connection is to be closed. One thread.
 */
public final class LoginNegotiation {
    /** Data segments of the login phase are never longer, RFC 7143 13.12. */
    public static final int MAX_TEXT = 8192;

    private static final int MAX_COLLECTED_TEXT = 64 << 10;

    /** More keys than any initiator has; a bound on memory, not of the RFC. */
    private static final int MAX_KEYS = 256;

    /** Initiators exist that say in every stage who they are. */
    private static final Set<String> IDENTITY = Set.of("InitiatorName", "InitiatorAlias", "TargetName", "SessionType");

    private final LoginDirectory directory;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    /** The keys that have come, with the value of those that may come again. */
    private final Map<String, String> spoken = new HashMap<>();

    private LoginRequest first;
    private KeyNegotiation keys;
    /** The session to join, or null for a new one. */
    private SessionParameters joined;

    private int stage = -1;
    private boolean introduced;
    private boolean declared;
    private boolean declaredTag;
    private String initiatorName;
    private String initiatorAlias = "";
    private boolean discovery;
    private LoginTarget target;

    public LoginNegotiation(LoginDirectory directory) {
        this.directory = directory;
    }

    /** The name that the initiator has given, or null before that; for the log. */
    public String initiatorName() {
        return initiatorName;
    }

    /** What the login has agreed on for the session, or what that session has which it joins. Valid once an answer was the last. */
    public SessionParameters session() {
        if (joined != null) {
            return joined;
        }
        return new SessionParameters(
                initiatorName,
                initiatorAlias,
                first.isid(),
                discovery,
                target.name(),
                target.portalGroupTag(),
                keys.maxBurstLength,
                keys.effectiveFirstBurstLength(),
                keys.maxOutstandingR2T,
                keys.initialR2T,
                keys.immediateData,
                keys.maxConnections,
                keys.errorRecoveryLevel,
                keys.defaultTime2Wait,
                keys.defaultTime2Retain,
                keys.taskReporting,
                keys.protocolLevel);
    }

    /** What the login has agreed on for its connection. Valid once an answer was the last. */
    public ConnectionParameters connection() {
        return new ConnectionParameters(
                first.cid(),
                keys.headerDigest,
                keys.dataDigest,
                keys.initiatorMaxRecvDataSegmentLength,
                keys.targetMaxRecvDataSegmentLength);
    }

    /** Takes the next request. */
    public LoginAnswer handle(LoginRequest request) throws LoginFailure {
        checkHeader(request);
        collected.writeBytes(request.text());
        if (collected.size() > MAX_COLLECTED_TEXT) {
            throw new LoginFailure(
                    LoginStatus.INITIATOR_ERROR, "login text of more than " + MAX_COLLECTED_TEXT + " bytes");
        }
        if (request.more()) {
            return new LoginAnswer(false, stage, 0, new byte[0]);
        }
        Map<String, String> offered = parseCollected();
        checkNotRepeated(offered);
        if (!introduced) {
            introduce(offered);
        }
        Map<String, String> answers = new LinkedHashMap<>();
        answerKeys(offered, answers);
        byte[] text = TextKeys.encode(answers);
        if (text.length > MAX_TEXT) {
            throw new LoginFailure(LoginStatus.INITIATOR_ERROR, "too many keys: the answer would not fit a PDU");
        }
        int current = stage;
        if (request.transit()) {
            stage = request.nextStage();
        }
        return new LoginAnswer(request.transit(), current, request.transit() ? stage : 0, text);
    }

    private void checkHeader(LoginRequest request) throws LoginFailure {
        if (first == null) {
            first = request;
            stage = request.currentStage();
            if (request.minVersion() != 0) {
                throw new LoginFailure(
                        LoginStatus.UNSUPPORTED_VERSION, "speaks no version below " + request.minVersion());
            }
        } else if (request.isid() != first.isid()
                || request.tsih() != first.tsih()
                || request.cid() != first.cid()
                || request.initiatorTaskTag() != first.initiatorTaskTag()) {
            throw new LoginFailure(
                    LoginStatus.INITIATOR_ERROR, "ISID, TSIH, CID or Initiator Task Tag changed during the login");
        }
        boolean stageKnown =
                stage == LoginRequest.SECURITY_NEGOTIATION || stage == LoginRequest.OPERATIONAL_NEGOTIATION;
        if (!stageKnown || request.currentStage() != stage) {
            throw new LoginFailure(
                    LoginStatus.INITIATOR_ERROR,
                    "stage " + request.currentStage() + " where " + Math.max(stage, 0) + " was expected");
        }
        if (request.transit() && request.more()) {
            throw new LoginFailure(LoginStatus.INITIATOR_ERROR, "bits T and C are both set");
        }
        boolean nextKnown = request.nextStage() == LoginRequest.OPERATIONAL_NEGOTIATION
                || request.nextStage() == LoginRequest.FULL_FEATURE_PHASE;
        if (request.transit() && (!nextKnown || request.nextStage() <= stage)) {
            throw new LoginFailure(
                    LoginStatus.INITIATOR_ERROR, "no way from stage " + stage + " to " + request.nextStage());
        }
    }

    private Map<String, String> parseCollected() throws LoginFailure {
        try {
            return TextKeys.parse(collected.toByteArray());
        } catch (TextFormatException e) {
            throw new LoginFailure(LoginStatus.INITIATOR_ERROR, e.getMessage());
        } finally {
            collected.reset();
        }
    }

    /** RFC 7143 6.3: an attempt to negotiate a key again must be detected and ends the login. */
    private void checkNotRepeated(Map<String, String> offered) throws LoginFailure {
        for (Map.Entry<String, String> pair : offered.entrySet()) {
            String key = pair.getKey();
            String value = IDENTITY.contains(key) ? pair.getValue() : "";
            String before = spoken.putIfAbsent(key, value);
            if (before != null && !(IDENTITY.contains(key) && before.equals(value))) {
                throw new LoginFailure(LoginStatus.INITIATOR_ERROR, "key " + key + " comes a second time");
            }
        }
        if (spoken.size() > MAX_KEYS) {
            throw new LoginFailure(LoginStatus.INITIATOR_ERROR, "more than " + MAX_KEYS + " keys");
        }
    }

    private void introduce(Map<String, String> offered) throws LoginFailure {
        introduced = true;
        initiatorName = offered.get("InitiatorName");
        if (initiatorName == null || initiatorName.isEmpty()) {
            throw new LoginFailure(LoginStatus.MISSING_PARAMETER, "no InitiatorName in the first request");
        }
        if (!IscsiName.isValid(initiatorName)) {
            initiatorName = IscsiName.printable(initiatorName);
            throw new LoginFailure(LoginStatus.INITIATOR_ERROR, "InitiatorName is not an iSCSI name");
        }
        String type = offered.getOrDefault("SessionType", "Normal");
        switch (type) {
            case "Discovery" -> discovery = true;
            case "Normal" -> discovery = false;
            default ->
                throw new LoginFailure(
                        LoginStatus.SESSION_TYPE_NOT_SUPPORTED, "SessionType is neither Discovery nor Normal");
        }
        String targetName = offered.get("TargetName");
        if (!discovery && targetName == null) {
            throw new LoginFailure(LoginStatus.MISSING_PARAMETER, "no TargetName in a normal session");
        }
        target = discovery ? directory.discovery(initiatorName) : directory.target(initiatorName, targetName);
        if (first.tsih() != 0) {
            joined = directory.session(initiatorName, target.name(), first);
        }
        keys = new KeyNegotiation(target.limits());
    }

    private void answerKeys(Map<String, String> offered, Map<String, String> answers) throws LoginFailure {
        boolean security = stage == LoginRequest.SECURITY_NEGOTIATION;
        if (!discovery && !declaredTag) {
            declaredTag = true;
            answers.put("TargetPortalGroupTag", Integer.toString(target.portalGroupTag()));
        }
        if (!security && !declared) {
            declared = true;
            keys.declare(answers);
        }
        for (Map.Entry<String, String> pair : offered.entrySet()) {
            String key = pair.getKey();
            String value = pair.getValue();
            switch (key) {
                case "InitiatorName", "SessionType", "TargetName" -> {}
                case "InitiatorAlias" -> initiatorAlias = IscsiName.printable(value);
                case "AuthMethod" -> answers.put(key, chooseAuthMethod(value, security));
                case "TargetAddress", "TargetAlias", "TargetPortalGroupTag" ->
                    throw new LoginFailure(LoginStatus.INITIATOR_ERROR, "key " + key + " is the target's to send");
                default -> {
                    String answer = keys.answer(key, value, discovery);
                    if (answer != null) {
                        answers.put(key, answer);
                    }
                }
            }
        }
        keys.settleBursts(answers);
    }

    private static String chooseAuthMethod(String offered, boolean security) throws LoginFailure {
        if (!security) {
            throw new LoginFailure(LoginStatus.INITIATOR_ERROR, "AuthMethod outside of security negotiation");
        }
        if (KeyNegotiation.choose(offered, List.of("None")).equals(KeyNegotiation.REJECT)) {
            throw new LoginFailure(
                    LoginStatus.AUTHENTICATION_FAILURE,
                    "the initiator insists on authentication (AuthMethod=" + IscsiName.printable(offered)
                            + "), which this target does not do");
        }
        return "None";
    }
}
