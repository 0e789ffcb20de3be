package dev.sluice.shell.command;

/** An option of a command: a word with two dashes and no value, the same for every command that takes it. */
public enum CommandOption {
    FORCE("--force", "change or delete also what is in use"),
    DRY_RUN("--dry-run", "only show what would change"),
    JSON("--json", "print the answer as JSON");

    private final String text;
    private final String description;

    CommandOption(String text, String description) {
        this.text = text;
        this.description = description;
    }

    /** The option as it is typed, with its dashes. */
    public String text() {
        return text;
    }

    /** Its effect, without a full stop. */
    public String description() {
        return description;
    }
}
