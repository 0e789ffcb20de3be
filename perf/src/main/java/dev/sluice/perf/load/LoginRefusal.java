package dev.sluice.perf.load;

/** The meanings of a Login Response's status (RFC 7143 11.13.5), with what to do. */
final class LoginRefusal {
    private LoginRefusal() {}

    /** Returns the words for a status other than success. */
    static String words(int status, String initiator, String target) {
        return switch (status) {
            case 0x0101, 0x0102 -> "the target has moved to another address: load it there";
            case 0x0201 ->
                "the target wants authentication, which the load generator does not have: load a target without CHAP";
            case 0x0202 ->
                "the target does not admit initiator " + initiator
                        + ": add an ACL for it, or name another by --initiator";
            case 0x0203 -> "there is no target " + target + " at this address";
            case 0x0204 -> "the target " + target + " has been removed";
            case 0x0205 -> "the target does not support version 0 of iSCSI";
            case 0x0206 -> "the target has too many connections";
            case 0x0209 -> "the target does not support normal sessions";
            case 0x0301 -> "the target is not available now";
            case 0x0302 ->
                "the target has no resources for another session: raise its limit of sessions"
                        + " (sluice serve --max-sessions), or use fewer --connections";
            default -> (status >> 8 == 3 ? "an error of the target" : "an error of the initiator");
        };
    }
}
