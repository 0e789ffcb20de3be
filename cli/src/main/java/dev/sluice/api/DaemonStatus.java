package dev.sluice.api;

import java.time.Instant;
import java.util.List;

/** State of a daemon.
 *
 * @param program its version
 * @param protocol the version of this protocol, 1
 * @param since time of its start
 * @param configurationFile path of the configuration file
 * @param revision the revision of the served configuration; each change makes another
 * @param autoSave true if a change is saved before it is acknowledged
 * @param unsavedChanges true if the served configuration is not saved
 * @param backstores number of them
 * @param targets number of them
 * @param sessions number of them
 * @param warnings sentences about missing resources and likely mistakes
 */
public record DaemonStatus(
        String program,
        int protocol,
        Instant since,
        String configurationFile,
        long revision,
        boolean autoSave,
        boolean unsavedChanges,
        int backstores,
        int targets,
        int sessions,
        List<String> warnings) {}
