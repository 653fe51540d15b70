package dev.askfirst.console.oidc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.askfirst.platform.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/**
 * An identity provider that signs everybody in at once and remembers them by a cookie. It can be made to say what a right one
 * would not.
 */
public final class TestProvider implements AutoCloseable {

    public static final String CLIENT = "console";
    public static final String SECRET = "hush";

    /** A browser with this cookie is signed in there. */
    public static final String LOGIN = "login";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final HttpServer server;
    private final RsaJsonWebKey key = key();
    private final Supplier<String> accessTokens;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private volatile Map<String, String> asked = Map.of();
    private volatile Consumer<JwtClaims> claims = _ -> {};
    private volatile Consumer<JsonWebSignature> signature = _ -> {};
    private volatile boolean silent;

    private TestProvider(HttpServer server, Supplier<String> accessTokens) {
        this.server = server;
        this.accessTokens = accessTokens;
    }

    public static TestProvider start(Supplier<String> accessTokens) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var provider = new TestProvider(server, accessTokens);
            server.createContext("/realm/.well-known/openid-configuration", it -> send(it, provider.metadata()));
            server.createContext("/realm/keys", it -> send(it, "{\"keys\": [%s]}".formatted(provider.key.toJson())));
            server.createContext("/realm/ask", provider::ask);
            server.createContext("/realm/token", provider::redeem);
            server.start();
            return provider;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/realm");
    }

    /** What makes a service's staff sign in here. */
    public Map<String, String> settings() {
        return Map.of(
                "askfirst.console.provider", address().toString(),
                "askfirst.console.client-id", CLIENT,
                "askfirst.console.client-secret", SECRET);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** What somebody comes back with who has signed in on the way to this address. */
    String code(URI address) {
        var code = UUID.randomUUID().toString();
        codes.put(code, query(address.getRawQuery()));
        return code;
    }

    /** What came with the last code. */
    Map<String, String> asked() {
        return asked;
    }

    /** From now on its ID tokens say something else. */
    void says(Consumer<JwtClaims> change) {
        claims = change;
    }

    /** From now on its ID tokens are signed in another way. */
    void signs(Consumer<JsonWebSignature> change) {
        signature = change;
    }

    /** From now on it gives no ID tokens. */
    void saysNothing() {
        silent = true;
    }

    static Map<String, String> query(String text) {
        var query = new HashMap<String, String>();
        Arrays.stream(text.split("&"))
                .map(it -> it.split("=", 2))
                .forEach(it -> query.put(it[0], URLDecoder.decode(it[1], StandardCharsets.UTF_8)));
        return query;
    }

    private String metadata() {
        return """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/ask?own=1", "token_endpoint": "%1$s/token",
                 "jwks_uri": "%1$s/keys"}""".formatted(address());
    }

    private void ask(HttpExchange exchange) throws IOException {
        var address = exchange.getRequestURI();
        var query = query(address.getRawQuery());
        var known = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Cookie"))
                .filter(it -> it.contains(LOGIN + "="))
                .isPresent();
        var answer = known || !"none".equals(query.get("prompt")) ? "code=" + code(address) : "error=login_required";
        exchange.getResponseHeaders().add("Set-Cookie", LOGIN + "=yes");
        exchange.getResponseHeaders()
                .add("Location", query.get("redirect_uri") + "?" + answer + "&state=" + query.get("state"));
        exchange.sendResponseHeaders(303, -1);
        exchange.close();
    }

    private void redeem(HttpExchange exchange) throws IOException {
        asked = query(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var began = codes.remove(asked.getOrDefault("code", ""));
        var meant = BASE64.encodeToString(Sha256.of(asked.getOrDefault("code_verifier", "")));
        if (began == null || !meant.equals(began.get("code_challenge"))) {
            send(exchange, "{\"error\": \"invalid_grant\"}");
            return;
        }
        var token = accessTokens.get();
        var word = silent ? "" : ", \"id_token\": \"%s\"".formatted(idToken(began.get("nonce"), token));
        send(exchange, "{\"token_type\": \"Bearer\", \"access_token\": \"%s\"%s}".formatted(token, word));
    }

    private String idToken(String nonce, String accessToken) {
        var told = new JwtClaims();
        told.setIssuer(address().toString());
        told.setAudience(CLIENT);
        told.setSubject("jo");
        told.setIssuedAtToNow();
        told.setExpirationTimeMinutesInTheFuture(5);
        told.setClaim("nonce", nonce);
        told.setClaim("auth_time", System.currentTimeMillis() / 1000 - 60);
        told.setClaim("at_hash", BASE64.encodeToString(Arrays.copyOf(Sha256.of(accessToken), 16)));
        claims.accept(told);
        var signed = new JsonWebSignature();
        signed.setPayload(told.toJson());
        signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signed.setKeyIdHeaderValue(key.getKeyId());
        signed.setKey(key.getPrivateKey());
        signature.accept(signed);
        try {
            return signed.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    static RsaJsonWebKey key() {
        try {
            var key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId("one");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(HttpExchange exchange, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
