package dev.askfirst.consent.event;

import dev.askfirst.platform.security.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * How long a no takes until it binds: from when it came in until it is committed. A question that is taken from the queue
 * after that reads it, on every instance.
 */
@Startup
@ApplicationScoped
public class NoInForce {

    /** By which way a no came in. */
    public enum Way {
        /** A page of ours: a person's own, or that of a link in a message. */
        PAGE,
        /** One click in a mail program: by the link (RFC 8058), or by a mail that it sends for it. */
        ONE_CLICK,
        /** A STOP in reply to a message. */
        REPLY,
        /** A caller of the API. */
        API,
        /** A row of a file. */
        IMPORT;

        /** The way of the first no among these acts, as far as it can be told from the act itself. */
        public static Way of(List<Act> acts) {
            return acts.stream()
                    .filter(NoInForce::isNo)
                    .findFirst()
                    .map(it -> of((Act.Refusal) it))
                    .orElse(API);
        }

        private static Way of(Act.Refusal no) {
            if (no.stop().isPresent()) return REPLY;
            return Caller.isOfPages(no.by().issuer())
                            && no.by().is(Caller.PERSON)
                            && no.evidence().method() == Evidence.Method.PAGE
                    ? PAGE
                    : API;
        }
    }

    private static final Duration[] BOUNDS = IntStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 12_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Timer timer;
    private final NoTimes times;

    NoInForce(MeterRegistry registry, NoTimes times) {
        this.times = times;
        timer = Timer.builder("askfirst.no.in.force")
                .description("what a no took from when it came in until every later question obeys it")
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }

    /** Whether this act says no. */
    public static boolean isNo(Act act) {
        return act instanceof Act.Refusal;
    }

    /** Does the work that records a no. What fails is not timed: nothing is in force then. */
    public <R> R timed(Way way, Supplier<R> work) {
        var begun = System.nanoTime();
        var result = work.get();
        var taken = Duration.ofNanos(System.nanoTime() - begun);
        timer.record(taken);
        times.add(way, taken);
        return result;
    }
}
