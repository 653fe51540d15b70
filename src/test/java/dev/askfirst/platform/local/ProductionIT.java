package dev.askfirst.platform.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.DataFolder;
import dev.askfirst.platform.IdentityProvider;
import dev.askfirst.platform.Problem;
import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In production the service brings nothing of its own: it starts with all it needs, or says what is missing. */
class ProductionIT {

    private static final Duration START = Duration.ofSeconds(60);
    private static final String QUESTION = """
            {"to": "mailto:ana@test.example", "channel": "email", "topic": "offers"}""";

    private static DataFolder folder;
    private static LocalPostgres postgres;
    private static IdentityProvider provider;
    private static Map<String, String> settings;
    private static int port;
    private static int management;
    private static Program service;

    @BeforeAll
    static void itRunsOnADatabaseOfTheOperators() throws Exception {
        folder = DataFolder.hold(RunningService.freshFolder("production"));
        LocalSetup.keys(folder);
        postgres = LocalPostgres.start(folder);
        provider = new IdentityProvider();
        port = RunningService.freePort();
        settings = new HashMap<>(LocalSetup.settings(folder, postgres));
        settings.put("mp.jwt.verify.publickey.location", provider.jwksUrl());
        settings.put("mp.jwt.verify.issuer", IdentityProvider.ISSUER);
        settings.put("mp.jwt.verify.audiences", IdentityProvider.AUDIENCE);
        settings.put("askfirst.public-url", "https://permissions.example");
        settings.put("quarkus.mailer.host", "smtp.permissions.example");
        settings.put("askfirst.mail.from", "ask@permissions.example");
        settings.put(
                "askfirst.catalog",
                Path.of("src/main/resources/demo/catalog.yaml").toString());
        settings.put("quarkus.http.port", Integer.toString(port));
        management = RunningService.freePort();
        settings.put("askfirst.management.port", Integer.toString(management));
        settings.put("askfirst.management.host", "127.0.0.1");
        assertEquals(0, Program.migrate(settings).exit());
        settings.keySet().removeIf(name -> name.startsWith("quarkus.flyway."));
        service = start(UnaryOperator.identity());
        service.awaitLine("ready on https://permissions.example", START);
    }

    @AfterAll
    static void itStops() {
        service.process().destroy();
        service.awaitEnd(START);
        provider.close();
        postgres.close();
        folder.close();
    }

    @Test
    void withoutSettingsItSaysWhatToSet() {
        var refused = Program.service(List.of()).awaitEnd(START);
        assertEquals(1, refused.exit());
        assertEquals(
                "askfirst: production needs these settings: quarkus.datasource.jdbc.url (QUARKUS_DATASOURCE_JDBC_URL), "
                        + "quarkus.datasource.username (QUARKUS_DATASOURCE_USERNAME), "
                        + "askfirst.retention.username (ASKFIRST_RETENTION_USERNAME), "
                        + "mp.jwt.verify.issuer (MP_JWT_VERIFY_ISSUER), "
                        + "mp.jwt.verify.audiences (MP_JWT_VERIFY_AUDIENCES), "
                        + "mp.jwt.verify.publickey.location (MP_JWT_VERIFY_PUBLICKEY_LOCATION), "
                        + "askfirst.keys (ASKFIRST_KEYS), askfirst.public-url (ASKFIRST_PUBLIC_URL), "
                        + "quarkus.mailer.host (QUARKUS_MAILER_HOST), askfirst.mail.from (ASKFIRST_MAIL_FROM)\n",
                refused.errors());
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("mp.jwt.verify.issuer", "", "needs these settings: mp.jwt.verify.issuer (MP_JWT"),
                Arguments.of(
                        "askfirst.retention.username",
                        "",
                        "needs these settings: askfirst.retention.username (ASKFIRST_RETENTION_USERNAME"),
                Arguments.of("mp.jwt.verify.audiences", "", "needs these settings: mp.jwt.verify.audiences (MP_JWT"),
                Arguments.of(
                        "askfirst.public-url", "", "needs these settings: askfirst.public-url (ASKFIRST_PUBLIC_URL"),
                Arguments.of(
                        "quarkus.mailer.host", "", "needs these settings: quarkus.mailer.host (QUARKUS_MAILER_HOST"),
                Arguments.of("askfirst.mail.from", "", "needs these settings: askfirst.mail.from (ASKFIRST_MAIL_FROM"),
                Arguments.of(
                        "askfirst.public-url",
                        "http://permissions.example",
                        "askfirst.public-url must start with https://, not `http://permissions.example`"),
                Arguments.of(
                        "quarkus.profile", "staging", "needs these settings: mp.jwt.verify.issuer (MP_JWT_VERIFY"));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource
    void refusals(String setting, String value, String wanted) {
        var refused = start(all -> {
                    all.put(setting, value);
                    if (setting.equals("quarkus.profile")) all.remove("mp.jwt.verify.issuer");
                    return all;
                })
                .awaitEnd(START);
        assertEquals(1, refused.exit());
        assertTrue(refused.errors().contains(wanted), refused::errors);
    }

