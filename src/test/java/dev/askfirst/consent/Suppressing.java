package dev.askfirst.consent;

import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;

import dev.askfirst.platform.security.Caller;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** Suppressions in the tests: ordered and lifted by senders, or by `admin`. */
public final class Suppressing {

    private Suppressing() {}

    /** The id of a bounce that this caller reports. */
    public static String of(String who, String contact) {
        return order(
                        who,
                        "\"contact\": \"%s\", \"reason\": \"bounce\", \"note\": \"550 no such user\""
                                .formatted(contact))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    public static Response order(String who, String members) {
        return caller(who).body("{" + members + "}").post("/v1/suppressions");
    }

    public static Response lift(String who, String id, String reason) {
        return caller(who).body("{\"reason\": \"%s\"}".formatted(reason)).delete("/v1/suppressions/" + id);
    }

    public static Response lookup(String who, String contact) {
        return caller(who).body("{\"contact\": \"%s\"}".formatted(contact)).post("/v1/suppressions/lookup");
    }

    public static RequestSpecification caller(String who) {
        return who.equals(Caller.ADMIN) || who.equals(Caller.COMPLIANCE) ? staff(who) : sender(who);
    }
}
