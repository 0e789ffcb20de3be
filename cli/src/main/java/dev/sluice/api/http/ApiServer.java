package dev.sluice.api.http;

import dev.sluice.api.Administration;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Serves the API on a Unix socket, and on TCP where that is wanted. Any thread. */
public final class ApiServer implements AutoCloseable {
    /** The group whose members may use the Unix socket. */
    public static final String GROUP = "sluice";

    private static final int MAX_CONNECTIONS = 128;
    private static final int MAX_BODY = 64 << 20;
    private static final int IDLE_SECONDS = 60;
    private static final int THREADS = 4;
    private static final int QUEUE = 256;
    private static final long END_SECONDS = 5;

    private final Path socket;
    private final Routes routes;
    private final EventLoopGroup network = new MultiThreadIoEventLoopGroup(
            1, Thread.ofPlatform().daemon().name("sluice-api").factory(), NioIoHandler.newFactory());
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(QUEUE),
            Thread.ofPlatform().daemon().name("sluice-admin-", 0).factory());
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    private ApiServer(Path socket, Administration administration) {
        this.socket = socket;
        this.routes = new Routes(administration);
    }

    /**
     * Starts to serve.
     *
     * @throws IOException if another daemon listens there, or an address, certificate or token cannot be used
     */
    public static ApiServer start(ApiSettings settings, Administration administration) throws IOException {
        ApiServer server = new ApiServer(settings.socket(), administration);
        try {
            SocketFile.makeRoom(settings.socket());
            server.listen(
                    NioServerDomainSocketChannel.class,
                    UnixDomainSocketAddress.of(settings.socket()),
                    () -> new ChannelHandler[] {new PeerGate(GROUP)},
                    null);
            SocketFile.restrict(settings.socket(), GROUP);
            if (settings.remote() != null) {
                server.listen(settings.remote());
            }
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void listen(ApiSettings.Remote remote) throws IOException {
        String token = TokenFile.read(remote.tokenFile());
        SslContext tls;
        try {
            tls = SslContextBuilder.forServer(
                            remote.certificate().toFile(), remote.key().toFile())
                    .sslProvider(SslProvider.JDK)
                    .build();
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "the API cannot use " + remote.certificate() + " and " + remote.key() + ": " + e.getMessage(), e);
        }
        listen(NioServerSocketChannel.class, remote.address(), () -> new ChannelHandler[0], new Guard(tls, token));
    }

    /** What TCP needs more than a Unix socket. */
    private record Guard(SslContext tls, String token) {}

    /** Makes the handlers that a connection begins with. */
    @FunctionalInterface
    private interface Gates {
        ChannelHandler[] make();
    }

    private void listen(Class<? extends ServerChannel> kind, SocketAddress address, Gates gates, Guard guard)
            throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(network)
                .channel(kind)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        begin(channel, gates, guard);
                    }
                });
        try {
            connections.add(bootstrap.bind(address).sync().channel());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (Exception e) {
            throw new IOException("the API cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    private void begin(Channel channel, Gates gates, Guard guard) {
        if (connections.size() > MAX_CONNECTIONS) {
            channel.close();
            return;
        }
        connections.add(channel);
        if (guard != null) {
            channel.pipeline().addLast(guard.tls().newHandler(channel.alloc()));
        }
        channel.pipeline()
                .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                .addLast(gates.make())
                .addLast(new HttpServerCodec());
        if (guard != null) {
            channel.pipeline().addLast(new TokenGate(guard.token()));
        }
        channel.pipeline()
                .addLast(new WholeRequests(MAX_BODY))
                .addLast(new FlowControlHandler())
                .addLast(new RequestHandler(routes, executor));
    }

    /** The Unix socket. */
    public Path socket() {
        return socket;
    }

    /** Answers what is being asked, and ends. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            executor.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
            connections.close().await(END_SECONDS, TimeUnit.SECONDS);
            network.shutdownGracefully(0, END_SECONDS, TimeUnit.SECONDS).await(END_SECONDS, TimeUnit.SECONDS);
            Files.deleteIfExists(socket);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // the next daemon removes it
        }
    }
}
