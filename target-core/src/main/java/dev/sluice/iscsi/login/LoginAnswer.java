package dev.sluice.iscsi.login;

/**
 * What to answer to a Login Request.
 *
 * @param transit T: the stage changes, to {@code nextStage}
 * @param more C: the text goes on in the next answer
 * @param text the data segment, at most 8,192 bytes
 */
public record LoginAnswer(boolean transit, boolean more, int currentStage, int nextStage, byte[] text) {
    /** Whether the login phase ends with this answer. */
    public boolean isLast() {
        return transit && nextStage == LoginRequest.FULL_FEATURE_PHASE;
    }
}
