package dev.sluice.iscsi.login;

import dev.sluice.iscsi.text.TextFormatException;
import dev.sluice.iscsi.text.TextKeys;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/** The work of one step of a login: from a state and a request to the next state. Used once. */
final class LoginTurn {
    /** RFC 7143 6.1: 8,192 bytes at least. The sender is not authenticated, and the memory is in use for as long as a login may take. */
    private static final int MAX_COLLECTED_TEXT = 16 << 10;

    /** More keys than any initiator sends; a bound on memory, not of the RFC. */
    private static final int MAX_KEYS = 256;

    /** Keys that some initiators repeat in every stage. */
    private static final Set<String> IDENTITY = Set.of("InitiatorName", "InitiatorAlias", "TargetName", "SessionType");

    private final LoginDirectory directory;
    private final IntFunction<byte[]> random;
    private final Map<String, String> spoken;
    private LoginRequest first;
    private int stage;
    private String initiatorName;
    private String initiatorAlias;
    private boolean discovery;
    private LoginTarget target;
    private SessionParameters joined;
    private SecurityNegotiation security;
    private KeyNegotiation keys;
    private boolean declaredTarget;
    private boolean declaredLimits;
    private byte[] collected;
    private byte[] unsent;

    LoginTurn(LoginDirectory directory, IntFunction<byte[]> random, LoginState before) {
        this.directory = directory;
        this.random = random;
        spoken = new HashMap<>(before.spoken());
        first = before.first();
        stage = before.stage();
        initiatorName = before.initiatorName();
        initiatorAlias = before.initiatorAlias();
        discovery = before.discovery();
        target = before.target();
        joined = before.joined();
        security = before.security();
        keys = before.keys() == null ? null : before.keys().copy();
        declaredTarget = before.declaredTarget();
        declaredLimits = before.declaredLimits();
        collected = before.collected();
        unsent = before.unsent();
    }

    LoginState state() {
        return new LoginState(
                first,
                stage,
                initiatorName,
                initiatorAlias,
                discovery,
                target,
                joined,
                security,
                keys,
                declaredTarget,
                declaredLimits,
                Map.copyOf(spoken),
                collected,
                unsent);
    }

    LoginAnswer answer(LoginRequest request) throws LoginFailure {
        checkHeader(request);
        if (unsent.length > 0) {
            if (request.text().length > 0 || request.more()) {
                throw new LoginFailure(LoginStatus.INITIATOR_ERROR, "text before the target's own had ended");
            }
            return nextPiece(request);
        }
        if (collected.length + request.text().length > MAX_COLLECTED_TEXT) {
            throw new LoginFailure(
                    LoginStatus.INITIATOR_ERROR, "login text of more than " + MAX_COLLECTED_TEXT + " bytes");
        }
        byte[] text = Arrays.copyOf(collected, collected.length + request.text().length);
        System.arraycopy(request.text(), 0, text, collected.length, request.text().length);
        collected = request.more() ? text : new byte[0];
        if (request.more()) {
            return new LoginAnswer(false, false, stage, 0, new byte[0]);
        }
        Map<String, String> offered = parse(text);
        checkNotRepeated(offered);
        if (target == null) {
            introduce(offered);
        }
        Map<String, String> answers = new LinkedHashMap<>();
        answerKeys(offered, answers);
        checkMethodIsNamed(request);
        if (wantsFullFeature(request)) {
            keys.offerRestrictions(spoken.keySet(), answers);
        }
        unsent = TextKeys.encode(answers);
        return nextPiece(request);
    }

    private LoginAnswer nextPiece(LoginRequest request) {
        int length = Math.min(unsent.length, LoginNegotiation.MAX_TEXT);
        byte[] piece = Arrays.copyOf(unsent, length);
        unsent = Arrays.copyOfRange(unsent, length, unsent.length);
        boolean more = unsent.length > 0;
        int current = stage;
        boolean transit = request.transit()
                && !more
                && (stage != LoginRequest.SECURITY_NEGOTIATION || security.isComplete())
                && !(wantsFullFeature(request) && keys.awaitsAnswers());
        if (transit) {
            stage = request.nextStage();
        }
        return new LoginAnswer(transit, more, current, transit ? stage : 0, piece);
    }

