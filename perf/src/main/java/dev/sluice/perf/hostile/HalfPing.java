package dev.sluice.perf.hostile;

/** Logs in, announces a NOP-Out of 8,192 bytes and brings one. */
record HalfPing(String target) implements Behaviour {
    private static final int ANNOUNCED = 8192;

    @Override
    public String name() {
        return "half NOP-Outs";
    }

    @Override
    public byte[] greeting(int number) {
        return Requests.login("iqn.2026-11.dev.sluice:half-ping", target, number)
                .encode(false, false);
    }

    @Override
    public byte[] afterLogin(int number, int cmdSn, int expStatSn) {
        return Requests.half(Requests.ping(1, cmdSn, expStatSn), ANNOUNCED);
    }

    @Override
    public boolean answersPings() {
        return false;
    }
}
