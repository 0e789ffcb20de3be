package dev.sluice.api.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Requests and responses over one connection. One thread. */
final class HttpExchange implements AutoCloseable {
    private static final int MAX_BODY = 256 << 20;

    /** A response. @param tag the entity tag, or null @param protocol of the daemon, or null */
    record Response(int status, String contentType, String tag, String protocol, byte[] body) {}

    private final HttpConnection wire;
    private final EmbeddedChannel codec =
            new EmbeddedChannel(new HttpClientCodec(), new HttpObjectAggregator(MAX_BODY));

    HttpExchange(HttpConnection wire) {
        this.wire = wire;
    }

    /**
     * Sends a request, and waits for the answer.
     *
     * @param body or null
     * @param tag entity tag that is known already, or null
     * @param token to be shown, or null
     * @param patienceMillis time that the daemon may be silent
     */
    Response ask(String method, String path, byte[] body, String tag, String token, int patienceMillis)
            throws IOException {
        wire.patience(patienceMillis);
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(method),
                path,
                body == null ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
        request.headers().set(HttpHeaderNames.HOST, wire.host());
        request.headers().set(HttpHeaderNames.CONTENT_LENGTH, body == null ? 0 : body.length);
        if (body != null) {
            request.headers().set(HttpHeaderNames.CONTENT_TYPE, ApiResponse.JSON);
        }
        if (tag != null) {
            request.headers().set(HttpHeaderNames.IF_NONE_MATCH, tag);
        }
        if (token != null) {
            request.headers().set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token);
        }
        codec.writeOutbound(request);
        for (ByteBuf out = codec.readOutbound(); out != null; out = codec.readOutbound()) {
            wire.write(ByteBuffer.wrap(ByteBufUtil.getBytes(out)));
            out.release();
        }
        return receive();
    }

    private Response receive() throws IOException {
        while (true) {
            FullHttpResponse response = codec.readInbound();
            if (response != null) {
                try {
                    return new Response(
                            response.status().code(),
                            response.headers().get(HttpHeaderNames.CONTENT_TYPE, ""),
                            response.headers().get(HttpHeaderNames.ETAG),
                            response.headers().get(RequestHandler.PROTOCOL_HEADER),
                            ByteBufUtil.getBytes(response.content()));
                } finally {
                    response.release();
                }
            }
            byte[] bytes = wire.read();
            if (bytes == null) {
                throw new EOFException("the daemon closed the connection");
            }
            codec.writeInbound(Unpooled.wrappedBuffer(bytes));
        }
    }

    @Override
    public void close() throws IOException {
        codec.finishAndReleaseAll();
        wire.close();
    }
}
