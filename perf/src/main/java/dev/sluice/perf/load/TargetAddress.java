package dev.sluice.perf.load;

import java.net.InetSocketAddress;
import java.net.URI;

/** An {@code iscsi://host[:port]/target/lun} URL, as libiscsi and QEMU write it. */
record TargetAddress(InetSocketAddress portal, String target, int lun) {
    private static final int DEFAULT_PORT = 3260;

    static TargetAddress parse(String url) {
        URI uri = URI.create(url);
        String[] path = uri.getPath() == null ? new String[0] : uri.getPath().split("/");
        if (!"iscsi".equals(uri.getScheme()) || uri.getHost() == null || path.length != 3) {
            throw new IllegalArgumentException("not iscsi://host[:port]/target/lun: " + url);
        }
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new TargetAddress(new InetSocketAddress(uri.getHost(), port), path[1], Integer.parseInt(path[2]));
    }

    /** The LUN field of a header: SAM-5 4.7, peripheral device addressing. */
    long lunField() {
        return (long) lun << 48;
    }
}
