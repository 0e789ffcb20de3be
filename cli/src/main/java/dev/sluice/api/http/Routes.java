package dev.sluice.api.http;

import dev.sluice.api.Administration;
import dev.sluice.api.ChangeRequest;
import dev.sluice.api.Refusal;
import dev.sluice.api.RestoreRequest;
import dev.sluice.api.Revision;
import dev.sluice.config.file.ConfigurationText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Paths and methods of the API with their handlers. Immutable; any thread. */
final class Routes {
    /** Answers a call. */
    @FunctionalInterface
    interface Handler {
        ApiResponse answer(ApiRequest call) throws Refusal;
    }

    /**
     * A method of a resource, and its handler.
     *
     * @param path the path; a part in braces is captured
     * @param takesBody true if there must be a body of JSON
     * @param parameters the query parameters; others are refused
     */
    record Route(String method, String path, boolean takesBody, Set<String> parameters, Handler handler) {
        Route(String method, String path, boolean takesBody, Handler handler) {
            this(method, path, takesBody, Set.of(), handler);
        }

        /** Texts captured from a path, or null if the path is not this route's. */
        List<String> match(String[] steps) {
            String[] own = path.split("/");
            if (own.length != steps.length) {
                return null;
            }
            List<String> captured = new ArrayList<>();
            for (int i = 0; i < own.length; i++) {
                if (own[i].startsWith("{")) {
                    captured.add(steps[i]);
                } else if (!own[i].equals(steps[i])) {
                    return null;
                }
            }
            return captured;
        }
    }

    /** A route and the captured parts of the path. */
    record Match(Route route, List<String> captured) {}

    private static final String DRY_RUN = "dry-run";
    private static final String FORCE = "force";
    private static final String ABOUT = "about";
    private static final int RUN_DIGITS = 8;

    private final List<Route> routes;

    Routes(Administration administration) {
        String run = UUID.randomUUID().toString().substring(0, RUN_DIGITS);
        this.routes = List.of(
                new Route("GET", "/v1/status", false, call -> ApiResponse.json(administration.status())),
                new Route("GET", "/v1/configuration", false, call -> configuration(administration, run, call)),
                new Route(
                        "PUT",
                        "/v1/configuration",
                        true,
                        Set.of(DRY_RUN, FORCE),
                        call -> ApiResponse.json(
                                administration.replace(call.body(), call.flag(DRY_RUN), call.flag(FORCE)))),
                new Route(
                        "POST",
                        "/v1/changes",
                        true,
                        call -> ApiResponse.json(
                                administration.change(ApiJson.read(call.body(), ChangeRequest.class)))),
                new Route("GET", "/v1/state", false, call -> ApiResponse.json(administration.state())),
                new Route(
                        "POST", "/v1/save", false, call -> ApiResponse.json(Map.of("version", administration.save()))),
                new Route("GET", "/v1/versions", false, call -> ApiResponse.json(administration.versions())),
                new Route(
                        "GET",
                        "/v1/versions/{number}",
                        false,
                        call -> new ApiResponse(
                                200,
                                ApiResponse.JSON,
                                null,
                                ConfigurationText.write(administration.version(call.number(0))))),
                new Route(
                        "POST",
                        "/v1/restore",
                        true,
                        call -> ApiResponse.json(
                                administration.restore(ApiJson.read(call.body(), RestoreRequest.class)))),
                new Route("DELETE", "/v1/sessions/{number}", false, call -> {
                    administration.endSession(call.number(0));
                    return ApiResponse.nothing();
                }),
                new Route("GET", "/v1/why", false, Set.of(ABOUT), call -> {
                    String about = call.query().get(ABOUT);
                    if (about == null) {
                        throw new Refusal(Refusal.Reason.NOT_UNDERSTOOD, "write about what: /v1/why?about=…");
                    }
                    return ApiResponse.json(administration.why(about));
                }),
                new Route(
                        "GET",
                        "/v1/" + OpenApiDescription.NAME,
                        false,
                        call -> new ApiResponse(200, ApiResponse.JSON, null, OpenApiDescription.text())));
    }

    /** Answers with the configuration. Its entity tag has the run of the daemon, since revisions begin anew with each. */
    private static ApiResponse configuration(Administration administration, String run, ApiRequest call) {
        Revision revision = administration.configuration();
        String tag = "\"" + revision.number() + "." + run + "\"";
        if (call.knows(tag)) {
            return new ApiResponse(304, ApiResponse.JSON, tag, new byte[0]);
        }
        return new ApiResponse(200, ApiResponse.JSON, tag, ConfigurationText.write(revision.configuration()));
    }

    /** All routes, for comparison with their description. */
    List<Route> all() {
        return routes;
    }

    /** The route for a request, or null. */
    Match find(String method, String path) {
        String[] steps = path.split("/", -1);
        for (Route route : routes) {
            List<String> captured = route.method().equals(method) ? route.match(steps) : null;
            if (captured != null) {
                return new Match(route, captured);
            }
        }
        return null;
    }

    /** The methods that a path has; empty where there is no such path. */
    List<String> methods(String path) {
        String[] steps = path.split("/", -1);
        return routes.stream()
                .filter(route -> route.match(steps) != null)
                .map(Route::method)
                .toList();
    }
}
