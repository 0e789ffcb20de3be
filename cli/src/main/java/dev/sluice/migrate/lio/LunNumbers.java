package dev.sluice.migrate.lio;

/** Numbers of LUNs: LIO has more of them than the flat space addressing method of SAM-5 4.7.7.4 has. */
final class LunNumbers {
    static final String ADVICE = "Map it by hand, at a number that the initiator does not have yet";

    private static final int MOST = 16_383;

    private LunNumbers() {}

    static boolean isPossible(long number) {
        return number >= 0 && number <= MOST;
    }

    static String refusal(long number) {
        return "LUN " + number + " is not possible here: the highest is " + MOST;
    }
}
