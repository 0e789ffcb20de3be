package dev.sluice.api.http;

import dev.sluice.api.Administration;
import dev.sluice.text.AddressText;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerDomainSocketChannel;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Serves the API on a Unix socket, and on TCP if it is configured. Any thread. */
public final class ApiServer implements AutoCloseable {
    /** The group whose members may use the Unix socket. */
    public static final String GROUP = "sluice";

    private static final int MAX_BODY = 64 << 20;
    private static final int RING_SIZE = 256;
    private static final int THREADS = 4;
    private static final int QUEUE = 256;
    private static final long END_SECONDS = 5;

    private final Path socket;
    private final Routes routes;
    private final Terms terms;
    private InetSocketAddress remote;
    private final EventLoopGroup network = new MultiThreadIoEventLoopGroup(
            1, Thread.ofPlatform().daemon().name("sluice-api").factory(), IoUringIoHandler.newFactory(RING_SIZE));
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(QUEUE),
            Thread.ofPlatform().daemon().name("sluice-admin-", 0).factory());
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    private ApiServer(Path socket, Administration administration, Terms terms) {
        this.socket = socket;
        this.terms = terms;
        this.routes = new Routes(administration);
    }

    /**
     * Starts to serve.
     *
     * @throws IOException if another daemon listens there, or an address, certificate or token cannot be used
     */
    public static ApiServer start(ApiSettings settings, Administration administration) throws IOException {
        return start(settings, administration, Terms.USUAL);
    }

    /** Time limits of its clients.
     *
     * @param idle time after which a connection without traffic is closed
     * @param patience time limit for the TLS handshake of a client, and again for its token
     * @param group the group whose members may use the Unix socket
     */
    record Terms(Duration idle, Duration patience, String group) {
        static final Terms USUAL = new Terms(Duration.ofSeconds(60), TlsApiListener.PATIENCE, GROUP);
    }

    /** @param patience time limit for the TLS handshake of a client, and again for its token */
    static ApiServer start(ApiSettings settings, Administration administration, Duration patience) throws IOException {
        return start(settings, administration, new Terms(Terms.USUAL.idle(), patience, GROUP));
    }

    /** The same on other terms. */
    static ApiServer start(ApiSettings settings, Administration administration, Terms terms) throws IOException {
        SocketFile.makeRoom(settings.socket());
        ApiServer server = new ApiServer(settings.socket(), administration, terms);
        try {
            server.listenLocally();
            if (settings.remote() != null) {
                ApiListener entrance = new TlsApiListener(new ReloadedCredentials(settings.remote()), terms.patience());
                Channel listening = server.listen(
                        IoUringServerSocketChannel.class, settings.remote().address(), entrance);
                server.remote = (InetSocketAddress) listening.localAddress();
            }
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Listens on the Unix socket. It gets its name after its owner and mode are set. */
    private void listenLocally() throws IOException {
        Path made = SocketFile.nameless(socket);
        UnixApiListener entrance = new UnixApiListener();
        listen(IoUringServerDomainSocketChannel.class, new DomainSocketAddress(made.toFile()), entrance);
        entrance.open(SocketFile.restrict(made, terms.group()));
        Files.move(made, socket, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Channel listen(Class<? extends ServerChannel> kind, SocketAddress address, ApiListener entrance)
            throws IOException {
        ApiConnections guests = new ApiConnections(entrance.bound());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(network)
                .channel(kind)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) throws IOException {
                        begin(channel, guests, entrance);
                    }
                });
        try {
            Channel listening = bootstrap.bind(address).sync().channel();
            connections.add(listening);
            return listening;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (Exception e) {
            throw new IOException("the API cannot listen on " + AddressText.of(address) + ": " + e.getMessage(), e);
        }
    }

    private void begin(Channel channel, ApiConnections guests, ApiListener entrance) throws IOException {
        if (!guests.enter(channel, entrance.origin(channel))) {
            channel.close();
            return;
        }
        connections.add(channel);
        ChannelPipeline pipeline = channel.pipeline();
        entrance.secure(pipeline);
        pipeline.addLast(new IdleStateHandler(0, 0, terms.idle().toMillis(), TimeUnit.MILLISECONDS))
                .addLast(new HttpServerCodec());
        entrance.admit(pipeline);
        pipeline.addLast(new UnauthenticatedConnection(guests))
                .addLast(new RequestAggregator(MAX_BODY))
                .addLast(new FlowControlHandler())
                .addLast(new RequestHandler(routes, executor));
    }

    /** The TCP address with its actual port, or null. */
    public InetSocketAddress remote() {
        return remote;
    }

    /** The Unix socket. */
    public Path socket() {
        return socket;
    }

    /** Answers the pending requests, and ends. */
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
            // The next daemon removes the file.
        }
    }
}
