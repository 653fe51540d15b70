package dev.askfirst.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.RunningService;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Somebody of compliance at the console of a service, who goes from page to page by what can be clicked there. */
final class Officer {

    private static final Pattern LINK = Pattern.compile("(?s)<a [^>]*?href=\"([^\"]+)\"[^>]*>(.*?)</a>");
    private static final Pattern LINE = Pattern.compile("(?s)<(tr|li)\\b[^>]*>(.*?)</\\1>");
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"token\" value=\"([0-9a-f]+)\"");

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private URI at;
    private String page = "";

    Officer(RunningService service) {
        at = URI.create("http://localhost:" + service.port() + "/console/enter");
        post("/console/enter", Map.of("staff", service.token("compliance")));
    }

    /** The page of whoever is reached there. */
    Officer find(String contact) {
        open("/console/people");
        return post("/console/people", Map.of("contact", contact, "token", found(FORM_TOKEN)));
    }

    /** Clicks what is called so. */
    Officer click(String name) {
        return LINK.matcher(page)
                .results()
                .filter(it -> text(it.group(2)).equals(name))
                .findFirst()
                .map(it -> open(it.group(1)))
                .orElseThrow(() -> new AssertionError("nothing is called " + name + " at " + at + "\n" + page));
    }

    /** Clicks the first line of a table or a list that has all of these words. */
    Officer line(String... words) {
        return LINE.matcher(page)
                .results()
                .filter(it -> Stream.of(words).allMatch(text(it.group(2))::contains))
                .map(it -> LINK.matcher(it.group(2)))
                .filter(it -> it.find())
                .findFirst()
                .map(it -> open(it.group(1)))
                .orElseThrow(() ->
                        new AssertionError("no line has " + String.join(", ", words) + " at " + at + "\n" + page));
    }

    /** The last part of the address: which entry, or who. */
    String id() {
        return at.getPath().substring(at.getPath().lastIndexOf('/') + 1);
    }

    private String found(Pattern pattern) {
        var found = pattern.matcher(page);
        if (!found.find()) throw new AssertionError(pattern + " at " + at + "\n" + page);
        return found.group(1);
    }

    private static String text(String html) {
        return html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip();
    }

    private Officer open(String address) {
        return sent(HttpRequest.newBuilder(at.resolve(address.replace("&amp;", "&"))));
    }

    private Officer post(String path, Map<String, String> fields) {
        var body = fields.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return sent(HttpRequest.newBuilder(at.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private Officer sent(HttpRequest.Builder request) {
        try {
            var reply = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(200, reply.statusCode(), reply::body);
            at = reply.uri();
            page = reply.body();
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
