package dev.askfirst.platform;

import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Verifies tokens that arrive otherwise than with a request, by the same rules. */
@ApplicationScoped
public class Tokens {

    /** Whose token it is, and until when. */
    public record Verified(Caller caller, Instant until) {}

    private final TokenKeys keys;

    Tokens(TokenKeys keys) {
        this.keys = keys;
    }

    /** Empty if the token is not one of ours, or is over. */
    public Optional<Verified> verify(String token) {
        try {
            var verified = keys.verify(token);
            return Optional.of(new Verified(Caller.of(verified), Instant.ofEpochSecond(verified.getExpirationTime())));
        } catch (ParseException _) {
            return Optional.empty();
        }
    }
}
