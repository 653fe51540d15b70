package dev.askfirst.platform.trace;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/**
 * Traces requests, off by default: then nothing of OpenTelemetry is loaded, and a request costs a look at one field. Not by
 * the framework's extension, which writes paths into spans, and with them the tokens of links, and does not see the lanes.
 */
@ApplicationScoped
public class Tracing {

    private static final Object KEY = new Object();

    private final Optional<Spans> spans;

    Tracing(TracingConfig config) {
        spans = config.endpoint().filter(it -> !it.isBlank()).map(it -> new Spans(it, config.share()));
    }

    /** Begins the trace of a request on its context, where whatever works on the request finds it. */
    public Trace begin(HttpServerRequest request) {
        if (spans.isEmpty()) return Trace.NONE;
        var trace = spans.get().begin(request.getHeader("traceparent"));
        var context = Vertx.currentContext();
        if (trace != Trace.NONE && context != null) context.putLocal(KEY, trace);
        return trace;
    }

    /** The trace of the request that is worked on here. */
    public Trace current() {
        if (spans.isEmpty()) return Trace.NONE;
        Context context = Vertx.currentContext();
        Trace found = context == null ? null : context.getLocal(KEY);
        return found == null ? Trace.NONE : found;
    }

    void stop(@Observes ShutdownEvent stopping) {
        spans.ifPresent(Spans::close);
    }
}
