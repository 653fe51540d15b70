package dev.askfirst.check;

import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Suppressing;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A database that is whole passes, with all that other tests left in it; whatever is done to it is found and named. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class CheckTest {

    private static final Map<String, String> IDS = new HashMap<>();

    @Inject
    Checking checking;

    @Inject
    Database database;

    static List<Damage> damages() {
        return Damage.all();
    }

    @Test
    void whatTheServiceWroteIsWhole() {
        somebodySpoke();
        checking.assertWhole();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void everyDamageIsFoundAndNamed(Damage damage) throws SQLException {
        somebodySpoke();
        var done = damage.about(IDS);
        var found = checking.after(done.sql()).orElseThrow().toString();
        assertTrue(found.matches(done.finds()), found);
    }

    /** A new kind of entry that nobody compares would go unnoticed. */
    @Test
    void everyTableOfEntriesIsCompared() {
        var tables = database.rows("""
                select c.relname from pg_class c join pg_attribute page on page.attrelid = c.oid
                join pg_attribute slot on slot.attrelid = c.oid
                where (c.relkind in ('r', 'p') or c.relname = 'decision_entry') and not c.relispartition and page.attname = 'page_id'
                    and slot.attname = 'slot' and slot.atttypid = 'smallint'::regtype order by 1""");
        assertEquals(
                tables.stream().map(List::getFirst).toList(),
                checking.check().entries().stream().sorted().toList());
    }

    private void somebodySpoke() {
        if (!IDS.isEmpty()) return;
        var ana = Acts.newcomer();
        var bo = Acts.newcomer();
        var granted = sender("acme-mailer").body("""
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email",
                 "notice": {"id": "acme-marketing", "version": 1}, "expiresAt": "2099-01-01T00:00:00Z", "locale": "fr",
                 "evidence": {"method": "form", "source": "https://acme.example/sign-up"}}""".formatted(ana)).post("/v1/grants");
        granted.then().statusCode(201);
        IDS.put("grant", granted.jsonPath().getString("id"));
        IDS.put("permitted", asked(ana, "offers"));
        Acts.withdraw(ana, "offers.shoes").then().statusCode(201);
        Acts.withdraw(bo, "offers").then().statusCode(201);
        outcome(IDS.get("permitted"), "sent");
        outcome(IDS.get("permitted"), "bounced");
        IDS.put("denied", asked(ana, "offers.shoes"));
        IDS.put("ana", person(ana));
        IDS.put("bo", person(bo));
        IDS.put("suppression", Suppressing.of(Caller.ADMIN, Acts.newcomer()));
        IDS.put("lifted", Suppressing.of("acme-mailer", bo));
        Suppressing.lift("acme-mailer", IDS.get("lifted"), "by mistake").then().statusCode(200);
        sender("acme-mailer").body("""
                {"from": "%s", "channel": "email", "controller": "acme", "text": "who are you?"}""".formatted(bo)).post("/v1/replies").then().statusCode(200);
        sender("acme-mailer")
                .body("""
                {"contact": "%s", "controller": "acme", "text": "You wrote to me at night"}""".formatted(bo))
                .post("/v1/complaints")
                .then()
                .statusCode(201);
        // Whoever reads the feed gives what happened its place in it.
        staff(Caller.ADMIN).get("/v1/changes").then().statusCode(200);
        IDS.put(
                "complaint",
                database.value("select id from complaint order by id desc limit 1")
                        .orElseThrow());
        IDS.put(
                "reply",
                database.value("select id from reply order by id desc limit 1").orElseThrow());
    }

    private static void outcome(String decision, String what) {
        sender("acme-mailer")
                .body("{\"outcome\": \"%s\", \"detail\": \"as the mail server says\"}".formatted(what))
                .post("/v1/decisions/%s/outcome".formatted(decision))
                .then()
                .statusCode(201);
    }

    private static String asked(String who, String topic) {
        return ask("acme-mailer", """
                {"to": "%s", "channel": "email", "topic": "%s", "message": {"campaign": "spring"}}""".formatted(who, topic)).jsonPath().getString("id");
    }

    private static String person(String contact) {
        return UUID.fromString(staff(Caller.ADMIN)
                        .body("{\"contact\": \"" + contact + "\"}")
                        .post("/v1/persons/lookup")
                        .jsonPath()
                        .getString("person"))
                .toString();
    }
}
