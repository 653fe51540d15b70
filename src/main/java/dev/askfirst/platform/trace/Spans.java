package dev.askfirst.platform.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Spans by OpenTelemetry, sent in batches from a thread of their own; what cannot be sent in time is dropped. */
final class Spans implements AutoCloseable {

    private static final String TRACEPARENT = "traceparent";
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final int FAILED = 500;
    private static final long STOP_SECONDS = 5;

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    Spans(String endpoint, double share) {
        var exporter = OtlpHttpSpanExporter.builder().setEndpoint(endpoint).build();
        provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "askfirst")))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(share)))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build();
        tracer = provider.get("dev.askfirst");
    }

    /** @param parent the caller's trace, as W3C writes it; null without one */
    Trace begin(String parent) {
        var context = W3CTraceContextPropagator.getInstance().extract(Context.root(), parent, Header.TRACEPARENT_ONLY);
        var span = tracer.spanBuilder("request")
                .setParent(context)
                .setSpanKind(SpanKind.SERVER)
                .startSpan();
        return span.isRecording() ? new OfRequest(tracer, span) : Trace.NONE;
    }

    @Override
    public void close() {
        provider.shutdown().join(STOP_SECONDS, TimeUnit.SECONDS);
    }

    /** What a caller says besides its trace's number is not read: it could be anything. */
    private enum Header implements TextMapGetter<String> {
        TRACEPARENT_ONLY;

        @Override
        public Iterable<String> keys(String parent) {
            return List.of(TRACEPARENT);
        }

        @Override
        public String get(String parent, String key) {
            return key.equals(TRACEPARENT) ? parent : null;
        }
    }

    private static final class OfRequest implements Trace {

        private final Tracer tracer;
        private final Span span;
        private final Context context;
        /** What is to be added to an instant of {@link System#nanoTime} to have the time of day. */
        private final long offset;

        OfRequest(Tracer tracer, Span span) {
            this.tracer = tracer;
            this.span = span;
            this.context = Context.root().with(span);
            var now = Instant.now();
            this.offset = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - System.nanoTime();
        }

        @Override
        public void step(String name, long from, long to) {
            tracer.spanBuilder(name)
                    .setParent(context)
                    .setStartTimestamp(from + offset, TimeUnit.NANOSECONDS)
                    .startSpan()
                    .end(to + offset, TimeUnit.NANOSECONDS);
        }

        @Override
        public void end(String method, String route, int status) {
            span.updateName(method + " " + route);
            span.setAttribute(METHOD, method);
            span.setAttribute(ROUTE, route);
            span.setAttribute(STATUS, (long) status);
            if (status >= FAILED) span.setStatus(StatusCode.ERROR);
            span.end();
        }
    }
}
