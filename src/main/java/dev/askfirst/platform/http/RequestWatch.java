package dev.askfirst.platform.http;

import dev.askfirst.platform.trace.Trace;
import dev.askfirst.platform.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Counts and times every request, whichever way it takes through the service and whoever answers it, by the template of its
 * route: what stands in a path may be somebody's. Gives each a name.
 */
@ApplicationScoped
class RequestWatch {

    /** A line for each request, where the operator wants one: its route, never its path, query or headers. */
    private static final Logger ACCESS = Logger.getLogger("askfirst.access");

    /** Before everything else that looks at a request. */
    private static final int FIRST = 20_000;

    /** What is served without a resource of ours. */
    private static final List<String> OTHERS = List.of("/q/{page:.+}", "/assets/{file:.+}", "/schemas/{file:.+}");

    /** Stands in a request whose caller did not wait for the reply. */
    private static final String GONE = RequestWatch.class.getName() + ".gone";

    private final ServedRoutes routes;
    private final MeterRegistry registry;
    private final Tracing tracing;
    private final boolean log;
    private final RouteTimers none;
    private volatile RouteTree<RouteTimers> tree;

    RequestWatch(
            ServedRoutes routes,
            MeterRegistry registry,
            Tracing tracing,
            @ConfigProperty(name = "askfirst.access-log", defaultValue = "false") boolean log) {
        this.routes = routes;
        this.registry = registry;
        this.tracing = tracing;
        this.log = log;
        this.none = new RouteTimers(registry, "none");
    }

    void watch(@Observes Filters filters) {
        filters.register(this::begin, FIRST);
    }

    /**
     * Notes that there is nobody to take the reply. A reply that ends before the connection is seen to be closed looks like
     * one that was taken.
     */
    static void callerIsGone(RoutingContext request) {
        request.put(GONE, true);
    }

    private void begin(RoutingContext request) {
        var id = RequestId.give(request.request().getHeader(RequestId.header()), request.response());
        request.addEndHandler(new End(request, id, tracing.begin(request.request()), System.nanoTime()));
        request.next();
    }

    /** What is to be done once a request has its reply, or has no caller any more. */
    private final class End implements Handler<AsyncResult<Void>> {

        private final RoutingContext request;
        private final String id;
        private final Trace trace;
        private final long begun;

        End(RoutingContext request, String id, Trace trace, long begun) {
            this.request = request;
            this.id = id;
            this.trace = trace;
            this.begun = begun;
        }

        @Override
        public void handle(AsyncResult<Void> ended) {
            var took = System.nanoTime() - begun;
            var timers = timers(request);
            var method = request.request().method().name();
            var status = request.response().getStatusCode();
            // Vert.x also calls a request ended, and well, whose connection was closed before its reply was.
            var gone = ended.failed() || !request.response().ended() || Boolean.TRUE.equals(request.get(GONE));
            timers.timer(method, status, gone).record(took, TimeUnit.NANOSECONDS);
            trace.end(method, timers.route(), status);
            if (log) {
                ACCESS.infof(
                        "%s %s %s %d ms, request %s",
                        method,
                        timers.route(),
                        gone ? "gone" : Integer.toString(status),
                        TimeUnit.NANOSECONDS.toMillis(took),
                        id);
            }
        }
    }

    private RouteTimers timers(RoutingContext request) {
        var path = request.request().path();
        if (path == null || path.isEmpty()) return none;
        var found = tree().find(path);
        return found.or(() -> tree().find(ManagementPort.plain(request.normalizedPath())))
                .orElse(none);
    }

    private RouteTree<RouteTimers> tree() {
        var made = tree;
        if (made == null) {
            made = RouteTree.of(
                    Stream.concat(routes.templates().stream(), OTHERS.stream()).toList(),
                    template -> new RouteTimers(registry, template));
            tree = made;
        }
        return made;
    }
}
