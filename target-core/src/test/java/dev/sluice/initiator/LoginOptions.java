package dev.sluice.initiator;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names of an initiator at login, its session identifier, and the keys that it offers.
 *
 * <p>The defaults make a normal session without digests; {@link #key} adds or replaces any offer, also a nonsensical
 * one.
 */
public final class LoginOptions {
    private final Map<String, String> keys = new LinkedHashMap<>();
    private final Map<String, String> operational = new LinkedHashMap<>();
    private byte[] isid = {0x40, 0, 0, 1, 0, 0};
    private int tsih;
    private int cid;
    private int firstCmdSn = 1;
    private boolean securityStage;

    private LoginOptions() {}

    /** A normal session with {@code target}. */
    public static LoginOptions normal(String initiator, String target) {
        LoginOptions options = new LoginOptions();
        options.keys.put("InitiatorName", initiator);
        options.keys.put("SessionType", "Normal");
        options.keys.put("TargetName", target);
        options.key("HeaderDigest", "None").key("DataDigest", "None").key("MaxRecvDataSegmentLength", "262144");
        return options;
    }

    /** A discovery session. */
    public static LoginOptions discovery(String initiator) {
        LoginOptions options = new LoginOptions();
        options.keys.put("InitiatorName", initiator);
        options.keys.put("SessionType", "Discovery");
        return options.key("MaxRecvDataSegmentLength", "262144");
    }

    /** Offers an operational key, or takes the offer back where {@code value} is null. */
    public LoginOptions key(String key, String value) {
        if (value == null) {
            operational.remove(key);
        } else {
            operational.put(key, value);
        }
        return this;
    }

    public LoginOptions key(String key, int value) {
        return key(key, Integer.toString(value));
    }

    /** Changes or, with null, leaves out one of InitiatorName, SessionType and TargetName. */
    public LoginOptions identity(String key, String value) {
        if (value == null) {
            keys.remove(key);
        } else {
            keys.put(key, value);
        }
        return this;
    }

    public LoginOptions digests(boolean header, boolean data) {
        return key("HeaderDigest", header ? "CRC32C" : "None").key("DataDigest", data ? "CRC32C" : "None");
    }

    /** The last two bytes of the ISID (the 'qualifier'): sessions of one initiator differ in it. */
    public LoginOptions isidQualifier(int qualifier) {
        isid = new byte[] {0x40, 0, 0, 1, (byte) (qualifier >>> 8), (byte) qualifier};
        return this;
    }

    public LoginOptions tsih(int value) {
        tsih = value;
        return this;
    }

    public LoginOptions cid(int value) {
        cid = value;
        return this;
    }

    /** The CmdSN of the login and of the first command; near 2^32 it tests that the numbers wrap. */
    public LoginOptions firstCmdSn(int value) {
        firstCmdSn = value;
        return this;
    }

    /** Begins in the security stage with AuthMethod=None instead of straight in the operational one. */
    public LoginOptions withSecurityStage() {
        securityStage = true;
        return this;
    }

    boolean beginsWithSecurityStage() {
        return securityStage;
    }

    Map<String, String> identityKeys() {
        return keys;
    }

    Map<String, String> operationalKeys() {
        return operational;
    }

    byte[] isid() {
        return isid;
    }

    int tsih() {
        return tsih;
    }

    int cid() {
        return cid;
    }

    int firstCmdSn() {
        return firstCmdSn;
    }
}
