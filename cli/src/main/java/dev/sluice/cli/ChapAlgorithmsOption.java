package dev.sluice.cli;

import dev.sluice.iscsi.chap.ChapAlgorithm;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The flag that names the algorithms of CHAP. */
final class ChapAlgorithmsOption {
    @Option(
            names = "--chap-algorithms",
            paramLabel = "NAME[,NAME...]",
            split = ",",
            description =
                    "CHAP algorithms to allow: md5, sha1, sha256, sha3-256. The first of them that the initiator offers is"
                            + " used. Without md5, initiators that know no other are refused. Default: all four.")
    private List<String> names = new ArrayList<>();

    boolean isGiven() {
        return !names.isEmpty();
    }

    Set<ChapAlgorithm> algorithms() {
        if (names.isEmpty()) {
            return ChapAlgorithm.ALL;
        }
        Set<ChapAlgorithm> algorithms = EnumSet.noneOf(ChapAlgorithm.class);
        try {
            names.forEach(name -> algorithms.add(ChapAlgorithm.named(name)));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--chap-algorithms " + e.getMessage());
        }
        return algorithms;
    }
}
