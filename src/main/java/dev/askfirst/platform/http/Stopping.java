package dev.askfirst.platform.http;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Between the moment the service stops being ready and its end, every reply asks its caller to come back on another
 * connection, and closes this one: so no request is sent on a connection that is just being closed.
 */
@ApplicationScoped
class Stopping {

    /** Before everything else that looks at a request. */
    private static final int FIRST = 10_000;

    private volatile boolean begun;

    void begin(@Observes ShutdownDelayInitiatedEvent stopping) {
        begun = true;
    }

    void watch(@Observes Filters filters) {
        filters.register(this::partWith, FIRST);
    }

    private void partWith(RoutingContext request) {
        if (begun && request.request().version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            request.addEndHandler(_ -> request.request().connection().close());
        }
        request.next();
    }
}