    @Test
    void aDatabaseOfItsOwnDoesNotExcuseFromAnIdentityProvider() {
        var refused = Program.service(List.of(
                        "-Daskfirst.data=" + RunningService.freshFolder("production-own"),
                        "-Daskfirst.public-url=https://permissions.example"))
                .awaitEnd(START);
        assertEquals(1, refused.exit());
        assertTrue(
                refused.errors().contains("needs these settings: mp.jwt.verify.issuer (MP_JWT_VERIFY"),
                refused::errors);
    }

    @Test
    void aDatabaseThatForgetsWhatItConfirmedIsRefused() {
        var forgetful = settings.get("quarkus.datasource.jdbc.url") + "?options=-c%20synchronous_commit=off";
        var refused = start(all -> {
                    all.put("quarkus.datasource.jdbc.url", forgetful);
                    return all;
                })
                .awaitEnd(START);
        assertEquals(1, refused.exit());
        assertTrue((refused.out() + refused.errors()).contains("settings synchronous_commit"), refused::out);
    }

    @Test
    void aDatabaseRoleThatCouldRewriteTheRecordIsRefused() {
        var refused = start(all -> {
                    all.put("quarkus.datasource.username", LocalRoles.OWNER);
                    all.put("quarkus.datasource.password", postgres.roles().password(LocalRoles.OWNER));
                    return all;
                })
                .awaitEnd(START);
        assertEquals(1, refused.exit());
        assertTrue(
                (refused.out() + refused.errors())
                        .contains("the service's database role could rewrite the record (consent_event.update"),
                refused::out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/metrics",
                "/q/health/ready",
                "/q/openapi",
                "/q;a=b/metrics",
                "//q/metrics",
                "/%71/metrics",
                "/v1/../q/metrics",
                "/q"
            })
    void whatIsForOperatorsIsNotForTheWorld(String path) throws Exception {
        var answer = RunningService.send(port, "GET", path, "none", "");
        assertEquals(404, answer.statusCode(), answer::body);
        assertEquals(
                Problem.MEDIA_TYPE, answer.headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void operatorsHaveAPortOfTheirOwnAndNothingElseIsThere() throws Exception {
        for (var path : List.of("/q/health/started", "/q/health/ready", "/q/health/well", "/q/metrics", "/q/openapi")) {
            var answer = RunningService.send(management, "GET", path, "none", "");
            assertEquals(200, answer.statusCode(), () -> path + ": " + answer.body());
        }
        var token = provider.sign(IdentityProvider.claims());
        assertEquals(
                404,
                RunningService.send(management, "GET", "/v1/catalog", token, "").statusCode());
    }

    @Test
    void aTokenOfTheOperatorsIssuerIsTaken() throws Exception {
        assertEquals(200, ask(provider.sign(IdentityProvider.claims())).statusCode());
    }

    static Stream<Arguments> badTokens() {
        var now = Instant.now();
        return Stream.of(
                Arguments.of("another issuer", signed(claims -> claims.issuer("https://id.example.org"))),
                Arguments.of("another audience", signed(claims -> claims.audience("billing"))),
                Arguments.of(
                        "expired",
                        signed(claims -> claims.issuedAt(now.minusSeconds(600)).expiresAt(now.minusSeconds(60)))),
                Arguments.of(
                        "no issuer and audience",
                        provider.sign(Jwt.subject("acme-mailer")
                                .groups("sender")
                                .claim("sender", "acme-mailer")
                                .expiresIn(60))),
                Arguments.of("without an end", provider.withoutAnEnd()),
                Arguments.of("good for two days", signed(claims -> claims.expiresIn(Duration.ofDays(2)))),
                Arguments.of("another key", IdentityProvider.forge(IdentityProvider.claims())),
                Arguments.of("alg none", provider.unsigned()),
                Arguments.of("signed with the public key", provider.signedWithThePublicKey()),
                Arguments.of("not a token", "abc"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void aBadTokenIsRefused(String why, String token) throws Exception {
        var answer = ask(token);
        assertEquals(401, answer.statusCode(), () -> why + ": " + answer.body());
        assertEquals(
                Problem.MEDIA_TYPE,
                answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", ""));
    }

    /** Whoever runs it for others shows them the contract, not a page from which to call it. */
    @Test
    void thePageToTryTheApiIsNotThere() throws Exception {
        assertEquals(404, get(management, "/q/swagger-ui/").statusCode());
        assertEquals(200, get(management, "/q/openapi").statusCode());
    }

    @Test
    void itSpeaksNoHttp2InTheOpen() throws Exception {
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/problems/internal"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(HttpClient.Version.HTTP_1_1, answer.version());
        }
    }

    private static HttpResponse<String> get(int at, String path) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String signed(UnaryOperator<JwtClaimsBuilder> spoil) {
        return provider.sign(spoil.apply(IdentityProvider.claims()));
    }

    private static Program start(UnaryOperator<Map<String, String>> change) {
        var all = change.apply(new HashMap<>(settings));
        return Program.service(Program.options(all));
    }

    private static HttpResponse<String> ask(String token) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/decisions"))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(QUESTION))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
