package dev.askfirst.outside;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without a screen: it keeps cookies, fills in forms, and goes on only where it is told to. */
final class Visitor {

    /** What came back. */
    record Page(URI address, int status, String location, String body) {

        /** Where its form is sent. */
        String action() {
            return found("<form[^>]*action=\"([^\"]+)\"");
        }

        /** What a field of a form holds. */
        String value(String name) {
            return found("<input[^>]*name=\"%s\"[^>]*value=\"([^\"]*)\"".formatted(name));
        }

        private String found(String pattern) {
            var found = Pattern.compile(pattern).matcher(body);
            if (!found.find()) throw new AssertionError("no " + pattern + " in " + status + " " + body);
            return found.group(1).replace("&amp;", "&");
        }
    }

    private static final Duration REPLY = Duration.ofSeconds(30);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String from;
    private final String to;
    private final Map<String, Map<String, String>> cookies = new HashMap<>();

    /** Whoever asks for the first address asks the second one, as if something that ends TLS stood between. */
    Visitor(String from, String to) {
        this.from = from;
        this.to = to;
    }

    Page get(String address) throws IOException, InterruptedException {
        return send(address, request -> request.GET());
    }

    Page post(String address, Map<String, String> form) throws IOException, InterruptedException {
        var body = HttpRequest.BodyPublishers.ofString(Keycloak.encoded(form));
        return send(
                address,
                request -> request.header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(body));
    }

    /** Goes on within one site for as long as it is sent on there. */
    Page follow(Page page) throws IOException, InterruptedException {
        var at = page;
        while (!at.location().isEmpty() && at.location().startsWith(site(at.address()))) at = get(at.location());
        return at;
    }

    String cookie(String site, String name) {
        return cookies.getOrDefault(site, Map.of()).getOrDefault(name, "");
    }

    /** Forgets that it was ever there. */
    void forget(String site) {
        cookies.remove(site);
    }

    private interface Ask {
        HttpRequest.Builder with(HttpRequest.Builder request);
    }

    private Page send(String address, Ask ask) throws IOException, InterruptedException {
        var site = site(URI.create(address));
        var held = cookies.computeIfAbsent(site, _ -> new LinkedHashMap<>());
        var request =
                HttpRequest.newBuilder(URI.create(address.replace(from, to))).timeout(REPLY);
        if (!held.isEmpty()) {
            request.header(
                    "Cookie",
                    held.entrySet().stream()
                            .map(it -> it.getKey() + "=" + it.getValue())
                            .collect(Collectors.joining("; ")));
        }
        var reply = HTTP.send(ask.with(request).build(), HttpResponse.BodyHandlers.ofString());
        reply.headers().allValues("Set-Cookie").forEach(it -> keep(held, it));
        var location = reply.headers().firstValue("Location").orElse("");
        var whole = location.startsWith("/") ? site + location : location;
        return new Page(URI.create(address), reply.statusCode(), whole, reply.body());
    }

    private static void keep(Map<String, String> held, String cookie) {
        var pair = cookie.split(";", 2)[0].split("=", 2);
        if (pair[1].isEmpty() || cookie.contains("Max-Age=0")) held.remove(pair[0]);
        else held.put(pair[0], pair[1]);
    }

    private static String site(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }
}
