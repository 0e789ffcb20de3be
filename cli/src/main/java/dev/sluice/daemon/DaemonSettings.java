package dev.sluice.daemon;

import dev.sluice.iscsi.chap.ChapAlgorithm;
import dev.sluice.target.ServerSettings;
import java.nio.file.Path;
import java.util.Set;

/** Settings of a daemon.
 *
 * @param server loops, memory and login limits; its listen addresses are not used
 * @param configurationFile file of the configuration
 * @param ioDepth operations in flight per disk and loop
 * @param program the program's version
 * @param lastGood true to start with the newest version that can be read, if the file cannot be read
 * @param fresh true to start with an empty configuration, if there is no file and no saved version
 * @param chapAlgorithms permitted for CHAP
 */
public record DaemonSettings(
        ServerSettings server,
        Path configurationFile,
        int ioDepth,
        String program,
        boolean lastGood,
        boolean fresh,
        Set<ChapAlgorithm> chapAlgorithms) {
    public DaemonSettings {
        chapAlgorithms = Set.copyOf(chapAlgorithms);
    }
}
