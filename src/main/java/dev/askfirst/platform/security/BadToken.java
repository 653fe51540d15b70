package dev.askfirst.platform.security;

import dev.askfirst.platform.Challenge;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import io.smallrye.jwt.auth.principal.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Why a token is not taken: which of its claims is missing or wrong, never what would have been right. Claims are looked at
 * only in tokens that the identity provider has signed.
 */
final class BadToken {

    private static final String FOREIGN = "it is not signed with a key of the identity provider";
    private static final Map<Integer, String> RULES = new TreeMap<>(Map.ofEntries(
            Map.entry(ErrorCodes.EXPIRED, "`exp` is over"),
            Map.entry(ErrorCodes.EXPIRATION_MISSING, "`exp` is missing"),
            Map.entry(ErrorCodes.ISSUED_AT_MISSING, "`iat` is missing"),
            Map.entry(ErrorCodes.ISSUED_AT_INVALID_FUTURE, "`iat` lies ahead"),
            Map.entry(ErrorCodes.NOT_YET_VALID, "`nbf` lies ahead"),
            Map.entry(ErrorCodes.AUDIENCE_MISSING, "`aud` is missing"),
            Map.entry(ErrorCodes.AUDIENCE_INVALID, "`aud` does not name this service"),
            Map.entry(ErrorCodes.ISSUER_MISSING, "`iss` is missing"),
            Map.entry(ErrorCodes.ISSUER_INVALID, "`iss` is not the identity provider of this service"),
            Map.entry(ErrorCodes.SIGNATURE_MISSING, "it is not signed"),
            Map.entry(ErrorCodes.SIGNATURE_INVALID, FOREIGN)));

    private static final String NO_JWT = "it is no JWT that is signed as it must be";
    private static final String NO_ORDER = "`iat`, `nbf` and `exp` contradict each other";
    private static final String NO_SPAN = "`iat` and `exp` must both be there, and `exp` the later one";
    private static final Pattern NAMED = Pattern.compile("\\b(iss|sub|aud|exp|nbf|iat|jti)\\b");

    private BadToken() {}

    static Fault because(String why) {
        return Fault.of(ProblemCode.UNAUTHENTICATED, "the token is refused: " + why)
                .with(Map.of(Challenge.HEADER, Challenge.invalidToken(why)));
    }

    /** What the library that verifies tokens has found. */
    static Fault because(ParseException found) {
        for (Throwable cause = found; cause != null; cause = cause.getCause()) {
            var why = Optional.ofNullable(
                    switch (cause) {
                        case UnresolvableKeyException _ -> FOREIGN;
                        case InvalidJwtException invalid -> broken(invalid);
                        case MalformedClaimException malformed -> malformed(malformed.getMessage());
                        default -> null;
                    });
            if (why.isPresent()) return because(why.get());
        }
        return because(found.getCause() == null ? NO_SPAN : NO_JWT);
    }

    /** Every rule that it breaks, in an order that does not change. */
    private static String broken(InvalidJwtException invalid) {
        var broken = RULES.entrySet().stream()
                .filter(rule -> invalid.hasErrorCode(rule.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining("; "));
        if (!broken.isEmpty()) return broken;
        var details = invalid.getErrorDetails().stream().map(ErrorCodeValidator.Error::getErrorMessage);
        if (invalid.hasErrorCode(ErrorCodes.MALFORMED_CLAIM))
            return details.map(BadToken::malformed).findFirst().orElse(NO_JWT);
        return details.anyMatch(it -> it.contains("cannot be before")) ? NO_ORDER : NO_JWT;
    }

    /** The library's texts hold what the claims say: no more than a claim's name is taken from them. */
    private static String malformed(String text) {
        var named = NAMED.matcher(String.valueOf(text));
        return named.find() ? "`" + named.group() + "` has the wrong type" : "a claim has the wrong type";
    }
}
