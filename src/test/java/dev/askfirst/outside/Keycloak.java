package dev.askfirst.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A real Keycloak, in the version of {@code src/test/keycloak}, that has imported the realm of {@code k8s/components/keycloak} as it stands. */
final class Keycloak implements AutoCloseable {

    static final String AUDIENCE = "askfirst";
    static final String CONSOLE_SECRET = UUID.randomUUID().toString();

    private static final String MAILER_SECRET = UUID.randomUUID().toString();
    private static final String PASSWORD = UUID.randomUUID().toString();
    private static final String REALM = "/admin/realms/askfirst";
    private static final String KEYS = "org.keycloak.keys.KeyProvider";
    private static final Duration UNPACK = Duration.ofMinutes(8);
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration REPLY = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port = RunningService.freePort();
    private final Program program;

    private Keycloak(String publicUrl) {
        program = Program.shell(
                """
                cd target/keycloak/keycloak-*
                mkdir -p data/import
                cp "$OLDPWD"/k8s/components/keycloak/askfirst-realm.json data/import/
                exec bin/kc.sh start-dev --import-realm --db=dev-mem --http-host=127.0.0.1 --http-port=%1$d \\
                  --hostname=http://127.0.0.1:%1$d
                """.formatted(port),
                Map.of(
                        "JAVA_HOME", System.getProperty("java.home"),
                        "JAVA_OPTS", "-Xms64m -Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
                        "KC_BOOTSTRAP_ADMIN_USERNAME", "root",
                        "KC_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD,
                        "ASKFIRST_PUBLIC_URL", publicUrl,
                        "ACME_MAILER_SECRET", MAILER_SECRET,
                        "ASKFIRST_CONSOLE_CLIENT_SECRET", CONSOLE_SECRET));
    }

    /**
     * Unpacks it, unless this very version is there, and starts it.
     *
     * @param publicUrl where people reach the service
     */
    static Keycloak start(String publicUrl) {
        var unpacked = Program.shell("""
                if ! cmp -s src/test/keycloak/pom.xml target/keycloak/unpacked.xml; then
                  rm -rf target/keycloak
                  ./mvnw -B -ntp -q -f src/test/keycloak/pom.xml package
                  cp src/test/keycloak/pom.xml target/keycloak/unpacked.xml
                fi""", Map.of("JAVA_HOME", System.getProperty("java.home")))
                .awaitEnd(UNPACK);
        assertEquals(0, unpacked.exit(), () -> unpacked.out() + unpacked.errors());
        var keycloak = new Keycloak(publicUrl);
        keycloak.program.awaitLogged("Listening on: ", START);
        return keycloak;
    }

    String issuer() {
        return "http://127.0.0.1:" + port + "/realms/askfirst";
    }

    String keys() {
        return issuer() + "/protocol/openid-connect/certs";
    }

    /** The token of the sender in the realm. */
    String mailerToken() throws IOException, InterruptedException {
        return clientToken("acme-mailer", MAILER_SECRET);
    }

    String clientToken(String client, String secret) throws IOException, InterruptedException {
        return token(
                "askfirst", Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", secret));
    }

    /** What a token says. */
    static JsonNode claims(String token) throws IOException {
        return JSON.readTree(java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    /** The name of the key that a token is signed with. */
    static String key(String token) throws IOException {
        return JSON.readTree(java.util.Base64.getUrlDecoder().decode(token.split("\\.")[0]))
                .path("kid")
                .asText();
    }

    /** Somebody of staff, in a group of the realm, who has not been there yet. */
    void hire(String name, String password, String group) throws IOException, InterruptedException {
        var user = JSON.createObjectNode().put("username", name).put("enabled", true);
        user.putArray("groups").add(group);
        user.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("value", password)
                .put("temporary", false);
        admin("POST", REALM + "/users", user.toString());
    }

    /** Somebody of staff who may not sign in any more. */
    void dismiss(String name) throws IOException, InterruptedException {
        var found = (ObjectNode) JSON.readTree(admin("GET", REALM + "/users?exact=true&username=" + name, ""))
                .get(0);
        admin(
                "PUT",
                REALM + "/users/" + found.path("id").asText(),
                found.put("enabled", false).toString());
    }

    /** A client with a secret and nothing else, as whoever has not read the recipe makes one. */
    void addBareClient(String id, String secret) throws IOException, InterruptedException {
        var client = JSON.createObjectNode()
                .put("clientId", id)
                .put("secret", secret)
                .put("serviceAccountsEnabled", true)
                .put("standardFlowEnabled", false);
        admin("POST", REALM + "/clients", client.toString());
    }

    /** How long access tokens of a client are good for from now on. */
    void tokensOf(String client, Duration life) throws IOException, InterruptedException {
        var found = (ObjectNode) JSON.readTree(admin("GET", REALM + "/clients?clientId=" + client, ""))
                .get(0);
        found.withObject("/attributes").put("access.token.lifespan", String.valueOf(life.toSeconds()));
        admin("PUT", REALM + "/clients/" + found.path("id").asText(), found.toString());
    }

    /** Signs with a new key from now on; the one before is still published. */
    void addKey() throws IOException, InterruptedException {
        var key = JSON.createObjectNode()
                .put("name", "next")
                .put("providerId", "rsa-generated")
                .put("providerType", KEYS);
        key.putObject("config").putArray("priority").add("1000");
        admin("POST", REALM + "/components", key.toString());
    }

    /** Publishes no key that signed before the last one was added. */
    void withdrawKeysBefore() throws IOException, InterruptedException {
        for (var key : JSON.readTree(admin("GET", REALM + "/components?type=" + KEYS, ""))) {
            if (key.path("providerId").asText().equals("rsa-generated")
                    && !key.path("name").asText().equals("next"))
                admin("DELETE", REALM + "/components/" + key.path("id").asText(), "");
        }
    }

    private String admin(String method, String path, String body) throws IOException, InterruptedException {
        var token = token(
                "master",
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", "root", "password", PASSWORD));
        var reply = HTTP.send(
                request(path)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertTrue(reply.statusCode() < 300, () -> method + " " + path + ": " + reply.statusCode() + reply.body());
        return reply.body();
    }

    private String token(String realm, Map<String, String> form) throws IOException, InterruptedException {
        var reply = HTTP.send(
                request("/realms/" + realm + "/protocol/openid-connect/token")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encoded(form)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, reply.statusCode(), reply::body);
        return JSON.readTree(reply.body()).path("access_token").asText();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(REPLY);
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        program.process().descendants().forEach(ProcessHandle::destroyForcibly);
        program.process().destroyForcibly();
        program.awaitEnd(START);
    }
}
