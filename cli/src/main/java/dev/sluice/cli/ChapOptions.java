package dev.sluice.cli;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of CHAP, the authentication of initiators and target. */
final class ChapOptions {
    @Option(
            names = "--chap",
            paramLabel = "FILE",
            description = {
                "Initiators must authenticate with CHAP. FILE is JSON; only its owner may read it:",
                "{\"users\": [{\"name\": \"joe\", \"secret\": \"...\"}]}",
                "Further members: \"target\" (one user, with which the target authenticates itself), \"discovery\" (the same"
                        + " members, for discovery sessions), \"initiators\" (the same members by iSCSI name, in place of the"
                        + " general ones). Default: no CHAP."
            })
    private Path file;

    @Mixin
    private ChapAlgorithmsOption algorithms = new ChapAlgorithmsOption();

    @Option(
            names = "--allow-short-secrets",
            description = "Allow CHAP secrets of fewer than 12 bytes, which can be guessed. Default: off.")
    private boolean shortSecrets;

    boolean isOn() {
        return file != null;
    }

    /** Returns the requirements that the flags and the file make. */
    ChapRequirements chap() {
        if (file == null) {
            if (algorithms.isGiven() || shortSecrets) {
                throw new UsageException("--chap-algorithms and --allow-short-secrets need --chap FILE");
            }
            return ChapRequirements.NONE;
        }
        return ChapFile.read(file, algorithms.algorithms(), shortSecrets);
    }
}
