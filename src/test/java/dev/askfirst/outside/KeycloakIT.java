package dev.askfirst.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.askfirst.outside.Visitor.Page;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.DataFolder;
import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.local.LocalPostgres;
import dev.askfirst.platform.local.LocalSetup;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service in production with a real Keycloak, by the recipe of {@code docs/operations/keycloak.md}. */
class KeycloakIT {

    private static final String PUBLIC_URL = "https://permissions.example";
    private static final String SESSION = "__Host-askfirst-console";
    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String QUESTION = """
            {"to": "mailto:ana@test.example", "channel": "email", "topic": "orders"}""";

    private static DataFolder folder;
    private static LocalPostgres postgres;
    private static Keycloak keycloak;
    private static Program service;
    private static int port;

    @BeforeAll
    static void bothAreThere() throws Exception {
        // The one takes as long as the other, and each mostly waits for the disk.
        var starting = CompletableFuture.supplyAsync(
                () -> Keycloak.start(PUBLIC_URL), task -> Thread.ofPlatform().start(task));
        folder = DataFolder.hold(RunningService.freshFolder("keycloak"));
        LocalSetup.keys(folder);
        postgres = LocalPostgres.start(folder);
        var settings = new HashMap<>(LocalSetup.settings(folder, postgres));
        assertEquals(0, Program.migrate(settings).exit());
        settings.keySet().removeIf(name -> name.startsWith("quarkus.flyway."));
        keycloak = starting.get();
        settings.putAll(ours());
        service = Program.service(Program.options(settings));
        service.awaitLine("ready on", START);
    }

    private static Map<String, String> ours() {
        port = RunningService.freePort();
        var settings = new HashMap<String, String>();
        settings.put("mp.jwt.verify.issuer", keycloak.issuer());
        settings.put("mp.jwt.verify.audiences", Keycloak.AUDIENCE);
        settings.put("mp.jwt.verify.publickey.location", keycloak.keys());
        settings.put("askfirst.console.provider", keycloak.issuer());
        settings.put("askfirst.console.client-id", "askfirst-console");
        settings.put("askfirst.console.client-secret", Keycloak.CONSOLE_SECRET);
        settings.put("askfirst.public-url", PUBLIC_URL);
        settings.put(
                "askfirst.catalog",
                Path.of("src/main/resources/demo/catalog.yaml").toString());
        settings.put("quarkus.mailer.host", "smtp.permissions.example");
        settings.put("askfirst.mail.from", "ask@permissions.example");
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("askfirst.management.port", Integer.toString(RunningService.freePort()));
        settings.put("askfirst.management.host", "127.0.0.1");
        return settings;
    }

    @AfterAll
    static void bothEnd() {
        if (service != null) {
            service.process().destroy();
            service.awaitEnd(START);
        }
        if (keycloak != null) keycloak.close();
        if (postgres != null) postgres.close();
        if (folder != null) folder.close();
    }

    @Test
    void aSenderAsksWithTheTokenThatItGetsForItsSecret() throws Exception {
        var token = keycloak.mailerToken();
        var says = Keycloak.claims(token);
        assertEquals("acme-mailer", says.path("sender").asText());
        assertEquals(JSON.readTree("[\"sender\"]"), says.path("groups"));
        assertEquals(Keycloak.AUDIENCE, says.path("aud").asText());
        assertEquals(3600, says.path("exp").asLong() - says.path("iat").asLong());
        var answer = ask(token);
        assertEquals(200, answer.statusCode(), answer::body);
        assertEquals("permit", JSON.readTree(answer.body()).path("outcome").asText());
        var more = RunningService.send(port, "GET", "/v1/audit/entries", token, "");
        assertEquals(403, more.statusCode());
        assertTrue(challenge(more).contains("`compliance`"), challenge(more));
    }

    /** A client that was made by hand, or whose tokens last for a week, learns what is missing. */
    @Test
    void whoeverForgotPartOfTheRecipeIsToldWhich() throws Exception {
        var secret = UUID.randomUUID().toString();
        keycloak.addBareClient("forgotten", secret);
        var refused = ask(keycloak.clientToken("forgotten", secret));
        assertEquals(401, refused.statusCode());
        assertTrue(challenge(refused).contains("error=\"invalid_token\""), challenge(refused));
        assertTrue(challenge(refused).contains("`aud`"), challenge(refused));
    }

