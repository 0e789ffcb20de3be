package dev.sluice.daemon;

import dev.sluice.api.Refusal;
import dev.sluice.config.Configuration;
import dev.sluice.config.file.ConfigurationBroken;
import dev.sluice.config.file.ConfigurationStore;
import dev.sluice.config.file.ConfigurationText;
import dev.sluice.config.file.ConfigurationWrong;
import dev.sluice.config.file.Flaw;
import java.io.IOException;
import java.util.List;

/** Configurations as text; a wrong one becomes a {@link Refusal} of the API. */
final class SubmittedConfiguration {
    private SubmittedConfiguration() {}

    static Configuration read(byte[] text) throws Refusal {
        try {
            return ConfigurationText.read(text);
        } catch (ConfigurationWrong e) {
            throw refusal("this configuration cannot be served", e.flaws());
        }
    }

    static Configuration version(ConfigurationStore store, int number) throws Refusal {
        try {
            Configuration version = store.version(number);
            if (version == null) {
                throw new Refusal(
                        Refusal.Reason.NOT_FOUND,
                        "there is no version " + number + ": 'versions' lists the saved ones");
            }
            return version;
        } catch (ConfigurationBroken e) {
            throw refusal("version " + number + " cannot be served", e.flaws());
        } catch (IOException e) {
            throw new Refusal(Refusal.Reason.FAILED, "cannot read version " + number + ": " + e.getMessage());
        }
    }

    private static Refusal refusal(String message, List<Flaw> flaws) {
        return new Refusal(
                Refusal.Reason.INVALID,
                message,
                flaws.stream()
                        .map(flaw -> new Refusal.Detail(flaw.pointer(), flaw.line(), flaw.column(), flaw.message()))
                        .toList());
    }
}
