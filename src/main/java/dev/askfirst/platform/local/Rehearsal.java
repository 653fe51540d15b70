package dev.askfirst.platform.local;

import dev.askfirst.platform.StartRefused;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * A start for the JVM to record (its AOT cache): a demo service on a throw-away folder is asked what services are usually
 * asked, over HTTP, and ends. What it needed, later starts find prepared.
 */
final class Rehearsal {

    private static final int QUESTIONS = 500;
    private static final int BATCHES = 20;
    private static final int BATCH = 100;
    private static final Duration TOKEN = Duration.ofHours(1);
    private static final Duration REPLY = Duration.ofSeconds(30);
    private static final Pattern PERSONS_PAGE = Pattern.compile("http[^\"\\s]*/p/[^\"\\s]+");
    private static final List<String> PAGES =
            List.of("/enter", "/console", "/q/health/ready", "/q/metrics", "/q/openapi");

    private static final String QUESTION = """
            {"to": "mailto:ana@test.example", "channel": "email", "topic": "offers.shoes"}""";
    private static final String YES = """
            {"contact": "mailto:ana@test.example", "controller": "acme", "topic": "offers", "channel": "email",
             "notice": {"id": "acme-marketing", "version": 1, "language": "en"}, "evidence": {"method": "form"}}""";
    private static final String NO = """
            {"contact": "mailto:ana@test.example", "controller": "acme", "topic": "offers", "channel": "email",
             "evidence": {"method": "form"}}""";

    private final String address;
    private final Path keys;
    private final HttpClient client;

    private Rehearsal(String address, Path keys, HttpClient client) {
        this.address = address;
        this.keys = keys;
        this.client = client;
    }

    static boolean wanted(Config config) {
        return config.getOptionalValue("askfirst.rehearsal", Boolean.class).orElse(false);
    }

    static Rehearsal of(Config config) {
        var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .cookieHandler(new CookieManager())
                .build();
        var port = config.getValue("quarkus.http.port", Integer.class);
        return new Rehearsal(
                "http://127.0.0.1:" + port, Path.of(config.getValue("askfirst.keys", String.class)), client);
    }

    /** Fails if an answer is not what it should be: what went wrong is nothing to learn from. */
    void run() {
        var sender = LocalTokens.issue(keys, "sender", Optional.of("acme-mailer"), Optional.empty(), TOKEN);
        post("/v1/grants", sender, YES);
        var permit = post("/v1/decisions", sender, QUESTION);
        personsPage(permit);
        for (var asked = 0; asked < QUESTIONS; asked++) post("/v1/decisions", sender, QUESTION);
        var batch = "{\"questions\": [" + String.join(",", Collections.nCopies(BATCH, QUESTION)) + "]}";
        for (var asked = 0; asked < BATCHES; asked++) post("/v1/decisions/batch", sender, batch);
        post("/v1/withdrawals", sender, NO);
        for (var page : PAGES) send(to(page).GET());
        var staff = LocalTokens.issue(keys, "compliance", Optional.empty(), Optional.empty(), TOKEN);
        send(to("/v1/audit/entries").header("Authorization", "Bearer " + staff).GET());
    }

    /** What a permit links to. */
    private void personsPage(String permit) {
        var link = PERSONS_PAGE.matcher(permit);
        if (!link.find()) throw new StartRefused("the rehearsal found no link in " + permit);
        send(to(URI.create(link.group()).getRawPath()).GET());
    }

    private String post(String path, String token, String body) {
        return send(to(path).header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(REPLY);
    }

    private String send(HttpRequest.Builder request) {
        var wanted = request.build();
        try {
            HttpResponse<String> reply = client.send(wanted, BodyHandlers.ofString());
            if (reply.statusCode() / 100 == 2) return reply.body();
            throw new StartRefused(
                    "the rehearsal got %d for %s: %s".formatted(reply.statusCode(), wanted.uri(), reply.body()));
        } catch (IOException e) {
            throw new StartRefused("the rehearsal got no reply for %s: %s".formatted(wanted.uri(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("interrupted while rehearsing");
        }
    }
}
