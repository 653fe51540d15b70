package dev.askfirst.console.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The operator's identity provider, spoken to by OpenID Connect's authorization code flow with PKCE and a nonce. The access
 * token it gives for somebody is held to the same rules as one that comes with a request to the API; nothing of what it gives
 * is kept.
 */
@ApplicationScoped
public class Provider {

    private static final Logger LOG = Logger.getLogger(Provider.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST_REPLY = 256 * 1024;
    private static final String OPENID = "openid";

    private final ConsoleConfig config;
    private final String back;
    private final Duration longest;

    /**
     * Prepares to speak to it.
     *
     * @param longest how long after somebody has signed in at the provider their session is renewed
     */
    Provider(
            ConsoleConfig config,
            @ConfigProperty(name = "askfirst.public-url") String publicUrl,
            @ConfigProperty(name = "askfirst.sessions.staff") Duration longest) {
        this.config = config;
        this.back = publicUrl.replaceFirst("/+$", "") + "/console/back";
        this.longest = longest;
    }

    /** Where somebody's browser is sent to sign in. */
    public URI address(AuthorizationRequest request) {
        var query = new LinkedHashMap<String, String>();
        query.put("response_type", "code");
        query.put("client_id", client());
        query.put("redirect_uri", back);
        query.put("scope", scope());
        query.put("state", request.state());
        query.put("nonce", request.nonce());
        query.put("code_challenge", request.challenge());
        query.put("code_challenge_method", "S256");
        if (request.renewing().isPresent()) {
            query.put("prompt", "none");
            query.put("max_age", String.valueOf(longest.toSeconds()));
        }
        var start = endpoint(metadata(), "authorization_endpoint").toString();
        return URI.create(start + (start.contains("?") ? "&" : "?") + form(query));
    }

    /** The access token that the provider gives for the code it sent somebody back with, once its ID token has been checked. */
    public String token(String code, AuthorizationRequest request) {
        var metadata = metadata();
        var given = redeemed(code, request, metadata);
        var token = given.path("access_token");
        var word = given.path("id_token");
        if (!token.isTextual() || !word.isTextual()) throw away();
        var keys = reply(request(endpoint(metadata, "jwks_uri")).build()).toString();
        var expected = new IdToken.Expected(
                metadata.path("issuer").asText(),
                client(),
                request.nonce(),
                request.renewing().map(_ -> longest));
        IdToken.require(word.textValue(), token.textValue(), keys, expected);
        return token.textValue();
    }

    private JsonNode redeemed(String code, AuthorizationRequest request, JsonNode metadata) {
        var body = new LinkedHashMap<String, String>();
        body.put("grant_type", "authorization_code");
        body.put("code", code);
        body.put("redirect_uri", back);
        body.put("client_id", client());
        body.put("code_verifier", request.verifier());
        config.clientSecret().ifPresent(it -> body.put("client_secret", it));
        return reply(request(endpoint(metadata, "token_endpoint"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form(body)))
                .build());
    }

    /** What the provider says of itself; that of another one is none (OpenID Connect Discovery, 4.3). */
    private JsonNode metadata() {
        var provider = config.provider()
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "no provider is set up"))
                .toString()
                .replaceFirst("/+$", "");
        var address = safe(URI.create(provider + "/.well-known/openid-configuration"));
        var metadata = reply(request(address).build());
        var issuer = metadata.path("issuer").asText();
        if (!issuer.replaceFirst("/+$", "").equals(provider)) {
            LOG.warnf("the identity provider at %s says that it is %s", provider, issuer);
            throw away();
        }
        return metadata;
    }

    private static URI endpoint(JsonNode metadata, String name) {
        try {
            return safe(URI.create(metadata.path(name).asText()));
        } catch (IllegalArgumentException _) {
            throw away();
        }
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(PATIENCE);
    }

    /** Without this word a provider says nothing of who signed in. */
    private String scope() {
        var words = config.scope().strip().split(" +");
        return Arrays.asList(words).contains(OPENID) ? config.scope() : OPENID + " " + config.scope();
    }

    /** Codes and secrets go over encrypted connections only, or stay on this machine. */
    private static URI safe(URI address) {
        var host = address.getHost();
        var here = "127.0.0.1".equals(host) || "localhost".equals(host);
        if (!"https".equals(address.getScheme()) && !here) throw away();
        return address;
    }

    private static JsonNode reply(HttpRequest request) {
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var reply = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (var body = reply.body()) {
                var bytes = body.readNBytes(LONGEST_REPLY);
                if (reply.statusCode() != 200) throw away();
                return Json.MAPPER.readTree(bytes);
            }
        } catch (IOException _) {
            throw away();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw away();
        }
    }

    private String client() {
        return config.clientId().orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "no provider is set up"));
    }

    private static Fault away() {
        return Fault.of(ProblemCode.UNDECIDED, "the identity provider does not answer as it should");
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
