package dev.sluice.perf.hostile;

/**
 * Logs in, asks for nothing and answers pings.
 *
 * @param target null for discovery
 */
record SilentSession(String name, String target) implements Behaviour {
    @Override
    public byte[] greeting(int number) {
        return Requests.login("iqn.2026-11.dev.sluice:nobody-" + number, target, number)
                .encode(false, false);
    }
}
