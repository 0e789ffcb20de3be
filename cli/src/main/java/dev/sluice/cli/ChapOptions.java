package dev.sluice.cli;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags about CHAP: who has to prove what before it is let in. */
final class ChapOptions {
    @Option(
            names = "--chap",
            paramLabel = "FILE",
            description = {
                "Initiators must prove who they are by CHAP. FILE is JSON, and nobody but its owner may read it:",
                "{\"users\": [{\"name\": \"joe\", \"secret\": \"...\"}]}",
                "Further members: \"target\" (one user: what the target proves itself with), \"discovery\" (the same members,"
                        + " asked before targets are listed), \"initiators\" (by iSCSI name: the same members, in place of the"
                        + " others). Default: no CHAP."
            })
    private Path file;

    @Mixin
    private ChapAlgorithmsOption algorithms = new ChapAlgorithmsOption();

    @Option(
            names = "--allow-short-secrets",
            description = "Takes CHAP secrets of fewer than 12 bytes, which can be found by trying. Default: off.")
    private boolean shortSecrets;

    boolean isOn() {
        return file != null;
    }

    /** What the flags and the file ask for. */
    ChapRequirements chap() {
        if (file == null) {
            if (algorithms.isGiven() || shortSecrets) {
                throw new UsageException(
                        "--chap-algorithms and --allow-short-secrets say how --chap is done: give it, too");
            }
            return ChapRequirements.NONE;
        }
        return ChapFile.read(file, algorithms.algorithms(), shortSecrets);
    }
}
