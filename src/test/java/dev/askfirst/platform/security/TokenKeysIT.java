package dev.askfirst.platform.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Await;
import dev.askfirst.platform.IdentityProvider;
import dev.askfirst.platform.OtherInstance;
import dev.askfirst.platform.RunningService;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An identity provider that is away makes nobody's token bad: what cannot be judged is neither taken nor refused. */
class TokenKeysIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration PROBE = Duration.ofSeconds(2);
    private static final String QUESTION = """
            {"to": "mailto:ana@test.example", "channel": "email", "topic": "offers"}""";

    @Test
    void theProviderComesLateAndGoesAgain() throws Exception {
        var port = RunningService.freePort();
        try (var database = RunningService.fresh("token-keys");
                var service = OtherInstance.of(
                        database,
                        "-Dmp.jwt.verify.publickey.location=http://127.0.0.1:" + port + "/jwks",
                        "-Dmp.jwt.verify.issuer=" + IdentityProvider.ISSUER,
                        "-Dmp.jwt.verify.audiences=" + IdentityProvider.AUDIENCE)) {
            String remembered;
            String another;
            String unknown;
            try (var early = new IdentityProvider()) {
                assertEquals(
                        503, ask(service, early.sign(IdentityProvider.claims())).statusCode());
            }
            var ready = get(service, "/q/health/ready");
            assertEquals(503, ready.statusCode());
            assertTrue(ready.body().contains("the identity provider's keys cannot be had"), ready::body);
            try (var provider = new IdentityProvider(port)) {
                remembered = provider.sign(IdentityProvider.claims());
                another = provider.sign(IdentityProvider.claims().subject("acme-mailer-2"));
                unknown = provider.signWithANewKey(IdentityProvider.claims());
                Await.until("the keys are there", SOON, () -> status(service, "/q/health/ready") == 200);
                assertEquals(200, ask(service, remembered).statusCode());
                assertEquals(
                        401,
                        ask(service, IdentityProvider.forge(IdentityProvider.claims()))
                                .statusCode());
                assertEquals(200, status(service, "/q/health/well"));
            }
            assertEquals(200, ask(service, remembered).statusCode());
            assertEquals(200, ask(service, another).statusCode());
            // Right after the keys were fetched an unknown one does not make us fetch them again.
            Await.until("nobody can judge an unknown key", SOON, () -> status(service, unknown, 503));
            var refused = ask(service, unknown);
            assertEquals("1", refused.headers().firstValue("Retry-After").orElse(""));
            assertEquals(503, status(service, "/q/health/well"));
            assertEquals(200, status(service, "/q/health/ready"));
        }
    }

    private static boolean status(OtherInstance service, String token, int wanted) {
        try {
            return ask(service, token).statusCode() == wanted;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int status(OtherInstance service, String path) {
        try {
            return get(service, path).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> ask(OtherInstance service, String token)
            throws IOException, InterruptedException {
        return service.post("/v1/decisions", token, QUESTION);
    }

    private static HttpResponse<String> get(OtherInstance service, String path)
            throws IOException, InterruptedException {
        var begun = System.nanoTime();
        var answer = RunningService.send(service.port(), "GET", path, "none", "");
        assertTrue(System.nanoTime() - begun < PROBE.toNanos(), path + " took too long");
        return answer;
    }
}
