package dev.sluice.iscsi.node;

import dev.sluice.io.stranger.Origin;
import dev.sluice.iscsi.login.LoginFailure;
import dev.sluice.iscsi.login.LoginStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Numbers (TSIH) of sessions, and the rules by which they are given. Any thread.
 *
 * <p>Sessions of discovery take numbers, but none of those that {@code maxSessions} counts: their own bound is {@link
 * IscsiServer#MOST_IN_DISCOVERY}. Of the others anyone may have as many as there are, until only a sixteenth is left. That is for
 * initiators that have fewer than half of all by name and, unless they are vouched for by an ACL or by CHAP, by origin; and where
 * there is an ACL or CHAP anywhere, for those alone who are vouched for. So the admitted find room whatever others do.
 */
final class SessionNumbers {
    /** RFC 7143 11.12.6: 16 bits, and 0 stands for none. */
    private static final int MAX_TSIH = 0xffff;

    /** With fewer sessions than this there are no shares: a sixteenth would be one or none. */
    private static final int FEW = 32;

    private static final int SHARE = 16;

    static {
        // Discovery must find a number beside as many sessions as there may be.
        assert mostSessions(MAX_TSIH) + 2 * IscsiServer.MOST_IN_DISCOVERY <= MAX_TSIH;
    }

    /**
     * An initiator that wants a session.
     *
     * @param vouched true if an ACL names it, or CHAP has proven it
     * @param reinstates true if it has one already, which ends
     */
    record Applicant(String initiatorName, Origin origin, boolean discovery, boolean vouched, boolean reinstates) {}

    private record Holder(LoopSessions loop, Applicant applicant) {}

    private final Map<Integer, Holder> holders = new HashMap<>();
    private final Map<String, Integer> byName = new HashMap<>();
    private final Map<Origin, Integer> byOrigin = new HashMap<>();
    private int counted;
    private int last;

    /** The most sessions but discovery where {@code maxSessions} are asked for. */
    private static int mostSessions(int maxSessions) {
        return Math.min(maxSessions, MAX_TSIH - 2 * IscsiServer.MOST_IN_DISCOVERY);
    }

    /**
     * A number that no session has.
     *
     * @param areSomeVouched true if there is an ACL or CHAP anywhere; called only where few numbers are left
     */
    synchronized int take(LoopSessions loop, Applicant applicant, int maxSessions, BooleanSupplier areSomeVouched)
            throws LoginFailure {
        if (!applicant.discovery()) {
            check(applicant, mostSessions(maxSessions), areSomeVouched);
        } else if (holders.size() >= MAX_TSIH) {
            throw new LoginFailure(LoginStatus.OUT_OF_RESOURCES, "all session numbers are taken");
        }
        do {
            last = last == MAX_TSIH ? 1 : last + 1;
        } while (holders.putIfAbsent(last, new Holder(loop, applicant)) != null);
        if (!applicant.discovery()) {
            count(applicant, 1);
        }
        return last;
    }

    private void check(Applicant applicant, int most, BooleanSupplier areSomeVouched) throws LoginFailure {
        int left = most - counted;
        int kept = most < FEW ? 0 : most / SHARE;
        // An initiator that comes back frees as much as it takes; a second such bound is for former sessions that still
        // wait for a
        // disk.
        if (applicant.reinstates() && left > -Math.max(1, kept)) {
            return;
        }
        if (left <= 0) {
            throw new LoginFailure(
                    LoginStatus.OUT_OF_RESOURCES, "all " + most + " sessions are taken (--max-sessions)");
        }
        if (left > kept) {
            return;
        }
        refuseIfMany("it", byName.getOrDefault(applicant.initiatorName(), 0), most, kept);
        if (!applicant.vouched()) {
            refuseIfMany("its address", byOrigin.getOrDefault(applicant.origin(), 0), most, kept);
            if (areSomeVouched.getAsBoolean()) {
                throw new LoginFailure(
                        LoginStatus.OUT_OF_RESOURCES,
                        "the last " + kept + " of " + most
                                + " sessions are for initiators that an ACL names or CHAP has proven (--max-sessions)");
            }
        }
    }

    private static void refuseIfMany(String who, int has, int most, int kept) throws LoginFailure {
        if (has >= most / 2) {
            throw new LoginFailure(
                    LoginStatus.OUT_OF_RESOURCES,
                    "the last " + kept + " of " + most + " sessions are for others: " + who + " has " + has
                            + " (--max-sessions)");
        }
    }

    /** Gives a number back; nothing happens the second time. */
    synchronized void giveBack(int tsih) {
        Holder holder = holders.remove(tsih);
        if (holder != null && !holder.applicant.discovery()) {
            count(holder.applicant, -1);
        }
    }

    private void count(Applicant applicant, int by) {
        counted += by;
        change(byName, applicant.initiatorName(), by);
        change(byOrigin, applicant.origin(), by);
        assert counted >= 0 && byName.size() <= counted && byOrigin.size() <= counted;
    }

    private static <K> void change(Map<K, Integer> counts, K key, int by) {
        counts.compute(key, (ignored, before) -> {
            int now = (before == null ? 0 : before) + by;
            return now == 0 ? null : now;
        });
    }

    /** The loop of the session with that number, or null if there is none. */
    synchronized LoopSessions loopOf(int tsih) {
        Holder holder = holders.get(tsih);
        return holder == null ? null : holder.loop;
    }

    /** Number of sessions, discovery included. */
    synchronized int count() {
        return holders.size();
    }
}
