package dev.sluice.config.file;

import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** A saved configuration that cannot be served. The message has every mistake and the remedies. */
public final class ConfigurationBroken extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Flaw> flaws;
    private final transient SavedVersion lastGood;

    ConfigurationBroken(Path file, List<Flaw> flaws, SavedVersion lastGood) {
        super(message(file, flaws, lastGood));
        this.flaws = List.copyOf(flaws);
        this.lastGood = lastGood;
    }

    private static String message(Path file, List<Flaw> flaws, SavedVersion lastGood) {
        String wrong = flaws.stream().map(flaw -> file + ":" + flaw).collect(Collectors.joining("\n"));
        return lastGood == null
                ? wrong
                : wrong + "\nThe last good configuration is version " + lastGood.number() + " of "
                        + lastGood.time().truncatedTo(ChronoUnit.SECONDS) + ", " + lastGood.file()
                        + ": 'sluice daemon --last-good' serves it";
    }

    /** The mistakes, in the order of the file. */
    public List<Flaw> flaws() {
        return flaws == null ? List.of() : flaws;
    }

    /** The newest version that can be served, or null. */
    public SavedVersion lastGood() {
        return lastGood;
    }
}
