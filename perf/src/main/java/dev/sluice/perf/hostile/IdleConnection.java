package dev.sluice.perf.hostile;

/** Connects and says nothing. */
record IdleConnection(String name) implements Behaviour {
    @Override
    public byte[] greeting(int number) {
        return new byte[0];
    }

    @Override
    public boolean sendsLogin() {
        return false;
    }
}
