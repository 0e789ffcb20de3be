package dev.sluice.perf.hostile;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The server and its targets: options of the command line. */
final class Site {
    private static final String LESS_PRIORITY = "10";

    @Option(names = "--pid", required = true, description = "The process of the daemon.")
    private long pid;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Default: ${DEFAULT-VALUE}.")
    private String host;

    @Option(names = "--port", required = true, description = "The iSCSI port.")
    private int port;

    @Option(names = "--socket", required = true, description = "The Unix socket of its API.")
    private Path socket;

    @Option(names = "--target", required = true, description = "A target with LUNs for those who behave.")
    private String target;

    @Option(
            names = "--luns",
            defaultValue = "4",
            description = "How many it has, from 0 on. Default: ${DEFAULT-VALUE}.")
    private int luns;

    @Option(names = "--initiator", required = true, description = "Who has an ACL there.")
    private String initiator;

    @Option(names = "--open", required = true, description = "A target that anybody may log in to.")
    private String open;

    @Option(names = "--guarded", required = true, description = "A target that demands CHAP.")
    private String guarded;

    @Option(names = "--api-port", description = "The TCP port of the API. Default: none.")
    private Integer apiPort;

    @Option(names = "--api-token-file", description = "The token for it.")
    private Path token;

    @Option(names = "--api-certificate", description = "The server's certificate there, in PEM.")
    private Path certificate;

    ServerProcess server() {
        return new ServerProcess(pid, port, socket);
    }

    InetSocketAddress iscsi() {
        return new InetSocketAddress(host, port);
    }

    InetSocketAddress api() {
        return apiPort == null ? null : new InetSocketAddress(host, apiPort);
    }

    Path token() {
        return token;
    }

    Path certificate() {
        return certificate;
    }

    String target() {
        return target;
    }

    int luns() {
        return luns;
    }

    String initiator() {
        return initiator;
    }

    /** The attackers, by this program's Java and class path. */
    ProcessBuilder attackers(long seed, double scale, int seconds) {
        List<String> command = new ArrayList<>(List.of(
                "nice",
                "-n",
                LESS_PRIORITY,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Attackers.class.getName(),
                "--host",
                host,
                "--port",
                Integer.toString(port),
                "--open",
                open,
                "--guarded",
                guarded,
                "--seed",
                Long.toString(seed),
                "--scale",
                Double.toString(scale),
                "--seconds",
                Integer.toString(seconds)));
        if (apiPort != null) {
            command.add("--api-port");
            command.add(Integer.toString(apiPort));
        }
        return new ProcessBuilder(command);
    }
}
