package dev.askfirst.selfservice.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds how many codes are asked for by typing an address: in an hour from one network, and from all on this instance.
 * A flood from one network is refused before anything is looked up, and before others are affected.
 */
@ApplicationScoped
class Turnstile {

    private static final int MOST_NETWORKS = 10_000;
    private static final double SECONDS = Duration.ofHours(1).toSeconds();

    /** What is left of a bound, and when that was counted; it fills up again evenly. */
    private record Left(double passes, Instant at) {

        Left fill(int most, Instant now) {
            var passed = Math.max(0, Duration.between(at, now).toMillis() / 1000.0);
            return new Left(Math.min(most, passes + passed * most / SECONDS), now);
        }

        boolean any() {
            return passes >= 1;
        }

        Left oneLess() {
            return new Left(passes - 1, at);
        }
    }

    private final int perNetwork;
    private final int perInstance;
    private final Map<Networks.Network, Left> networks = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Networks.Network, Left> eldest) {
            return size() > MOST_NETWORKS;
        }
    };
    private Left instance;

    @Inject
    Turnstile(EnterConfig config) {
        this(config.perNetwork(), config.perInstance());
    }

    Turnstile(int perNetwork, int perInstance) {
        this.perNetwork = perNetwork;
        this.perInstance = perInstance;
        this.instance = new Left(perInstance, Instant.EPOCH);
    }

    /** Whether one more may pass; if so it is counted. */
    synchronized boolean admits(Networks.Network network, Instant now) {
        var here = networks.getOrDefault(network, new Left(perNetwork, now)).fill(perNetwork, now);
        instance = instance.fill(perInstance, now);
        var admitted = here.any() && instance.any();
        networks.put(network, admitted ? here.oneLess() : here);
        if (admitted) instance = instance.oneLess();
        return admitted;
    }

    /** After how long one of this network's may pass at the latest, if nobody else comes. */
    Duration pause() {
        return Duration.ofMillis((long) (1000 * SECONDS / Math.min(perNetwork, perInstance)));
    }
}
