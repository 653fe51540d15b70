package dev.askfirst.platform.http;

import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.NamespaceResolver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Tells templates whether the page is shown in a frame of somebody else's: {@code {#if frame:around}}. */
@ApplicationScoped
class FrameNamespace {

    static final String FRAMED = "askfirst.framed";

    void add(@Observes EngineBuilder engine) {
        engine.addNamespaceResolver(NamespaceResolver.builder("frame")
                .resolve(asked -> Boolean.TRUE.equals(asked.getAttribute(FRAMED)))
                .build());
    }
}
