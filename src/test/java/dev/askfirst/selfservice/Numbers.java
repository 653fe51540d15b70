package dev.askfirst.selfservice;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Api;
import io.restassured.response.Response;
import java.util.Map;

/** People who are reached by a number alone. */
public final class Numbers {

    private Numbers() {}

    /** A number that nobody has. */
    public static String fresh() {
        return Acts.newNumber("+49151", 8).substring("tel:".length());
    }

    /** A number of somebody who said yes to text messages. */
    public static String known() {
        var number = fresh();
        Api.sender("acme-texter")
                .body("""
                        {"contact": "tel:%s", "controller": "acme", "topic": "offers", "channel": "sms",
                         "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                         "evidence": {"method": "form"}}""".formatted(number))
                .post("/v1/grants")
                .then()
                .statusCode(201);
        return number;
    }

    /** Asks for a code at the door. */
    public static Response enter(String number) {
        return Visiting.press("/enter", Map.of("address", number));
    }
}
