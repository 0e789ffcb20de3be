package dev.sluice.api;

import java.time.Instant;
import java.util.List;

/**
 * How a daemon is.
 *
 * @param program its version
 * @param protocol the version of this protocol, 1
 * @param since when it started
 * @param configurationFile where it saves
 * @param revision of what is served now; each change makes another
 * @param autoSave whether a change is saved before it is acknowledged
 * @param unsavedChanges whether something is served that is not saved
 * @param backstores how many there are
 * @param targets how many there are
 * @param sessions how many there are
 * @param warnings what an administrator should look at, in sentences
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
