package dev.sluice.api.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.nio.NioChannelOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets root, the daemon's own user and the members of a group through, by the credentials that the kernel tells of the other side
 * (SO_PEERCRED). The mode of the socket asks for the same; this also holds where somebody has changed that.
 */
final class PeerGate extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(PeerGate.class);
    private static final long BOUND_SECONDS = 5;

    private final String group;

    PeerGate(String group) {
        this.group = group;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        UnixDomainPrincipal peer =
                context.channel().config().getOption(NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED));
        if (peer != null && isAllowed(peer.user().getName(), peer.group().getName())) {
            context.fireChannelActive();
        } else {
            LOG.warn("{} may not use the API: it is neither root nor in the group {}", peer, group);
            context.close();
        }
    }

    private boolean isAllowed(String user, String primaryGroup) {
        return user.equals("root")
                || user.equals(System.getProperty("user.name"))
                || primaryGroup.equals(group)
                || groupsOf(user).contains(group);
    }

    /** All groups of a user, whatever directory they stand in. */
    private static List<String> groupsOf(String user) {
        try {
            Process id = new ProcessBuilder("id", "-Gn", "--", user)
                    .redirectErrorStream(true)
                    .start();
            String names = new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = id.waitFor(BOUND_SECONDS, TimeUnit.SECONDS);
            return ended && id.exitValue() == 0 ? Arrays.asList(names.strip().split(" ")) : List.of();
        } catch (IOException e) {
            LOG.warn("cannot learn the groups of {}: {}", user, e.getMessage());
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
