package dev.sluice.config;

/** A CHAP secret, or its place. {@link #toString} never has its text. */
public sealed interface Secret {
    /**
     * A secret in the file of secrets.
     *
     * @param id its name in the configuration: 16 hexadecimal digits; null for a new one, which gets its id when it is saved
     * @param text the secret itself; null where it is not to be seen
     */
    record Kept(String id, String text) implements Secret {
        @Override
        public String toString() {
            return "secret " + (id == null ? "(new)" : id);
        }
    }

    /** A secret in the first line of a file, read when it is needed. */
    record InFile(String path) implements Secret {}

    /** A secret that systemd hands to the service, by the name that LoadCredential= gives it. */
    record Credential(String name) implements Secret {}
}
