package dev.sluice.iscsi.login;

import dev.sluice.iscsi.chap.Authentication;
import dev.sluice.iscsi.chap.ChapAlgorithm;
import dev.sluice.iscsi.chap.LargeBinary;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * The security negotiation of a login, RFC 7143 12: AuthMethod, and CHAP in one or both directions. Immutable: each round of
 * keys makes the next state.
 */
final class SecurityNegotiation {
    /** Keys that belong to the security stage. */
    static final Set<String> KEYS = Set.of("AuthMethod", "CHAP_A", "CHAP_I", "CHAP_C", "CHAP_N", "CHAP_R");

    private enum Progress {
        UNDECIDED,
        NONE,
        CHAP_CHOSEN,
        CHALLENGED,
        AUTHENTICATED
    }

    private record Challenge(ChapAlgorithm algorithm, int identifier, byte[] bytes) {}

    private final Authentication rules;
    private final Progress progress;
    private final Challenge challenge;
    private final String user;

    private SecurityNegotiation(Authentication rules, Progress progress, Challenge challenge, String user) {
        this.rules = rules;
        this.progress = progress;
        this.challenge = challenge;
        this.user = user;
    }

    static SecurityNegotiation begin(Authentication rules) {
        return new SecurityNegotiation(rules, Progress.UNDECIDED, null, null);
    }

    /** True if the login may leave the stage. */
    boolean isComplete() {
        return switch (progress) {
            case UNDECIDED -> !rules.required();
            case NONE, AUTHENTICATED -> true;
            case CHAP_CHOSEN, CHALLENGED -> false;
        };
    }

    /** True if the initiator has sent no AuthMethod. */
    boolean isUndecided() {
        return progress == Progress.UNDECIDED;
    }

    /** The CHAP user that the initiator has proved to be, or null. */
    String user() {
        return user;
    }

    /**
     * Processes the security keys of a request and adds the answers.
     *
     * @param random returns the given count of random bytes
     */
    SecurityNegotiation answer(Map<String, String> offered, Map<String, String> answers, IntFunction<byte[]> random)
            throws LoginFailure {
        SecurityNegotiation next = this;
        if (offered.containsKey("AuthMethod")) {
            next = next.chooseMethod(offered.get("AuthMethod"), answers);
        }
        if (offered.containsKey("CHAP_A")) {
            next = next.challenge(offered.get("CHAP_A"), answers, random);
        }
        if (offered.containsKey("CHAP_N") || offered.containsKey("CHAP_R")) {
            next = next.verify(offered, answers);
        } else if (offered.containsKey("CHAP_I") || offered.containsKey("CHAP_C")) {
            throw failure("CHAP_I and CHAP_C come without CHAP_N and CHAP_R");
        }
        return next;
    }

    private SecurityNegotiation chooseMethod(String methods, Map<String, String> answers) throws LoginFailure {
        for (String method : methods.split(",", -1)) {
            if (method.equals("CHAP") && rules.hasChap()) {
                answers.put("AuthMethod", method);
                return new SecurityNegotiation(rules, Progress.CHAP_CHOSEN, null, null);
            }
            if (method.equals("None") && !rules.required()) {
                answers.put("AuthMethod", method);
                return new SecurityNegotiation(rules, Progress.NONE, null, null);
            }
        }
        String ours = !rules.hasChap() ? "None" : rules.required() ? "CHAP" : "CHAP or None";
        throw failure("AuthMethod=" + IscsiName.printable(methods) + " was offered, and it must be " + ours);
    }

    /** RFC 7143 12.1.3: the first method of the initiator's list that is allowed here. */
    private SecurityNegotiation challenge(String numbers, Map<String, String> answers, IntFunction<byte[]> random)
            throws LoginFailure {
        if (progress != Progress.CHAP_CHOSEN) {
            throw failure("CHAP_A comes out of turn");
        }
        for (String number : numbers.split(",", -1)) {
            ChapAlgorithm algorithm = allowed(number);
            if (algorithm != null) {
                int identifier = random.apply(1)[0] & 0xff;
                byte[] bytes = random.apply(algorithm.length());
                answers.put("CHAP_A", number);
                answers.put("CHAP_I", Integer.toString(identifier));
                answers.put("CHAP_C", LargeBinary.encode(bytes));
                Challenge made = new Challenge(algorithm, identifier, bytes);
                return new SecurityNegotiation(rules, Progress.CHALLENGED, made, null);
            }
        }
        throw failure("CHAP_A=" + IscsiName.printable(numbers) + " has no algorithm that is allowed here ("
                + rules.algorithms() + ")");
    }

    /** The algorithm of a number as it is written in CHAP_A, or null if it is none that is allowed. */
    private ChapAlgorithm allowed(String number) {
        for (ChapAlgorithm algorithm : rules.algorithms()) {
            if (number.equals(Integer.toString(algorithm.number()))) {
                return algorithm;
            }
        }
        return null;
    }

    private SecurityNegotiation verify(Map<String, String> offered, Map<String, String> answers) throws LoginFailure {
        if (progress != Progress.CHALLENGED) {
            throw failure("CHAP_N and CHAP_R come out of turn");
        }
        String name = offered.get("CHAP_N");
        String proof = offered.get("CHAP_R");
        if (name == null || proof == null) {
            throw failure((name == null ? "CHAP_N" : "CHAP_R") + " is missing");
        }
        byte[] response = LargeBinary.decode(proof);
        if (response == null) {
            throw failure("CHAP_R is not a large binary value");
        }
        if (response.length != challenge.algorithm.length()) {
            throw failure("CHAP_R has " + response.length + " bytes, and " + challenge.algorithm + " makes "
                    + challenge.algorithm.length());
        }
        if (!rules.proves(name, challenge.algorithm, challenge.identifier, challenge.bytes, response)) {
            throw failure(
                    "CHAP_R does not prove CHAP_N=" + IscsiName.printable(name) + ": no such user, or another secret");
        }
        proveSelf(offered.get("CHAP_I"), offered.get("CHAP_C"), answers);
        return new SecurityNegotiation(rules, Progress.AUTHENTICATED, null, name);
    }

    private void proveSelf(String identifier, String theirs, Map<String, String> answers) throws LoginFailure {
        if (identifier == null && theirs == null) {
            return;
        }
        if (identifier == null || theirs == null) {
            throw failure((identifier == null ? "CHAP_I" : "CHAP_C") + " is missing");
        }
        if (rules.self() == null) {
            throw failure("the initiator wants the target to prove itself (CHAP_C), which has no secret for it");
        }
        int number = KeyNegotiation.number(identifier, 0, 255);
        byte[] bytes = LargeBinary.decode(theirs);
        if (number < 0) {
            throw failure("CHAP_I is not a number from 0 to 255");
        }
        if (bytes == null) {
            throw failure("CHAP_C is not a large binary value of 1 to " + LargeBinary.MAX_BYTES + " bytes");
        }
        // RFC 7143 9.2.1: an initiator that returns this side's challenge would learn the response to it.
        if (Arrays.equals(bytes, challenge.bytes)) {
            throw failure("CHAP_C is the target's own challenge");
        }
        answers.put("CHAP_N", rules.self().name());
        answers.put(
                "CHAP_R",
                LargeBinary.encode(
                        challenge.algorithm.response(number, rules.self().secret(), bytes)));
    }

    private static LoginFailure failure(String reason) {
        return new LoginFailure(LoginStatus.AUTHENTICATION_FAILURE, reason);
    }
}