    private boolean wantsFullFeature(LoginRequest request) {
        return stage == LoginRequest.OPERATIONAL_NEGOTIATION
                && request.transit()
                && request.nextStage() == LoginRequest.FULL_FEATURE_PHASE;
    }

    private void checkMethodIsNamed(LoginRequest request) throws LoginFailure {
        if (stage == LoginRequest.SECURITY_NEGOTIATION
                && request.transit()
                && security.isUndecided()
                && !security.isComplete()) {
            throw new LoginFailure(
                    LoginStatus.AUTHENTICATION_FAILURE, "the initiator offers no AuthMethod, and CHAP is required");
        }
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

    private Map<String, String> parse(byte[] text) throws LoginFailure {
        try {
            return TextKeys.parse(text);
        } catch (TextFormatException e) {
            throw new LoginFailure(LoginStatus.INITIATOR_ERROR, e.getMessage());
        }
    }

    /** RFC 7143 6.3: a second negotiation of a key must be detected and ends the login. */
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
        initiatorName = offered.get("InitiatorName");
        if (initiatorName == null || initiatorName.isEmpty()) {
            throw new LoginFailure(LoginStatus.MISSING_PARAMETER, "no InitiatorName in the first request");
        }
        if (!IscsiName.isValid(initiatorName)) {
            initiatorName = IscsiName.printable(initiatorName);
            throw new LoginFailure(LoginStatus.INITIATOR_ERROR, "InitiatorName is not an iSCSI name");
        }
        initiatorName = IscsiName.normalised(initiatorName);
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
        security = SecurityNegotiation.begin(target.authentication());
        keys = new KeyNegotiation(target.limits());
        if (target.authentication().required() && stage != LoginRequest.SECURITY_NEGOTIATION) {
            throw new LoginFailure(
                    LoginStatus.AUTHENTICATION_FAILURE, "the initiator skips authentication (CHAP), which is required");
        }
    }

    private void answerKeys(Map<String, String> offered, Map<String, String> answers) throws LoginFailure {
        boolean inSecurity = stage == LoginRequest.SECURITY_NEGOTIATION;
        if (!discovery && !declaredTarget) {
            declaredTarget = true;
            answers.put("TargetPortalGroupTag", Integer.toString(target.portalGroupTag()));
            if (!target.alias().isEmpty()) {
                answers.put("TargetAlias", target.alias());
            }
        }
        if (inSecurity) {
            security = security.answer(offered, answers, random);
        } else if (!declaredLimits) {
            declaredLimits = true;
            keys.declare(answers);
        }
        for (Map.Entry<String, String> pair : offered.entrySet()) {
            String key = pair.getKey();
            boolean ofSecurity = SecurityNegotiation.KEYS.contains(key);
            switch (key) {
                case "InitiatorName", "SessionType", "TargetName" -> {}
                case "InitiatorAlias" -> initiatorAlias = IscsiName.printable(pair.getValue());
                case "TargetAddress", "TargetAlias", "TargetPortalGroupTag" ->
                    throw new LoginFailure(LoginStatus.INITIATOR_ERROR, "key " + key + " is the target's to send");
                default -> {
                    if (ofSecurity != inSecurity && (ofSecurity || KeyNegotiation.knows(key))) {
                        throw new LoginFailure(
                                LoginStatus.INITIATOR_ERROR, "key " + key + " belongs to another stage of the login");
                    }
                    if (!ofSecurity) {
                        answerKey(key, pair.getValue(), answers);
                    }
                }
            }
        }
        keys.settleBursts(answers);
    }

    private void answerKey(String key, String value, Map<String, String> answers) throws LoginFailure {
        String answer = joined != null && KeyNegotiation.isOfSession(key)
                ? KeyNegotiation.REJECT
                : keys.answer(key, value, discovery);
        if (answer != null) {
            answers.put(key, answer);
        }
    }
}
