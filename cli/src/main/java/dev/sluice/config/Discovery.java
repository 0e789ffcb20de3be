package dev.sluice.config;

/**
 * What is asked of initiators that only want to know the targets.
 *
 * @param authentication who they have to prove to be; {@link Credentials#NONE} asks for nothing
 */
public record Discovery(Credentials authentication) {
    public static final Discovery OPEN = new Discovery(Credentials.NONE);

    public Discovery {
        authentication = authentication == null ? Credentials.NONE : authentication;
    }
}
