package dev.askfirst.decision.replay;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.staff;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.decision.history.DecisionLookup;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.UsedRatings;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.Reason;
import dev.askfirst.policy.term.Usefulness;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

/** Every decision can be made again from the record, whatever has happened since; and the service looks whether it can. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ReplayTest {

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    @Inject
    Replays replays;

    @Inject
    MeterRegistry meters;

    @Test
    void comesOutTheSameWhateverWasSaidSince() {
        var ana = granted();
        var decisions = new ArrayList<>(List.of(asked(ana)));
        Acts.withdraw(ana, "offers.shoes");
        decisions.add(asked(ana));
        prefer(ana, "\"windows\": [{\"from\": \"09:00\", \"to\": \"09:01\"}]");
        decisions.add(asked(ana));
        pause(ana);
        decisions.add(asked(ana));
        Acts.object(ana);
        decisions.add(asked(ana));
        for (var decision : decisions) replayed(decision).body("result", is("same"), "differences", nullValue());
    }

    @Test
    void strangersDecisionsToo() {
        var nobody = Acts.newcomer();
        var decision = asked(nobody);
        Acts.grant(nobody, "offers");
        replayed(decision).body("result", is("same"), "termsVersion", is(0));
    }

    @Test
    void ofThoseWhoBecameSomebodyElseSinceByTheTermsTheyHadThen() {
        var ana = granted();
        var bo = granted();
        var before = List.of(asked(ana), asked(bo));
        Acts.withdraw(bo, "offers");
        var refused = asked(bo);
        Persons.merge(Persons.idOf(ana), Persons.idOf(bo), database).then().statusCode(200);
        var after = List.of(asked(ana), asked(bo));
        for (var decision : before) replayed(decision).body("result", is("same"));
        for (var decision : after) replayed(decision).body("result", is("same"));
        replayed(refused).body("result", is("same"));
    }

    @Test
    void atAnAddressThatWasRemovedSince() {
        var ana = granted();
        var id = Persons.idOf(ana);
        var decision = asked(ana);
        var contacts = "/v1/persons/" + id + "/contacts";
        var point = staff(Caller.ADMIN).get(contacts).<String>path("contacts[0].id");
        staff(Caller.ADMIN).delete(contacts + "/" + point + "?last=true").then().statusCode(204);
        Acts.grant(ana, "events");
        replayed(decision).body("result", is("same"));
    }

    @Test
    void notOfWhoeverWasErasedAndItSaysWhy() {
        var ana = granted();
        var decision = asked(ana);
        staff(Caller.ADMIN).delete("/v1/persons/" + Persons.idOf(ana)).then().statusCode(200);
        replayed(decision).body("result", is("impossible"), "why", is("person_gone"));
    }

    @Test
    void notWhereWhatTheyPreferredIsGone() {
        var ana = granted();
        prefer(ana, "\"windows\": [{\"from\": \"09:00\", \"to\": \"18:00\"}]");
        var decision = asked(ana);
        database.execute(
                "delete from evidence where event in (select id from consent_event where person_id = ?)",
                Persons.idOf(ana));
        replayed(decision).body("result", is("impossible"), "why", is("texts_erased"));
        // Nobody is left behind whose terms are not what their acts say.
        staff(Caller.ADMIN).delete("/v1/persons/" + Persons.idOf(ana)).then().statusCode(200);
    }

    @Test
    void ofOneThatIsNotThereNothingIsTold() {
        staff(Caller.COMPLIANCE)
                .get("/v1/decisions/" + UUID.randomUUID() + "/replay")
                .then()
                .statusCode(404);
    }

    @Test
    void reasonsInAnotherOrderAreTheSame() {
        var quiet = reason(Reason.Code.QUIET_HOURS, "law:us-calls");
        var state = reason(Reason.Code.QUIET_HOURS, "law:us-ct-calls");
        var recorded = denied(state, quiet);
        assertEquals(new Replay.Same(), Replay.of(recorded, denied(quiet, state)));
        assertEquals(
                1,
                ((Replay.Different) Replay.of(recorded, denied(quiet, quiet)))
                        .differences()
                        .size());
        assertEquals(
                1,
                ((Replay.Different) Replay.of(recorded, denied(quiet)))
                        .differences()
                        .size());
    }

    @Test
    void whatSomebodyHadSaidOfMessagesMustBeWhatTheActsSay() throws SQLException {
        var decision = UUID.fromString(asked(granted()));
        try (var connection = dataSource.getConnection()) {
            var recorded = DecisionLookup.one(connection, decision).orElseThrow();
            assertEquals(new Replay.Same(), Replay.of(recorded, recorded.verdict(), Optional.empty()));
            var said = Optional.of(new UsedRatings(new Usefulness(1, 0, 4), 30));
            var members = ((Replay.Different) Replay.of(recorded, recorded.verdict(), said))
                    .differences().stream().map(Replay.Difference::member).toList();
            assertEquals(List.of("useful"), members);
        }
    }

    private static Reason reason(Reason.Code code, String source) {
        return new Reason(code, Optional.empty(), Optional.of(source));
    }

    private static DecisionRecord.Verdict denied(Reason... reasons) {
        return new DecisionRecord.Verdict(
                DecisionRecord.Outcome.DENY,
                List.of(reasons),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aSampleIsLookedAtAndOneThatIsDifferentRaisesTheAlarm() throws SQLException {
        var decision = UUID.fromString(asked(granted()));
        var sample = new ReplaySample(replays, dataSource, new Often(), meters);
        var before = counted("same") + counted("impossible");
        sample.look();
        assertTrue(counted("same") + counted("impossible") > before);
        assertEquals(HealthCheckResponse.Status.UP, sample.call().getStatus());
        sample.look(decision, otherwise(decision));
        assertEquals(HealthCheckResponse.Status.DOWN, sample.call().getStatus());
        assertEquals(Optional.of(decision.toString()), sample.call().getData().map(it -> it.get("different")));
        sample.look(decision, new Replay.Same());
        assertEquals(HealthCheckResponse.Status.DOWN, sample.call().getStatus(), "until somebody has looked");
    }

    /** What would come out had the rules changed. */
    private Replay otherwise(UUID decision) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var recorded =
                    DecisionLookup.one(connection, decision).orElseThrow().verdict();
            var again = new DecisionRecord.Verdict(
                    DecisionRecord.Outcome.DENY,
                    List.of(new Reason(Reason.Code.OBJECTED, Optional.empty(), Optional.empty())),
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            var replay = Replay.of(recorded, again);
            var members = ((Replay.Different) replay)
                    .differences().stream().map(Replay.Difference::member).toList();
            assertEquals(List.of("outcome", "reasons", "grant", "validUntil"), members);
            return replay;
        }
    }

    private record Often() implements ReplayConfig {
        @Override
        public String every() {
            return "off";
        }

        @Override
        public int size() {
            return 20;
        }
    }

    private static double counted(String result) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("askfirst_replays_total") && line.contains("\"" + result + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static ValidatableResponse replayed(String decision) {
        return staff(Caller.COMPLIANCE)
                .get("/v1/decisions/" + decision + "/replay")
                .then()
                .statusCode(200)
                .body("decision", is(decision));
    }

    private static String asked(String contact) {
        return ask("acme-mailer", about(contact))
                .then()
                .statusCode(200)
                .extract()
                .path("id");
    }

    private static String granted() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        return ana;
    }

    private static void prefer(String contact, String members) {
        var preferences = "/v1/persons/" + Persons.idOf(contact) + "/preferences";
        staff(Caller.ADMIN)
                .header("If-Match", staff(Caller.ADMIN).get(preferences).header("ETag"))
                .body("{\"timeZone\": \"Europe/Paris\", %s}".formatted(members))
                .put(preferences)
                .then()
                .statusCode(200);
    }

    private static void pause(String contact) {
        staff(Caller.ADMIN)
                .body("{\"until\": \"%s\"}".formatted(Instant.now().plus(Duration.ofDays(2))))
                .post("/v1/persons/" + Persons.idOf(contact) + "/pause")
                .then()
                .statusCode(201);
    }
}
