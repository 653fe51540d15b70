package dev.askfirst.consent.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * How long a no takes until it binds: from when it came in until it is committed. A question that is taken from the queue
 * after that reads it, on every instance.
 */
@Startup
@ApplicationScoped
public class NoInForce {

    private static final Duration[] BOUNDS = IntStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 12_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Timer timer;

    NoInForce(MeterRegistry registry) {
        timer = Timer.builder("askfirst.no.in.force")
                .description("what a no took from when it came in until every later question obeys it")
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }

    /** Does the work that records a no. What fails is not timed: nothing is in force then. */
    public <R> R timed(Supplier<R> work) {
        var begun = System.nanoTime();
        var result = work.get();
        timer.record(Duration.ofNanos(System.nanoTime() - begun));
        return result;
    }
}
