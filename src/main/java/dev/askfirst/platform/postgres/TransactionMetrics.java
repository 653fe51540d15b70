package dev.askfirst.platform.postgres;

import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.TransactionSteps.Step;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** Where the time of acts goes: as metrics, and in the log for each transaction that a caller felt. */
@Startup
@ApplicationScoped
public class TransactionMetrics {

    private static final Logger LOG = Logger.getLogger(TransactionMetrics.class);

    /** Ten times what a busy database needs; PostgreSQL's own log of slow statements is usually set to it, too. */
    private static final Duration FELT = Duration.ofSeconds(1);

    private final Map<Step, Timer> timers = new EnumMap<>(Step.class);
    private final Counter repeats;

    TransactionMetrics(MeterRegistry registry) {
        for (var step : Step.values()) {
            timers.put(
                    step,
                    Timer.builder("askfirst.transaction.step")
                            .description("what the steps of transactions that record something took")
                            .tag("step", Json.text(step))
                            .register(registry));
        }
        repeats = Counter.builder("askfirst.transaction.repeats")
                .description("transactions that were run again because they lost a race")
                .register(registry);
    }

    void ended(TransactionSteps steps) {
        steps.took().forEach((step, took) -> timers.get(step).record(took));
        repeats.increment(steps.repeats());
        if (steps.all().compareTo(FELT) >= 0) LOG.warnf("a transaction took %s", steps);
    }
}
