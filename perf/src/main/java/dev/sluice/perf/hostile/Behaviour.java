package dev.sluice.perf.hostile;

/** What all members of a crowd do. Without state: they are told their numbers. */
interface Behaviour {
    /** Takes nothing more, once logged in. */
    int NOTHING = 0;

    /** Takes all that comes. */
    int ALL = Integer.MAX_VALUE;

    /** For tables. */
    String name();

    /** Bytes that are sent as soon as it is connected; a login request where {@link #sendsLogin}. */
    byte[] greeting(int number);

    /** Whether the greeting is a whole login request, whose answer is waited for. */
    default boolean sendsLogin() {
        return true;
    }

    /** Bytes that are sent once it is logged in. */
    default byte[] afterLogin(int number, int cmdSn, int expStatSn) {
        return new byte[0];
    }

    /** Bytes that it takes in {@link Crowd#TICK_MILLIS}, once logged in. */
    default int bytesPerTick() {
        return ALL;
    }

    /** Whether it answers pings of the target. */
    default boolean answersPings() {
        return true;
    }
}
