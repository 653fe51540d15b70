package dev.askfirst.selfservice;

import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.oneOf;

import dev.askfirst.platform.Api;
import io.restassured.response.ValidatableResponse;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;

/** A company with a topic and a sending system of its own, of which nobody has heard before. */
final class Later {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final Instant SUNDAY = noon(DayOfWeek.SUNDAY);
    static final Instant MONDAY = noon(DayOfWeek.MONDAY);

    private Later() {}

    private static Instant noon(DayOfWeek day) {
        return ZonedDateTime.now(BERLIN)
                .with(TemporalAdjusters.next(day))
                .plusWeeks(1)
                .with(LocalTime.NOON)
                .toInstant();
    }

    static void comes() {
        put("controllers/initech", """
                {"id": "initech", "name": "Initech", "address": "3 Later Road", "contact": "mailto:people@initech.example",
                 "language": "en"}""");
        put("topics/gardening", """
                {"id": "gardening", "purpose": "marketing", "name": "Gardening", "needsConsent": true}""");
        put("notices/initech-gardening", """
                {"id": "initech-gardening", "version": 1, "language": "en", "controller": "initech", "topics": ["gardening"],
                 "words": "Initech may write to me about gardening."}""");
        put("senders/initech-mailer", """
                {"id": "initech-mailer", "name": "Initech mail", "controllers": ["initech"], "channels": ["email"]}""");
    }

    static void grant(String contact) {
        sender("initech-mailer")
                .body("""
                        {"contact": "%s", "controller": "initech", "topic": "gardening", "channel": "email",
                         "notice": {"id": "initech-gardening", "version": 1, "language": "en"},
                         "evidence": {"method": "form"}}""".formatted(contact))
                .post("/v1/grants")
                .then()
                .statusCode(201);
    }

    static ValidatableResponse ask(String contact, String authorship, Instant at) {
        var author = authorship.equals("automated") ? "" : ", \"author\": \"Milton\"";
        return Api.ask("initech-mailer", """
                {"to": "%s", "channel": "email", "topic": "gardening", "mode": "check", "at": "%s",
                 "message": {"authorship": "%s"%s}}""".formatted(contact, at, authorship, author))
                .then()
                .statusCode(200);
    }

    private static void put(String path, String body) {
        staff("admin").body(body).put("/v1/catalog/" + path).then().statusCode(oneOf(200, 201));
    }
}
