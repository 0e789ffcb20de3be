package dev.sluice.migrate.tgt;

import dev.sluice.config.Parameters;
import java.util.List;

/** The parameters of logins of a target. */
final class TargetParameters {
    private static final int MOST_CONNECTIONS = 8;

    private TargetParameters() {}

    static Parameters read(Options options) {
        for (String digest : List.of("HeaderDigest", "DataDigest")) {
            Directive line = options.first(digest);
            if (line != null && line.value().equals("CRC32C")) {
                options.changed(line, digest + " is CRC32C", "Here initiators choose whether there are digests");
            } else {
                options.meaningless(digest, "initiators choose whether there are digests");
            }
        }
        for (String order : List.of("DataPDUInOrder", "DataSequenceInOrder")) {
            Directive line = options.first(order);
            if (line != null && !line.value().equals("Yes")) {
                options.changed(line, order + " is " + line.value(), "Here data are always in order");
            } else {
                options.meaningless(order, "data are always in order");
            }
        }
        options.meaningless("MaxXmitDataSegmentLength", "initiators say how much they accept at once");
        for (String marker : List.of("IFMarker", "OFMarker", "IFMarkInt", "OFMarkInt")) {
            options.meaningless(marker, "RFC 7143 has no markers any more");
        }
        return Parameters.SETTINGS.with(Parameters.USUAL, setting -> {
            if (setting == Parameters.MAX_CONNECTIONS) {
                return connections(options);
            }
            return setting.type().javaType() == Boolean.class
                    ? yes(options, setting.member())
                    : number(options, setting.member());
        });
    }

    private static Integer number(Options options, String name) {
        Directive line = options.first(name);
        if (line == null) {
            return null;
        }
        try {
            return Integer.valueOf(line.value());
        } catch (NumberFormatException e) {
            options.lost(line, name + " '" + line.value() + "' is no number", "Sluice's usual value takes its place");
            return null;
        }
    }

    /** Reads a parameter whose default is Yes. */
    private static Boolean yes(Options options, String name) {
        String value = options.value(name);
        return value == null || value.equalsIgnoreCase("Yes") ? null : false;
    }

    private static Integer connections(Options options) {
        Integer connections = number(options, "MaxConnections");
        if (connections != null && connections > MOST_CONNECTIONS) {
            options.changed(
                    options.first("MaxConnections"),
                    "a session has at most " + MOST_CONNECTIONS + " connections, not " + connections,
                    "");
            return MOST_CONNECTIONS;
        }
        return connections;
    }
}
