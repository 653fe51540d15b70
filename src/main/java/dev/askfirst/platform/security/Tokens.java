package dev.askfirst.platform.security;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
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
        } catch (Fault fault) {
            if (fault.code() == ProblemCode.UNAUTHENTICATED) return Optional.empty();
            throw fault;
        }
    }

    /** The same; if it is not good the fault says why not. */
    public Verified require(String token) {
        try {
            var parsed = keys.verify(token);
            var until = end(parsed);
            if (until.isAfter(begin(parsed).plus(longest)))
                throw BadToken.because("`exp` lies more than " + longest + " after `iat`");
            return new Verified(caller(parsed), until);
        } catch (ParseException e) {
            throw BadToken.because(e);
        } catch (ClassCastException _) {
            throw BadToken.because("a claim has the wrong type");
        }
    }

    private static Instant end(JsonWebToken token) {
        try {
            return Instant.ofEpochSecond(token.getExpirationTime());
        } catch (DateTimeException | ArithmeticException _) {
            throw BadToken.because("`exp` is no time");
        }
    }

    private static Caller caller(JsonWebToken token) {
        try {
            return Caller.of(token);
        } catch (ClassCastException _) {
            throw BadToken.because("`sender` has the wrong type");
        }
    }

    /** When it was made, as each token says; some later time is taken to be now. */
    private static Instant begin(JsonWebToken token) {
        try {
            var now = Instant.now();
            var made = Instant.ofEpochSecond(token.getIssuedAtTime());
            return made.isAfter(now) ? now : made;
        } catch (DateTimeException | ArithmeticException _) {
            throw BadToken.because("`iat` is no time");
        }
    }
}
