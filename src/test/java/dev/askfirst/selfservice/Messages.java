package dev.askfirst.selfservice;

import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.platform.Api.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.response.Response;
import java.net.URI;

/** Messages of Acme's, and what people say of them by their links. */
public final class Messages {

    private static final String FORM = "application/x-www-form-urlencoded";

    private Messages() {}

    /** The link, as a path, with which whoever gets a message about this says how useful it was. */
    public static String link(String contact, String topic) {
        String link = permit(contact, topic).path("obligations.find { it.type == 'feedback' }.value");
        return URI.create(link).getPath();
    }

    public static Response permit(String contact, String topic) {
        return ask("acme-mailer", """
                {"to": "%s", "channel": "email", "topic": "%s"}""".formatted(contact, topic));
    }

    public static Response press(String link, String value) {
        return anybody().contentType(FORM).formParam("value", value).post(link);
    }

    /** A message that somebody gets and rates; its link. */
    public static String rated(String contact, String topic, String value) {
        var link = link(contact, topic);
        assertEquals(200, press(link, value).statusCode());
        return link;
    }

    /** As many of them; the links are there first, as a topic may rest before the last one is rated. */
    public static void rated(int times, String contact, String topic, String value) {
        var links = java.util.stream.IntStream.range(0, times)
                .mapToObj(_ -> link(contact, topic))
                .toList();
        for (var link : links) assertEquals(200, press(link, value).statusCode());
    }
}
