package dev.askfirst.consent.portable;

import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.KeySource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;

/**
 * The installations whose documents are taken here. A document counts only if it is signed with a key that its issuer
 * publishes, is still good, and is for everybody or for this installation.
 */
@ApplicationScoped
public class TrustedIssuers {

    /** What a document turned out to be. */
    public sealed interface Reading {

        record Read(PortableTerms terms) implements Reading {}

        record Refused(Why why) implements Reading {}
    }

    /** Why a document is not taken. */
    public enum Why {
        /** No signed document of terms, or one with something in it that cannot be read. */
        UNREADABLE,
        /** The one who made it is not trusted here. */
        ISSUER,
        /** Somebody changed it, or somebody else signed it. */
        ALTERED,
        EXPIRED,
        /** It is for another installation. */
        AUDIENCE,
        /** Its issuer's keys cannot be had now. */
        NO_KEYS
    }

    /** Where somebody's keys are. */
    private interface Source {
        String fetch() throws IOException;
    }

    /** Keys as they were fetched. */
    private record Fetched(JsonWebKeySet keys, Instant at) {}

    /** Characters of a document. */
    public static final int LONGEST = 64 * 1024;

    private static final Logger LOG = Logger.getLogger(TrustedIssuers.class);
    private static final String KEYS = "/v1/terms/keys";
    private static final int SKEW = 60;
    private static final int LONG_AGO = 366 * 24 * 3600;
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private final Map<String, Source> sources = new HashMap<>();
    private final Map<String, Fetched> fetched = new ConcurrentHashMap<>();
    private final String own;

    TrustedIssuers(PortableConfig config, @ConfigProperty(name = "askfirst.public-url") String publicUrl) {
        this.own = plain(publicUrl);
        for (var issuer : config.issuers().orElse(List.of())) {
            var parts = issuer.split("=", 2);
            var address = plain(parts[0]);
            sources.put(address, source(parts.length == 2 ? parts[1].strip() : address + KEYS));
        }
    }

    private static Source source(String at) {
        return KeySource.at(at).<Source>map(it -> it::fetch).orElseGet(() -> () -> Files.readString(Path.of(at)));
    }

    /** An address as it stands in documents. */
    static String plain(String address) {
        return address.strip().replaceAll("/+$", "");
    }

    /** Whether documents of anybody are taken at all. */
    public boolean any() {
        return !sources.isEmpty();
    }

    /** @param now what the document's times are held against */
    public Reading read(String document, Instant now) {
        var issuer = claimed(document);
        if (issuer.isEmpty()) return new Reading.Refused(Why.UNREADABLE);
        if (!sources.containsKey(issuer.get())) return new Reading.Refused(Why.ISSUER);
        try {
            return read(document, issuer.get(), keys(issuer.get(), FRESH), now, true);
        } catch (IOException e) {
            LOG.warnf("the keys of %s cannot be had: %s", issuer.get(), e.getMessage());
            return new Reading.Refused(Why.NO_KEYS);
        }
    }

    private Reading read(String document, String issuer, JsonWebKeySet keys, Instant now, boolean again)
            throws IOException {
        try {
            var claims = consumer(issuer, keys, now).processToClaims(document);
            return PortableJson.read(Json.stored(claims.getRawJson()))
                    .<Reading>map(Reading.Read::new)
                    .orElseGet(() -> new Reading.Refused(Why.UNREADABLE));
        } catch (InvalidJwtException e) {
            if (e.hasExpired()) return new Reading.Refused(Why.EXPIRED);
            if (e.hasErrorCode(ErrorCodes.AUDIENCE_INVALID)) return new Reading.Refused(Why.AUDIENCE);
            // It may be signed with a key that is new there.
            return again ? read(document, issuer, keys(issuer, BETWEEN), now, false) : new Reading.Refused(Why.ALTERED);
        }
    }

    private JwtConsumer consumer(String issuer, JsonWebKeySet keys, Instant now) {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA)
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
                .setExpectedType(true, TermsDocuments.TYPE)
                .setExpectedIssuer(true, issuer)
                .setExpectedAudience(false, own)
                .setRequireJwtId()
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setIssuedAtRestrictions(SKEW, LONG_AGO)
                .setAllowedClockSkewInSeconds(SKEW)
                .setEvaluationTime(NumericDate.fromMilliseconds(now.toEpochMilli()))
                .build();
    }

    /** Who says to have made it, before anything of it is believed. */
    private static Optional<String> claimed(String document) {
        var parts = document.length() > LONGEST ? new String[0] : document.split("\\.", -1);
        if (parts.length != 3) return Optional.empty();
        try {
            var claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            return Optional.ofNullable(Json.MAPPER.readTree(claims).path("iss").textValue());
        } catch (IllegalArgumentException | IOException _) {
            return Optional.empty();
        }
    }

    private JsonWebKeySet keys(String issuer, Duration kept) throws IOException {
        var known = fetched.get(issuer);
        var now = Instant.now();
        if (known != null && known.at().plus(kept).isAfter(now)) return known.keys();
        try {
            var keys = new JsonWebKeySet(sources.get(issuer).fetch());
            fetched.put(issuer, new Fetched(keys, now));
            return keys;
        } catch (JoseException e) {
            throw new IOException("it publishes no keys", e);
        }
    }
}
