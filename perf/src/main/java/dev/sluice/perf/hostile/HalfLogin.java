package dev.sluice.perf.hostile;

/** Announces a login request of 8,192 bytes and brings one. */
record HalfLogin(String target) implements Behaviour {
    private static final int ANNOUNCED = 8192;

    @Override
    public String name() {
        return "half logins";
    }

    @Override
    public byte[] greeting(int number) {
        return Requests.half(Requests.login("iqn.2026-11.dev.sluice:half", target, number), ANNOUNCED);
    }

    @Override
    public boolean sendsLogin() {
        return false;
    }
}
