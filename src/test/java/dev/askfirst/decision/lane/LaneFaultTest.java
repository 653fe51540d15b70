package dev.askfirst.decision.lane;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Faults;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever becomes of the database, who asks has an answer by the deadline, and afterwards it goes on by itself. */
@QuarkusTest
@QuarkusTestResource(
        value = TestService.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "folder", value = "lane-faults"))
@Timeout(300)
class LaneFaultTest {

    /** Longer than any deadline here, shorter than what a caller once had to wait. */
    private static final Duration SOON = Duration.ofSeconds(6);

    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final String FULL = """
            create function no_space() returns trigger language plpgsql as
            $$ begin raise exception 'no space left' using errcode = '53100'; end $$;
            """;

    @Inject
    Database database;

    private final Faults faults = new Faults("lane-faults");

    @Test
    void aFrozenDatabaseKeepsNobodyWaitingPastTheirDeadline() {
        itAnswers();
        faults.frozen(() -> {
            assertUndecided(
                    within(SOON, () -> ask(Acts.newcomer(), UUID.randomUUID().toString(), "1")));
            var batch = within(
                    SOON,
                    () -> careless(senderToken("acme-mailer"))
                            .header("Request-Timeout", "0.5")
                            .body("{\"questions\": [" + about(Acts.newcomer()) + "," + about("nonsense") + "]}")
                            .post("/v1/decisions/batch"));
            batch.then()
                    .statusCode(200)
                    .body("decisions[0].error.status", is(503), "decisions[1].error.status", is(400));
            var stream = within(
                    Duration.ofSeconds(20),
                    () -> sender("acme-mailer")
                            .contentType("application/x-ndjson")
                            .body(about(Acts.newcomer()).strip() + "\n")
                            .post("/v1/decisions/stream"));
            assertTrue(stream.asString().contains("503"), stream::asString);
            // One more may try the other lane; then it is known that all would only wait.
            Await.until("it refuses at once", RECOVERY, () -> refusesAtOnce(Duration.ofSeconds(9)));
        });
        Await.until("it answers again", RECOVERY, () -> answers(Acts.newcomer()));
    }

    @Test
    void whatIsCommittedAfterTheDeadlineIsFoundByItsKey() {
        itAnswers();
        var contact = Acts.newcomer();
        var key = UUID.randomUUID().toString();
        faults.withoutItsStandby(() -> {
            assertUndecided(within(SOON, () -> ask(contact, key, "1")));
            // It may be seen by now, and is not safe yet.
            within(SOON, () -> ask(contact, key, "1")).then().statusCode(503);
        });
        Await.until("it answers again", RECOVERY, () -> ask(contact, key, "5").statusCode() == 200);
        var id = ask(contact, key, "5").jsonPath().getString("id");
        assertEquals(
                id,
                database.value("select id::text from decision where campaign = ?", key)
                        .orElseThrow());
        assertEquals(1, database.count("select count(*) from decision where campaign = ?", key));
    }

    @Test
    void aLaneThatWaitsForAStandbyKeepsOnePlaceInTheDatabase() {
        itAnswers();
        var seen = new HashSet<String>();
        faults.withoutItsStandby(() -> {
            ask(Acts.newcomer(), UUID.randomUUID().toString(), "1");
            Await.until("it has tried twice", RECOVERY, () -> seen.addAll(waiting()) && seen.size() > 1);
            Await.until("the first try is over", RECOVERY, () -> waiting().size() == 1);
        });
        Await.until("it answers again", RECOVERY, () -> answers(Acts.newcomer()));
    }

    /** The database's processes that a lane has asked whether commits come back. */
    private List<String> waiting() {
        return database.rows("""
                select pid::text from pg_stat_activity where wait_event = 'SyncRep'
                and query like 'insert into commit_probe (id, at) values (gen_random_uuid()%'""").stream().map(List::getFirst).toList();
    }

    @Test
    void theFirstQuestionAfterARestartIsAnswered() {
        itAnswers();
        faults.restarted();
        assertEquals(
                200, ask(Acts.newcomer(), UUID.randomUUID().toString(), "5").statusCode());
    }

    @Test
    void whatTheServerRefusesIsRolledBackAndSaidAtOnce() {
        itAnswers();
        faults.execute(FULL);
        try {
            for (var when :
                    new String[] {"before insert on page", "after insert on page deferrable initially deferred"}) {
                var constraint = when.startsWith("after") ? "constraint " : "";
                faults.execute("create " + constraint + "trigger no_space " + when
                        + " for each row execute function no_space()");
                faults.execute("create trigger no_space before insert on commit_probe execute function no_space()");
                assertUndecided(within(
                        Duration.ofSeconds(3),
                        () -> ask(Acts.newcomer(), UUID.randomUUID().toString(), "9")));
                faults.execute("drop trigger no_space on page; drop trigger no_space on commit_probe");
                itAnswers();
            }
        } finally {
            faults.execute("drop function no_space cascade");
        }
    }

    /** Often enough that how slow the very first was does not count any more. */
    private void itAnswers() {
        for (var i = 0; i < 30; i++) assertTrue(answers(Acts.newcomer()));
    }

    private static boolean answers(String contact) {
        return ask(contact, UUID.randomUUID().toString(), "5").statusCode() == 200;
    }

    private static Response ask(String contact, String key, String timeout) {
        return sender("acme-mailer")
                .header("Idempotency-Key", key)
                .header("Request-Timeout", timeout)
                .body(about(contact, "\"message\": {\"campaign\": \"" + key + "\"}"))
                .post("/v1/decisions");
    }

    private static boolean refusesAtOnce(Duration patience) {
        var checked = System.nanoTime();
        var reply = ask(Acts.newcomer(), UUID.randomUUID().toString(), Long.toString(patience.toSeconds()));
        assertUndecided(reply);
        return System.nanoTime() - checked < patience.toNanos() / 3;
    }

    private static void assertUndecided(Response reply) {
        reply.then().statusCode(503).body("type", is("/problems/undecided")).header("Retry-After", "1");
    }

    private static Response within(Duration most, java.util.function.Supplier<Response> call) {
        var checked = System.nanoTime();
        var reply = call.get();
        var took = Duration.ofNanos(System.nanoTime() - checked);
        assertTrue(took.compareTo(most) < 0, () -> "it took " + took);
        return reply;
    }
}
