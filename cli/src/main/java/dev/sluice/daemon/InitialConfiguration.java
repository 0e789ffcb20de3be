package dev.sluice.daemon;

import dev.sluice.config.Configuration;
import dev.sluice.config.file.ConfigurationBroken;
import dev.sluice.config.file.ConfigurationStore;
import java.io.IOException;
import java.nio.file.Files;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configuration at the start of a daemon. */
final class InitialConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(InitialConfiguration.class);

    private InitialConfiguration() {}

    /** The saved configuration; an empty one, or the newest version that can be read, if the settings permit it.
     *
     * @throws ConfigurationBroken if the saved configuration is wrong
     * @throws IOException if there is no file, and the settings do not permit an empty configuration
     */
    static Configuration load(DaemonSettings settings, ConfigurationStore store)
            throws IOException, ConfigurationBroken {
        try {
            if (settings.lastGood()
                    && Files.notExists(store.file())
                    && !store.versions().isEmpty()) {
                return newest(store);
            }
            store.requireBeginning(settings.fresh());
            return store.load();
        } catch (ConfigurationBroken e) {
            if (e.lastGood() == null || !settings.lastGood()) {
                throw e;
            }
            LOG.warn(
                    "{}; starting with version {}", e.getMessage(), e.lastGood().number());
            return store.version(e.lastGood().number());
        }
    }

    private static Configuration newest(ConfigurationStore store) throws IOException, ConfigurationBroken {
        int number = store.versions().getFirst().number();
        LOG.warn("{}: there is no such file; starting with version {}", store.file(), number);
        return store.version(number);
    }
}
