package dev.sluice.config.file;

import java.util.List;
import java.util.stream.Collectors;

/** A text is not a configuration that could be served. */
public final class ConfigurationWrong extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Flaw> flaws;

    public ConfigurationWrong(List<Flaw> flaws) {
        super(flaws.stream().map(Flaw::toString).collect(Collectors.joining("\n")));
        this.flaws = List.copyOf(flaws);
    }

    /** The mistakes, in the order of the text. */
    public List<Flaw> flaws() {
        return flaws == null ? List.of() : flaws;
    }
}
