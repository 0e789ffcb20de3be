package dev.sluice.perf.hostile;

/** Begins 128 writes of 256 KiB, sends none of the data that it is asked for, and answers pings. */
record UnansweredR2t(String target) implements Behaviour {
    private static final int WRITES = 128;
    private static final int BYTES = 256 << 10;
    private static final int LUNS = 2;

    @Override
    public String name() {
        return "unanswered R2Ts";
    }

    @Override
    public byte[] greeting(int number) {
        return Requests.login("iqn.2026-11.dev.sluice:writer-" + number, target, number)
                .encode(false, false);
    }

    @Override
    public byte[] afterLogin(int number, int cmdSn, int expStatSn) {
        return Requests.transfers(true, number % LUNS, WRITES, cmdSn, expStatSn, BYTES);
    }
}
