package dev.askfirst.consent.portable;

import static dev.askfirst.consent.portable.Elsewhere.bring;
import static dev.askfirst.consent.portable.Elsewhere.claims;
import static dev.askfirst.consent.portable.Elsewhere.document;
import static dev.askfirst.consent.portable.Elsewhere.send;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Scraped;
import dev.askfirst.platform.TestIssuer;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Permits;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of what is not its issuer's own, not for us, over, or known already nothing is recorded. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class RefusedTermsTest {

    @Inject
    Database database;

    private final String ana = Acts.newcomer();

    @Test
    void whatIsNotItsIssuersOwnOrNotForUsIsRefusedAndLeavesNothing() {
        var before = Scraped.now();
        var issuer = TestIssuer.trusted();
        var good = issuer.sign(claims(ana));
        var parts = good.split("\\.");
        var more = parts[1].substring(0, parts[1].length() - 8) + "AAAAAAAA";
        var hour = Instant.now().minus(Duration.ofHours(1)).getEpochSecond();
        refused(TestIssuer.sign(claims(ana), TestIssuer.newKey(), "terms+jwt"), 422, "signature");
        refused(issuer.sign(claims(ana, it -> it.put("exp", hour))), 422, "`exp`");
        refused(issuer.sign(claims(ana, it -> it.put("aud", "https://b.example"))), 422, "another installation");
        refused(issuer.sign(claims(ana, it -> it.put("iss", "https://stranger.example"))), 422, "issuer");
        refused(TestIssuer.sign(claims(ana), issuer.key(), "JWT"), 422, "signature");
        refused(issuer.sign(claims(ana, it -> it.remove("exp"))), 422, "signature");
        refused(issuer.sign(claims(ana, it -> it.put("consents", List.of(Map.of("status", "ConsentGiven"))))), 400, "");
        refused(parts[0] + "." + more + "." + parts[2], 400, "");
        refused(
                parts[0] + "." + parts[1] + "." + parts[2].replaceFirst("^.", parts[2].startsWith("A") ? "B" : "A"),
                422,
                "signature");
        for (var text : List.of("", "nonsense", "a.b.c", parts[0] + "." + parts[1] + "."))
            refused(text, text.isEmpty() || !text.startsWith(parts[0]) ? 400 : 422, "");
        for (var why : List.of("expired", "audience", "issuer"))
            assertEquals(counted(before, why) + 1, counted(Scraped.now(), why), why);
        send(good, "mailto:other@test.example").statusCode(422).body("detail", containsString("addresses"));
        Api.staff("admin")
                .body("{\"contact\": \"%s\"}".formatted(ana))
                .post("/v1/persons/lookup")
                .then()
                .statusCode(404);
        assertEquals("deny", Permits.outcome(ana, "offers"));
    }

    @Test
    void aWrongCodeOpensNothingAndFiveTriesAreAll() {
        var document = document(ana);
        send(document, ana).statusCode(202);
        var right = Visiting.digits(database);
        var other = document(ana);
        send(other, ana, right).statusCode(400).body("errors[0].field", is("code"));
        var wrong = right.equals("000000") ? "000001" : "000000";
        for (var i = 0; i < 5; i++) send(document, ana, wrong).statusCode(400);
        send(document, ana, right).statusCode(400);
        assertEquals("deny", Permits.outcome(ana, "offers"));
    }

    @Test
    void aDocumentIsTakenOnce() {
        var document = document(ana);
        var before = Scraped.now();
        bring(document, ana, database).statusCode(201);
        Acts.withdraw(ana, "offers").then().statusCode(201);
        var version = version();
        bring(document, ana, database).statusCode(409).body("type", containsString("conflict"));
        assertEquals(counted(before, "taken") + 1, counted(Scraped.now(), "taken"));
        assertEquals(version, version(), "nothing was written");
        assertEquals("deny", Permits.outcome(ana, "offers"));
    }

    private static double counted(Scraped scraped, String result) {
        return scraped.sum("askfirst_terms_brought_total", "result=\"" + result + "\"");
    }

    private long version() {
        return Long.parseLong(database.value("select version from terms where person_id = ?", Persons.idOf(ana))
                .orElseThrow());
    }

    private void refused(String document, int status, String why) {
        var reply = send(document, ana).statusCode(status);
        if (status == 422) reply.body("type", is("/problems/terms-refused"), "detail", containsString(why));
        else reply.body("errors[0].field", is("terms"));
    }
}
