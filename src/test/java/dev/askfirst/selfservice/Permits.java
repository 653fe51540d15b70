package dev.askfirst.selfservice;

import static dev.askfirst.platform.Api.ask;

import io.restassured.response.Response;
import java.util.regex.Pattern;

/** The links that permits hand out, as paths. */
public final class Permits {

    private Permits() {}

    /** The link of this kind ({@code /u/} or {@code /p/}) in a permit for shoe offers. */
    public static String link(String contact, String kind) {
        return link(contact, "offers.shoes", kind);
    }

    public static String link(String contact, String topic, String kind) {
        var values = question(contact, topic).jsonPath().<String>getList("obligations.value");
        return values.stream()
                .map(Pattern.compile(Pattern.quote(kind) + "[A-Za-z0-9_-]+")::matcher)
                .filter(java.util.regex.Matcher::find)
                .map(java.util.regex.Matcher::group)
                .findFirst()
                .orElseThrow();
    }

    public static String outcome(String contact, String topic) {
        return question(contact, topic).jsonPath().getString("outcome");
    }

    private static Response question(String contact, String topic) {
        return ask("acme-mailer", """
                {"to": "%s", "channel": "email", "topic": "%s"}""".formatted(contact, topic));
    }
}
