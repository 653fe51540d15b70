package dev.askfirst.consent;

import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;

import io.restassured.response.Response;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** What people say in the tests, as acme's mail system reports it. */
public final class Acts {

    private static final AtomicLong NUMBERS =
            new AtomicLong(ThreadLocalRandom.current().nextInt(1_000_000));

    private Acts() {}

    /** An address that nobody has used before. */
    public static String newcomer() {
        return "mailto:" + UUID.randomUUID() + "@test.example";
    }

    /** A telephone number that begins so and goes on with that many digits; nobody of the demo's data or another test has it. */
    public static String newNumber(String start, int digits) {
        var least = (long) Math.pow(10, digits - 1);
        return "tel:" + start + (6 * least + NUMBERS.getAndIncrement() % (4 * least));
    }

    public static Response grant(String contact, String topic) {
        return sender("acme-mailer").body("""
                        {"contact": "%s", "controller": "acme", "topic": "%s", "channel": "email",
                         "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                         "evidence": {"method": "form"}}""".formatted(contact, topic)).post("/v1/grants");
    }

    public static Response grant(String contact, String topic, String locale) {
        return sender("acme-mailer").body("""
                        {"contact": "%s", "controller": "acme", "topic": "%s", "channel": "email", "locale": "%s",
                         "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                         "evidence": {"method": "form"}}""".formatted(contact, topic, locale)).post("/v1/grants");
    }

    /** Asks for a newsletter, which needs to be confirmed; the token with which that is done. */
    public static String asked(String contact) {
        return staff("admin")
                .body("""
                        {"contact": "%s", "controller": "acme", "topic": "newsletter", "channel": "email",
                         "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                         "evidence": {"method": "form", "source": "https://acme.example/join"}}""".formatted(contact))
                .post("/v1/grants")
                .then()
                .statusCode(201)
                .extract()
                .path("confirmToken");
    }

    public static Response withdraw(String contact, String topic) {
        return sender("acme-mailer").body("""
                        {"contact": "%s", "controller": "acme", "topic": "%s", "evidence": {"method": "page"}}""".formatted(contact, topic)).post("/v1/withdrawals");
    }

    /** Nothing but the address: an objection to everything the sender's controllers need consent for. */
    public static Response object(String contact) {
        return sender("acme-mailer").body("""
                        {"contact": "%s"}""".formatted(contact)).post("/v1/withdrawals");
    }
}
