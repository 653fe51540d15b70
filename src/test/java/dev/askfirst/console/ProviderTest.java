package dev.askfirst.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console speaks to an identity provider as RFC 6749 and RFC 7636 want it. */
class ProviderTest {

    private HttpServer server;
    private volatile String asked = "";
    private volatile String answer = "{\"access_token\": \"a.b.c\", \"token_type\": \"Bearer\"}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/realm/.well-known/openid-configuration", exchange -> {
            var own = "http://127.0.0.1:" + server.getAddress().getPort();
            send(
                    exchange,
                    "{\"authorization_endpoint\": \"%s/ask?own=1\", \"token_endpoint\": \"%s/token\"}"
                            .formatted(own, own));
        });
        server.createContext("/token", exchange -> {
            asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            send(exchange, answer);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void somebodyIsSentToTheProviderWithAChallengeThatOnlyWeCanMeet() {
        var errand = provider("http://127.0.0.1:" + server.getAddress().getPort() + "/realm/")
                .begin();
        var query = query(errand.address().getRawQuery());
        assertEquals("1", query.get("own"));
        assertEquals("code", query.get("response_type"));
        assertEquals("console", query.get("client_id"));
        assertEquals("https%3A%2F%2Fask.example%2Fconsole%2Fback", query.get("redirect_uri"));
        assertEquals(errand.state(), query.get("state"));
        assertEquals("S256", query.get("code_challenge_method"));
        var challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(errand.verifier()));
        assertEquals(challenge, query.get("code_challenge"));
        var other = provider("http://127.0.0.1:" + server.getAddress().getPort() + "/realm")
                .begin();
        assertNotEquals(errand.state(), other.state());
        assertNotEquals(errand.verifier(), other.verifier());
    }

    @Test
    void theCodeIsGivenForAToken() {
        var provider = provider("http://127.0.0.1:" + server.getAddress().getPort() + "/realm");
        assertEquals("a.b.c", provider.token("the code", "the-verifier"));
        var body = query(asked);
        assertEquals("authorization_code", body.get("grant_type"));
        assertEquals("the+code", body.get("code"));
        assertEquals("the-verifier", body.get("code_verifier"));
        assertEquals("hush", body.get("client_secret"));
        answer = "{\"error\": \"invalid_grant\"}";
        assertThrows(Fault.class, () -> provider.token("the code", "the-verifier"));
    }

    @Test
    void nothingGoesOverAnOpenConnection() {
        for (var wrong : new String[] {"http://id.example", "ftp://id.example"})
            assertThrows(Fault.class, () -> provider(wrong).begin());
    }

    @Test
    void aProviderThatIsAwayIsAFault() {
        var port = server.getAddress().getPort();
        server.stop(0);
        var fault = assertThrows(
                Fault.class, () -> provider("http://127.0.0.1:" + port).begin());
        assertTrue(fault.getMessage().contains("identity provider"));
    }

    private static Provider provider(String address) {
        return new Provider(
                new ConsoleConfig() {
                    @Override
                    public boolean tokens() {
                        return false;
                    }

                    @Override
                    public Optional<URI> provider() {
                        return Optional.of(URI.create(address));
                    }

                    @Override
                    public Optional<String> clientId() {
                        return Optional.of("console");
                    }

                    @Override
                    public Optional<String> clientSecret() {
                        return Optional.of("hush");
                    }

                    @Override
                    public String scope() {
                        return "openid askfirst";
                    }
                },
                "https://ask.example/");
    }

    private static Map<String, String> query(String text) {
        return Arrays.stream(text.split("&"))
                .map(it -> it.split("=", 2))
                .collect(Collectors.toMap(it -> it[0], it -> it[1]));
    }

    private static void send(com.sun.net.httpserver.HttpExchange exchange, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
