package dev.askfirst.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The operator's identity provider, spoken to by OpenID Connect's authorization code flow with PKCE. The token it gives for
 * somebody is held to the same rules as one that comes with a request to the API.
 */
@ApplicationScoped
class Provider {

    /** A way to sign in that somebody was sent on: where to, and what must come back. */
    record Errand(URI address, String state, String verifier) {}

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST_REPLY = 256 * 1024;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final ConsoleConfig config;
    private final String back;

    Provider(ConsoleConfig config, @ConfigProperty(name = "askfirst.public-url") String publicUrl) {
        this.config = config;
        this.back = publicUrl.replaceFirst("/+$", "") + "/console/back";
    }

    Errand begin() {
        var errand = new Errand(null, secret(), secret());
        var query = new LinkedHashMap<String, String>();
        query.put("response_type", "code");
        query.put("client_id", client());
        query.put("redirect_uri", back);
        query.put("scope", config.scope());
        query.put("state", errand.state());
        query.put("code_challenge", BASE64.encodeToString(Sha256.of(errand.verifier())));
        query.put("code_challenge_method", "S256");
        var start = endpoint("authorization_endpoint").toString();
        var address = start + (start.contains("?") ? "&" : "?") + form(query);
        return new Errand(URI.create(address), errand.state(), errand.verifier());
    }

    /** The token that the provider gives for the code it sent somebody back with. */
    String token(String code, String verifier) {
        var body = new LinkedHashMap<String, String>();
        body.put("grant_type", "authorization_code");
        body.put("code", code);
        body.put("redirect_uri", back);
        body.put("client_id", client());
        body.put("code_verifier", verifier);
        config.clientSecret().ifPresent(it -> body.put("client_secret", it));
        var request = HttpRequest.newBuilder(endpoint("token_endpoint"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form(body)))
                .build();
        var token = reply(request).path("access_token");
        if (!token.isTextual()) throw away();
        return token.textValue();
    }

    private URI endpoint(String name) {
        var provider = config.provider().orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "no provider is set up"));
        var address = provider.toString().replaceFirst("/+$", "") + "/.well-known/openid-configuration";
        var request = HttpRequest.newBuilder(safe(URI.create(address)))
                .timeout(PATIENCE)
                .build();
        return safe(URI.create(reply(request).path(name).asText()));
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

    private static String secret() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
