package dev.sluice.perf.hostile;

/** The behaviour of all members of a crowd. Without state: each method gets the number of a member. */
interface Behaviour {
    /** Takes nothing more, once logged in. */
    int NOTHING = 0;

    /** Takes all that comes. */
    int ALL = Integer.MAX_VALUE;

    /** For tables. */
    String name();

    /** Bytes that are sent as soon as it is connected; a login request where {@link #sendsLogin}. */
    byte[] greeting(int number);

    /** True if the greeting is a whole login request, whose answer is awaited. */
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

    /** True if it answers pings of the target. */
    default boolean answersPings() {
        return true;
    }
}
