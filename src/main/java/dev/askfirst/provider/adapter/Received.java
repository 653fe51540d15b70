package dev.askfirst.provider.adapter;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request as it came.
 *
 * @param url as the provider called it, with the query: some sign it
 * @param header the value of a header, or null
 * @param now by the database's clock
 */
public record Received(String url, Function<String, String> header, byte[] body, Instant now) {

    /** How old, or how far ahead, a signed instant may be. */
    static final Duration FRESH = Duration.ofMinutes(10);

    Optional<String> given(String name) {
        return Optional.ofNullable(header.apply(name)).filter(it -> !it.isBlank());
    }

    boolean isFresh(Instant signed) {
        return Duration.between(signed, now).abs().compareTo(FRESH) <= 0;
    }
}
