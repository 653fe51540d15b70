package dev.askfirst.platform;

import com.sun.net.httpserver.HttpServer;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An identity provider as an operator has one: it signs tokens and publishes its key as a JWKS. */
public final class IdentityProvider implements AutoCloseable {

    public static final String ISSUER = "https://id.example";
    public static final String AUDIENCE = "askfirst-production";
    private static final String KEY = "2026-11";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Map<String, KeyPair> published = new LinkedHashMap<>();
    private KeyPair pair = keyPair();
    private String key = KEY;
    private final int port;
    private HttpServer server;

    public IdentityProvider() throws IOException {
        this(0);
    }

    public IdentityProvider(int wanted) throws IOException {
        published.put(key, pair);
        server = serve(wanted);
        port = server.getAddress().getPort();
    }

    private HttpServer serve(int at) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
        server.createContext("/jwks", exchange -> {
            var body = jwks().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** Publishes a new key beside those it has, and signs with it from now on. */
    public synchronized void rotate(String name) {
        pair = keyPair();
        key = name;
        published.put(key, pair);
    }

    /** Publishes nothing but the key it signs with. */
    public synchronized void forgetOldKeys() {
        published.keySet().retainAll(List.of(key));
    }

    /** Nobody can reach it any more. */
    public void goAway() {
        server.stop(0);
    }

    /** It can be reached again, where it was. */
    public void comeBack() throws IOException {
        server = serve(port);
    }

    public String jwksUrl() {
        return "http://127.0.0.1:" + port + "/jwks";
    }

    /** What a good token of the demo's mail system says; each test spoils one thing. */
    public static JwtClaimsBuilder claims() {
        return Jwt.issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("acme-mailer")
                .groups("sender")
                .claim("sender", "acme-mailer")
                .expiresIn(Duration.ofMinutes(5));
    }

    public synchronized String sign(JwtClaimsBuilder claims) {
        return signed(claims, key, pair);
    }

    /** Signed with a key that the provider has not published yet. */
    public String signWithANewKey(JwtClaimsBuilder claims) {
        return claims.jws().keyId("2026-12").sign(pair.getPrivate());
    }

    /** Signed with a key of somebody else's, under the name of ours. */
    public static String forge(JwtClaimsBuilder claims) {
        return signed(claims, KEY, keyPair());
    }

    /** Not signed at all. */
    public String unsigned() {
        var payload = sign(claims()).split("\\.")[1];
        return part("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + payload + ".";
    }

    /** Good for ever; the builder of tokens would not make it. */
    public String withoutAnEnd() {
        var payload = """
                {"iss": "%s", "aud": "%s", "sub": "acme-mailer", "groups": ["sender"], "sender": "acme-mailer"}""".formatted(ISSUER, AUDIENCE);
        var content = part("{\"alg\":\"RS256\",\"kid\":\"%s\"}".formatted(KEY)) + "." + part(payload);
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signed with what everybody knows: our public key, taken for a shared secret. */
    public String signedWithThePublicKey() {
        return claims().jws()
                .keyId(KEY)
                .signWithSecret(BASE64.encodeToString(pair.getPublic().getEncoded()));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized String jwks() {
        return published.entrySet().stream()
                .map(it -> jwk(it.getKey(), (RSAPublicKey) it.getValue().getPublic()))
                .collect(Collectors.joining(", ", "{\"keys\": [", "]}"));
    }

    private static String jwk(String name, RSAPublicKey key) {
        return """
                {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "%s", "n": "%s", "e": "%s"}""".formatted(
                        name,
                        number(key.getModulus().toByteArray()),
                        number(key.getPublicExponent().toByteArray()));
    }

    private static String signed(JwtClaimsBuilder claims, String key, KeyPair pair) {
        return claims.jws().keyId(key).sign(pair.getPrivate());
    }

    private static String part(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Unsigned, as JWK wants it: without the zero that keeps a Java number positive. */
    private static String number(byte[] bytes) {
        var from = bytes[0] == 0 ? 1 : 0;
        return BASE64.encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static KeyPair keyPair() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
