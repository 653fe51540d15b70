package dev.askfirst.decision.lane;

import dev.askfirst.decision.lane.PendingBatch.Part;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.trace.Trace;
import dev.askfirst.platform.trace.Tracing;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where the time of questions goes, and how full the lanes are. */
@Startup
@ApplicationScoped
class LaneMetrics {

    /** What questions go through, in this order. */
    enum Step {
        /** In the queue, until a lane takes them. */
        QUEUE,
        /** The facts are read. For who came while others were being answered, the commit of those does it too. */
        GATHER,
        DECIDE,
        /** What was decided is recorded and committed, and the facts are read for whoever waits by then. */
        COMMIT
    }

    private static final Duration[] BOUNDS = IntStream.of(
                    1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private static final Map<Step, String> TEXTS = Stream.of(Step.values())
            .collect(Collectors.toMap(it -> it, Json::text, (one, _) -> one, () -> new EnumMap<>(Step.class)));

    private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256, Lane.MOST};

    private final MeterRegistry registry;
    private final Tracing tracing;
    private final Map<Step, Timer> timers = new EnumMap<>(Step.class);
    private final DistributionSummary sizes;

    LaneMetrics(MeterRegistry registry, Tracing tracing) {
        this.registry = registry;
        this.tracing = tracing;
        for (var step : Step.values()) {
            timers.put(
                    step,
                    Timer.builder("askfirst.lane.step")
                            .description("what questions waited for: their turn, the facts, the decision, the commit")
                            .tag("step", TEXTS.get(step))
                            .serviceLevelObjectives(BOUNDS)
                            .register(registry));
        }
        sizes = DistributionSummary.builder("askfirst.lane.batch")
                .description("questions that shared a transaction")
                .serviceLevelObjectives(SIZES)
                .register(registry);
    }

    /** Shows how full this lane is, and whether its database hangs. */
    void watch(int number, Lane lane) {
        gauge("askfirst.lane.waiting", "questions that wait or are being answered", number, lane, Lane::load);
        gauge("askfirst.lane.stuck", "1 while its database makes no progress", number, lane, it -> it.stuck() ? 1 : 0);
    }

    /** These were taken from the queue. */
    void taken(List<Part> parts, long now) {
        var questions = 0;
        for (var part : parts) {
            questions += part.size();
            if (!part.isFirst()) continue;
            var batch = part.batch();
            took(Step.QUEUE, now - batch.offered());
            batch.trace().step(TEXTS.get(Step.QUEUE), batch.offered(), now);
        }
        sizes.record(questions);
    }

    /** A step of these from one instant to another. */
    void took(Step step, List<Part> parts, long from, long to) {
        took(step, to - from);
        told(step, parts, from, to);
    }

    /** The same for a step that was counted as a part of another: it is only told to those who trace. */
    void told(Step step, List<Part> parts, long from, long to) {
        for (var part : parts) part.batch().trace().step(TEXTS.get(step), from, to);
    }

    /** The trace of whoever asks. */
    Trace trace() {
        return tracing.current();
    }

    private void took(Step step, long nanos) {
        timers.get(step).record(nanos, TimeUnit.NANOSECONDS);
    }

    private void gauge(String name, String description, int number, Lane lane, ToIntFunction<Lane> value) {
        Gauge.builder(name, lane, value::applyAsInt)
                .description(description)
                .tag("lane", Integer.toString(number))
                .strongReference(true)
                .register(registry);
    }
}
