package dev.sluice.api.http;

import dev.sluice.api.Refusal;
import dev.sluice.io.loop.FatalErrors;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of one connection, one after the other. Its network thread; routes are called on others. */
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    /** The header with the version of the protocol, for clients that speak several. */
    static final String PROTOCOL_HEADER = "sluice-protocol";

    private final Routes routes;
    private final Executor executor;

    /** True while a route handles a request. */
    private boolean atWork;

    /** True while a response is being sent: until the client has taken it, no further request is read. */
    private boolean answering;

    RequestHandler(Routes routes, Executor executor) {
        this.routes = routes;
        this.executor = executor;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        if (request.decoderResult().isFailure()) {
            send(
                    context,
                    problem(new Refusal(
                            Refusal.Reason.NOT_UNDERSTOOD, "this is not HTTP/1.1, or its headers are too long")),
                    false);
            return;
        }
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        String path;
        Map<String, String> query = new HashMap<>();
        try {
            path = uri.path();
            uri.parameters().forEach((name, values) -> query.put(name, values.getFirst()));
        } catch (IllegalArgumentException e) {
            send(context, problem(new Refusal(Refusal.Reason.NOT_UNDERSTOOD, "the path cannot be read")), false);
            return;
        }
        String method = request.method().name();
        Routes.Match match = routes.find(method, path);
        if (match == null) {
            List<String> methods = routes.methods(path);
            send(context, methods.isEmpty() ? notFound(path) : notAllowed(method, methods), keepAlive);
            return;
        }
        if (match.route().takesBody() && !isJson(request)) {
            send(
                    context,
                    failure(
                            HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                            "send JSON, with Content-Type: " + ApiResponse.JSON),
                    keepAlive);
            return;
        }
        Set<String> unknown = new TreeSet<>(query.keySet());
        unknown.removeAll(match.route().parameters());
        if (!unknown.isEmpty()) {
            send(context, problem(unknownParameters(unknown, match.route().parameters())), keepAlive);
            return;
        }
        ApiRequest call = new ApiRequest(
                match.captured(),
                query,
                request.headers().get(HttpHeaderNames.IF_NONE_MATCH),
                ByteBufUtil.getBytes(request.content()));
        atWork = true;
        try {
            executor.execute(() -> {
                FullHttpResponse response = answer(match.route(), call);
                context.executor().execute(() -> send(context, response, keepAlive));
            });
        } catch (RejectedExecutionException e) {
            send(
                    context,
                    problem(new Refusal(Refusal.Reason.STOPPING, "too much is asked for at once, or it is the end")),
                    false);
        }
    }

    private static FullHttpResponse answer(Routes.Route route, ApiRequest call) {
        try {
            ApiResponse answer = route.handler().answer(call);
            FullHttpResponse response =
                    response(HttpResponseStatus.valueOf(answer.status()), answer.contentType(), answer.body());
            if (answer.entityTag() != null) {
                response.headers().set(HttpHeaderNames.ETAG, answer.entityTag());
            }
            return response;
        } catch (Refusal e) {
            return problem(e);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", route.method(), route.path(), e);
            return failure(
                    HttpResponseStatus.INTERNAL_SERVER_ERROR,
                    Refusal.Reason.FAILED,
                    "a fault of the daemon: its log says more");
        }
    }

    private static boolean isJson(FullHttpRequest request) {
        CharSequence type = HttpUtil.getMimeType(request);
        return type != null && ApiResponse.JSON.equalsIgnoreCase(type.toString().strip());
    }

    private static FullHttpResponse notFound(String path) {
        return problem(new Refusal(
                Refusal.Reason.NOT_FOUND,
                "there is no " + path + ": /v1/" + OpenApiDescription.NAME + " tells what there is"));
    }

    private static Refusal unknownParameters(Set<String> unknown, Set<String> known) {
        return new Refusal(
                Refusal.Reason.NOT_UNDERSTOOD,
                "there is no parameter '" + String.join("', '", unknown) + "' here"
                        + (known.isEmpty() ? "" : ", but " + String.join(", ", new TreeSet<>(known))));
    }

    private static FullHttpResponse notAllowed(String method, List<String> methods) {
        String allowed = String.join(", ", methods);
        FullHttpResponse response =
                failure(HttpResponseStatus.METHOD_NOT_ALLOWED, method + " cannot be done with it, but " + allowed);
        response.headers().set(HttpHeaderNames.ALLOW, allowed);
        return response;
    }

    /** A refusal. */
    static FullHttpResponse problem(Refusal refusal) {
        return response(
                HttpResponseStatus.valueOf(refusal.reason().status()),
                ProblemDetails.CONTENT_TYPE,
                ApiJson.write(ProblemDetails.of(refusal)));
    }

    /** Refuses a message that is not HTTP. */
    private static FullHttpResponse failure(HttpResponseStatus status, String detail) {
        return failure(status, Refusal.Reason.NOT_UNDERSTOOD, detail);
    }

    /** Refuses a request with a status of HTTP's own. */
    static FullHttpResponse failure(HttpResponseStatus status, Refusal.Reason reason, String detail) {
        ProblemDetails problem = new ProblemDetails(
                "about:blank", status.reasonPhrase(), status.code(), detail, ProblemDetails.name(reason), List.of());
        return response(status, ProblemDetails.CONTENT_TYPE, ApiJson.write(problem));
    }

    private static FullHttpResponse response(HttpResponseStatus status, String contentType, byte[] body) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
        if (body.length > 0) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        }
        if (status.code() != 204 && status.code() != 304) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        response.headers().set(PROTOCOL_HEADER, "1");
        return response;
    }

    private void send(ChannelHandlerContext context, FullHttpResponse response, boolean keepAlive) {
        atWork = false;
        answering = true;
        if (!keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, "close");
        }
        context.writeAndFlush(response).addListener(sent -> {
            answering = false;
            if (keepAlive && sent.isSuccess()) {
                context.read();
            } else {
                context.close();
            }
        });
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.fireChannelActive();
        context.read();
    }

    /** Reads on if a request is incomplete. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!atWork && !answering) {
            context.read();
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            if (!atWork) {
                context.close();
            }
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            FatalErrors.report(cause);
        }
        LOG.debug("a connection of the API is closed", cause);
        context.close();
    }
}
