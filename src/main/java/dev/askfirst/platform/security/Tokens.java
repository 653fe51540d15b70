package dev.askfirst.platform.security;

import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Verifies tokens, however they arrive: signature, issuer, audience, what their claims must be, and how long they are good. */
@ApplicationScoped
public class Tokens {

    /** Whose token it is, and until when. */
    public record Verified(Caller caller, Instant until) {}

    private final TokenKeys keys;
    private final Duration longest;

    Tokens(TokenKeys keys, @ConfigProperty(name = "askfirst.tokens.longest", defaultValue = "P1D") Duration longest) {
        this.keys = keys;
        this.longest = longest;
    }

    /** Empty if the token is not one of ours, is over, or was made to be good for too long. */
    public Optional<Verified> verify(String token) {
        try {
            return Optional.of(require(token));
        } catch (ParseException _) {
            return Optional.empty();
        }
    }

    /** The same, saying why not. */
    Verified require(String token) throws ParseException {
        try {
            var parsed = keys.verify(token);
            var until = Instant.ofEpochSecond(parsed.getExpirationTime());
            var caller = Caller.of(parsed);
            if (until.isAfter(begin(parsed).plus(longest))) throw new ParseException("it is good for too long");
            return new Verified(caller, until);
        } catch (ClassCastException | DateTimeException | ArithmeticException e) {
            throw new ParseException("a claim is not what it must be", e);
        }
    }

    /** When it was made, as each token says; some later time is taken to be now. */
    private static Instant begin(JsonWebToken token) {
        var now = Instant.now();
        var made = Instant.ofEpochSecond(token.getIssuedAtTime());
        return made.isAfter(now) ? now : made;
    }
}
