package dev.sluice.iscsi.login;

/**
 * The answer to a Login Request.
 *
 * @param transit T: the stage changes, to {@code nextStage}
 * @param more C: the text continues in the next answer
 * @param text the data segment, at most 8,192 bytes
 */
public record LoginAnswer(boolean transit, boolean more, int currentStage, int nextStage, byte[] text) {
    /** True if this answer ends the login phase. */
    public boolean isLast() {
        return transit && nextStage == LoginRequest.FULL_FEATURE_PHASE;
    }
}
