package dev.sluice.daemon;

/**
 * Whether what a backstore lies on can be used.
 *
 * @param state ok, absent or failed
 * @param detail why, where it is not ok; else empty
 */
record Presence(String state, String detail) {
    static final Presence OK = new Presence("ok", "");

    static Presence absent(String why) {
        return new Presence("absent", why);
    }

    boolean isOk() {
        return this == OK;
    }
}
