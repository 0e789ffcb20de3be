package dev.sluice.cli;

import dev.sluice.iscsi.chap.ChapAlgorithm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    @Option(
            names = "--chap-algorithms",
            paramLabel = "NAME[,NAME...]",
            split = ",",
            description = "What CHAP may be done with, the preferred one first: md5, sha1, sha256, sha3-256."
                    + " Default: sha3-256,sha256,sha1,md5.")
    private List<String> algorithms = new ArrayList<>();

    @Option(
            names = "--allow-short-secrets",
            description = "Takes CHAP secrets of fewer than 12 bytes, which can be found by trying. Default: off.")
    private boolean shortSecrets;

    boolean isOn() {
        return file != null;
    }

    /** What the flags and the file ask for. */
    Chap chap() {
        if (file == null) {
            if (!algorithms.isEmpty() || shortSecrets) {
                throw new UsageException(
                        "--chap-algorithms and --allow-short-secrets say how --chap is done: give it, too");
            }
            return Chap.NONE;
        }
        return ChapFile.read(file, chosenAlgorithms(), shortSecrets);
    }

    private List<ChapAlgorithm> chosenAlgorithms() {
        if (algorithms.isEmpty()) {
            return ChapAlgorithm.STRONGEST_FIRST;
        }
        try {
            return algorithms.stream().map(ChapAlgorithm::named).distinct().toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException("--chap-algorithms " + e.getMessage());
        }
    }
}