    @Test
    void staffSignInWithASecondFactorAndAreRenewedPastTheLifeOfTheirToken() throws Exception {
        var visitor = new Visitor(PUBLIC_URL, "http://127.0.0.1:" + port);
        keycloak.hire("rosa", "a long enough word", "Compliance");
        keycloak.tokensOf("askfirst-console", Duration.ofSeconds(5));
        var back = signIn(visitor, "rosa", "a long enough word");
        assertEquals(200, visitor.get(back.location()).status());
        var page = PUBLIC_URL + "/console/consents";
        assertEquals(200, visitor.get(page).status());
        var first = visitor.cookie(PUBLIC_URL, SESSION);
        Await.until("the session ends with its token", SOON, () -> over(visitor, page));
        assertEquals(first, visitor.cookie(PUBLIC_URL, SESSION));
        keycloak.tokensOf("askfirst-console", Duration.ofMinutes(5));
        var renewing = visitor.get(visitor.get(page).location());
        var renewed = visitor.get(renewing.location());
        assertTrue(renewed.location().startsWith(PUBLIC_URL + "/console/back?"), renewed::toString);
        assertTrue(visitor.get(renewed.location()).body().contains("/console/consents"));
        assertNotEquals(first, visitor.cookie(PUBLIC_URL, SESSION));
        assertEquals(200, visitor.get(page).status());
    }

    @Test
    void staffOfOneCompanySeeThatOneAlone() throws Exception {
        var visitor = new Visitor(PUBLIC_URL, "http://127.0.0.1:" + port);
        keycloak.hire("lena", "a long enough word", "Compliance of Acme");
        visitor.get(signIn(visitor, "lena", "a long enough word").location());
        var page = visitor.get(PUBLIC_URL + "/console/catalog").body();
        assertTrue(page.contains("You see Acme Shoes only."), page);
        assertFalse(page.contains("Globex"), page);
    }

    @Test
    void whoeverIsDismissedIsOutWhenTheirTokenEnds() throws Exception {
        var visitor = new Visitor(PUBLIC_URL, "http://127.0.0.1:" + port);
        keycloak.hire("ivan", "a long enough word", "Administration");
        keycloak.tokensOf("askfirst-console", Duration.ofSeconds(5));
        visitor.get(signIn(visitor, "ivan", "a long enough word").location());
        var page = PUBLIC_URL + "/console/catalog";
        assertEquals(200, visitor.get(page).status());
        keycloak.dismiss("ivan");
        Await.until("the session ends with its token", SOON, () -> over(visitor, page));
        var renewing = visitor.get(visitor.get(page).location());
        var back = visitor.get(visitor.get(renewing.location()).location());
        assertEquals(PUBLIC_URL + "/console/enter", back.location());
        assertEquals("", visitor.cookie(PUBLIC_URL, SESSION));
    }

    /** It signs with a new key, and takes the old one back, while the service runs. */
    @Test
    void theProviderChangesItsKey() throws Exception {
        var before = keycloak.mailerToken();
        var unused = keycloak.mailerToken();
        assertEquals(200, ask(before).statusCode());
        keycloak.addKey();
        keycloak.withdrawKeysBefore();
        var after = keycloak.mailerToken();
        assertNotEquals(Keycloak.key(before), Keycloak.key(after));
        Await.until("the new key is known", SOON, () -> status(after) == 200);
        assertEquals(200, ask(before).statusCode());
        var refused = ask(unused);
        assertEquals(401, refused.statusCode());
        assertTrue(challenge(refused).contains("key"), challenge(refused));
    }

    private static boolean over(Visitor visitor, String page) {
        try {
            return visitor.get(page).location().contains("/console/sign-in?next=");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs in at the provider, where a second factor is asked for on the first day; returns what sends them back. */
    private static Page signIn(Visitor visitor, String name, String password) throws Exception {
        var form = visitor.get(visitor.get(PUBLIC_URL + "/console/sign-in").location());
        var factor = visitor.follow(
                visitor.post(form.action(), Map.of("username", name, "password", password, "credentialId", "")));
        var secret = factor.value("totpSecret");
        var sent = visitor.post(
                factor.action(),
                Map.of("totp", SecondFactor.digits(secret), "totpSecret", secret, "userLabel", "telephone"));
        var back = visitor.follow(sent);
        assertTrue(back.location().startsWith(PUBLIC_URL + "/console/back?"), back::toString);
        return back;
    }

    private static int status(String token) {
        try {
            return ask(token).statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> ask(String token) throws Exception {
        return RunningService.send(port, "POST", "/v1/decisions", token, QUESTION);
    }

    private static String challenge(HttpResponse<String> answer) {
        return answer.headers().firstValue("WWW-Authenticate").orElse("");
    }
}
