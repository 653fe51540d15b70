package dev.askfirst.platform.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/** The timers of one route, by method and status: made when they are needed first, and then found without a search. */
final class RouteTimers {

    /** Bounds that objectives can be measured at, from a quick answer to the longest that a caller waits. */
    private static final Duration[] BOUNDS = IntStream.of(
                    5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 15_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** Callers may write any word there. */
    private static final String OTHER = "other";

    private static final int LOWEST = 100;
    private static final int HIGHEST = 599;

    /** The place of replies that nobody was there to take. */
    private static final int GONE = 0;

    private final MeterRegistry registry;
    private final String route;
    private final Map<String, AtomicReferenceArray<Timer>> byMethod = new ConcurrentHashMap<>();

    RouteTimers(MeterRegistry registry, String route) {
        this.registry = registry;
        this.route = route;
    }

    String route() {
        return route;
    }

    /** The timer of requests with this method that got this status, or that were gone before they had any. */
    Timer timer(String method, int status, boolean gone) {
        var named = METHODS.contains(method) ? method : OTHER;
        var timers = byMethod.get(named);
        if (timers == null)
            timers = byMethod.computeIfAbsent(named, _ -> new AtomicReferenceArray<>(HIGHEST - LOWEST + 2));
        var place = gone || status < LOWEST || status > HIGHEST ? GONE : status - LOWEST + 1;
        var timer = timers.get(place);
        if (timer != null) return timer;
        // Whoever else makes it at the same time gets the same one from the registry.
        timers.set(place, made(named, place == GONE ? "gone" : Integer.toString(status)));
        return timers.get(place);
    }

    private Timer made(String method, String status) {
        return Timer.builder("askfirst.http.requests")
                .description("requests, by method, route and status; gone: the caller did not wait for the reply")
                .serviceLevelObjectives(BOUNDS)
                .tag("method", method)
                .tag("route", route)
                .tag("status", status)
                .register(registry);
    }
}
