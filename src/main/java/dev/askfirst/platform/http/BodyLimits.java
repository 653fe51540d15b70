package dev.askfirst.platform.http;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Problem;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/**
 * Refuses over-long bodies by their announced length, before a byte of them is read. Files have a limit of their own, and
 * streams that announce none have no limit.
 */
@ApplicationScoped
class BodyLimits {

    private static final long MOST_BYTES = 2 * 1024 * 1024;
    private static final Set<String> FILES = Set.of("/v1/imports", "/v1/reconciliations");
    private static final Set<String> STREAMS = Set.of("/v1/decisions/stream", "/v1/scrubs");
    private static final int EARLY = 100;
    private static final int LATE = 1;

    void register(@Observes Filters filters) {
        filters.register(BodyLimits::check, EARLY);
        filters.register(BodyLimits::lift, LATE);
    }

    private static void lift(RoutingContext request) {
        if (STREAMS.contains(request.normalizedPath())) request.remove(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
        request.next();
    }

    private static void check(RoutingContext request) {
        var length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || isLong(request) || Long.parseLong(length) <= MOST_BYTES) {
            request.next();
            return;
        }
        var problem = Problem.of(Fault.of(ProblemCode.TOO_LARGE, "the body is over " + MOST_BYTES + " bytes"));
        request.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(Json.write(problem));
    }

    /** What browsers send is refused, past a few KiB, by the pages themselves, which answer with a page. */
    private static boolean isLong(RoutingContext request) {
        var path = request.normalizedPath();
        var accepted = request.request().getHeader(HttpHeaders.ACCEPT);
        var browser = accepted != null && accepted.contains("text/html") && !path.startsWith("/v1/");
        return FILES.contains(path) || STREAMS.contains(path) || browser;
    }
}
