package dev.askfirst.platform.security;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * Verifies tokens with the keys that the identity provider publishes. They are fetched apart from any request and kept
 * while the provider is away, so that nobody waits for it. A token that cannot be verified for lack of keys is neither
 * accepted nor called invalid.
 */
@ApplicationScoped
class TokenKeys {

    private static final Logger LOG = Logger.getLogger(TokenKeys.class);
    private static final Duration FRESH = Duration.ofMinutes(10);

    /** Providers change keys over hours: what they published yesterday may be withdrawn today. */
    private static final Duration KEPT = Duration.ofHours(24);

    /** The shortest time between two fetches for tokens with an unknown key. */
    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private final JWTParser parser;
    private final JWTAuthContextInfo settings;
    private final Optional<KeySource> source;
    private volatile Optional<KeySet> held = Optional.empty();
    private volatile Optional<String> trouble = Optional.empty();
    private volatile Instant tried = Instant.EPOCH;

    TokenKeys(JWTParser parser, JWTAuthContextInfo settings) {
        this.parser = parser;
        this.settings = settings;
        this.source = KeySource.at(settings.getPublicKeyLocation());
    }

    JsonWebToken verify(String token) throws ParseException {
        if (source.isEmpty()) return parser.parse(token);
        var key = KeySet.keyOf(token);
        if (!knows(key)) look(BETWEEN);
        if (!knows(key) && trouble.isPresent()) throw unjudged();
        return kept().orElseThrow(TokenKeys::unjudged).parser().parse(token);
    }

    /** What operators must know: why the keys cannot be had; empty while all is well. */
    Optional<String> trouble() {
        return trouble;
    }

    /** Whether no token at all can be judged. */
    boolean missing() {
        return source.isPresent() && kept().isEmpty();
    }

    @Scheduled(every = "{askfirst.token-keys.every}", concurrentExecution = ConcurrentExecution.SKIP)
    void refresh() {
        if (source.isEmpty()) return;
        look(trouble.isPresent() || held.isEmpty() ? BETWEEN : FRESH);
    }

    private Optional<KeySet> kept() {
        return held.filter(it -> it.fetched().plus(KEPT).isAfter(Instant.now()));
    }

    private boolean knows(Optional<String> key) {
        return kept().filter(it -> it.knows(key)).isPresent();
    }

    /** Fetches the keys; one thread at a time, the others wait for its result. */
    private synchronized void look(Duration between) {
        var now = Instant.now();
        // A clock that was set back must not prevent a fetch.
        if (tried.plus(between).isAfter(now) && !tried.isAfter(now)) return;
        try {
            held = Optional.of(KeySet.of(source.orElseThrow().fetch(), settings, now));
            if (trouble.isPresent()) LOG.info("the identity provider's keys are there again");
            trouble = Optional.empty();
        } catch (IOException e) {
            var why = "the identity provider's keys cannot be had: " + e.getMessage();
            if (!trouble.equals(Optional.of(why))) LOG.warn(why);
            trouble = Optional.of(why);
        } finally {
            tried = Instant.now();
        }
    }

    private static Fault unjudged() {
        return Fault.of(
                ProblemCode.UNDECIDED, "the identity provider does not answer, so your token cannot be judged now");
    }
}
