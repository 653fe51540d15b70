package dev.askfirst.catalog.draft;

import static dev.askfirst.platform.Api.staff;

import dev.askfirst.platform.security.Caller;
import io.restassured.response.Response;

/** Two admins of the tests, bea and cem, and what they do with drafts. */
public final class Admins {

    public static final String BEA = "bea";
    public static final String CEM = "cem";

    private static final String DRAFTS = "/v1/catalog/drafts";

    private Admins() {}

    public static Response make(String who, String draft) {
        return staff(Caller.ADMIN, who).body(draft).post(DRAFTS);
    }

    /** The id of a draft that puts one part in place. */
    public static String made(String who, String kind, String part) {
        return make(who, "{\"parts\": [{\"kind\": \"%s\", \"part\": %s}]}".formatted(kind, part))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    public static Response approve(String who, String draft) {
        return staff(Caller.ADMIN, who).post(DRAFTS + "/" + draft + "/approval");
    }

    public static Response refuse(String who, String draft, String body) {
        return staff(Caller.ADMIN, who).body(body).post(DRAFTS + "/" + draft + "/refusal");
    }

    public static Response rebase(String who, String draft) {
        return staff(Caller.ADMIN, who).post(DRAFTS + "/" + draft + "/rebase");
    }

    public static Response get(String draft) {
        return staff(Caller.COMPLIANCE).get(DRAFTS + "/" + draft);
    }

    /** Whether changes need a second admin now. */
    public static boolean needed() {
        return staff(Caller.COMPLIANCE).get("/v1/catalog").path("secondAdmin");
    }

    /** Switches it on or off that changes need a second admin, as the two of them must. */
    public static void second(boolean on) {
        if (needed() == on) return;
        var draft = make(BEA, "{\"secondAdmin\": " + on + "}").<String>path("id");
        approve(CEM, draft).then().statusCode(200);
    }
}
