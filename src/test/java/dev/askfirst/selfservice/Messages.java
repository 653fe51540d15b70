package dev.askfirst.selfservice;

import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.platform.Api.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** Messages of Acme's, and what people say of them by their links. */
public final class Messages {

    private static final String FORM = "application/x-www-form-urlencoded";

    /** A message that waits for an hour from now on. */
    private static final String WAITING = """
            update usage set uses = (uses::jsonb || jsonb_build_object(
                'decision', gen_random_uuid(), 'at', 0, 'controller', 'acme', 'topic', 'offers', 'channel', 'email',
                'due', (extract(epoch from now()) * 1000000)::bigint,
                'until', (extract(epoch from now()) * 1000000)::bigint + 86400000000))::json
            where person_id = ?""";

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

    /** The question about a message that is of value for two weeks, and can wait. */
    public static Response waiting(String contact, String topic) {
        return ask("acme-mailer", """
                {"to": "%s", "channel": "email", "topic": "%s", "value": {"until": "%s"}}""".formatted(contact, topic, Instant.now().plus(Duration.ofDays(14))));
    }

    /** As if one waited for somebody to whom permits were given. */
    static void waits(Database database, String contact) {
        database.execute(WAITING, Persons.idOf(contact));
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
