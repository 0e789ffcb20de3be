package dev.sluice.config;

/**
 * What is asked of initiators that only want to know the targets.
 *
 * @param required whether they must prove by CHAP who they are; null, the usual value: where there are credentials for them
 * @param authentication who they have to prove to be
 */
public record Discovery(Boolean required, Credentials authentication) {
    public static final Discovery OPEN = new Discovery(null, Credentials.NONE);

    public Discovery {
        authentication = authentication == null ? Credentials.NONE : authentication;
    }

    /** Where they are asked if there is somebody that they can prove to be. */
    public static Discovery of(Credentials authentication) {
        return new Discovery(null, authentication);
    }

    public Discovery withRequired(Boolean value) {
        return new Discovery(value, authentication);
    }

    public Discovery withAuthentication(Credentials value) {
        return new Discovery(required, value);
    }

    /** Whether they must prove who they are. */
    public boolean isRequired() {
        return required == null ? !authentication.isEmpty() : required;
    }
}
