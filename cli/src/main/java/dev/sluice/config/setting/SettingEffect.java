package dev.sluice.config.setting;

/** The effect of a changed setting on sessions and disks that are in use. */
public enum SettingEffect {
    /** Changes at once, under sessions in use. */
    AT_ONCE("A change takes effect at once."),
    /** Counts for sessions that log in after the change. */
    NEW_SESSIONS("A change applies to new sessions."),
    /** Removes the disk and creates it again with the new value. */
    RECREATION("A change recreates the disk: initiators lose it for a moment."),
    /** Depends on the kind of disk: at once where it can grow or shrink in use, else by recreation. */
    BY_KIND("A change takes effect at once for a file, else it recreates the disk.");

    private final String sentence;

    SettingEffect(String sentence) {
        this.sentence = sentence;
    }

    /** The effect as a sentence of the documentation. */
    public String sentence() {
        return sentence;
    }
}
