package dev.sluice.perf.hostile;

/**
 * Asks for 100 MiB and takes little of it, or nothing.
 *
 * @param bytesPerTick that it takes
 */
record BadReader(String name, String target, int bytesPerTick) implements Behaviour {
    private static final int READS = 100;
    private static final int BYTES = 1 << 20;
    private static final int LUNS = 2;

    @Override
    public byte[] greeting(int number) {
        return Requests.login("iqn.2026-11.dev.sluice:reader-" + number, target, number)
                .encode(false, false);
    }

    @Override
    public byte[] afterLogin(int number, int cmdSn, int expStatSn) {
        return Requests.transfers(false, number % LUNS, READS, cmdSn, expStatSn, BYTES);
    }

    @Override
    public boolean answersPings() {
        return false;
    }
}
