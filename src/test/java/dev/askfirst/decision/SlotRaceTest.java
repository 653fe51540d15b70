package dev.askfirst.decision;

import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A permit takes the first slot that somebody ever had, and they become somebody else, or nobody, before it is recorded: it
 * counts for whoever they are by then, and its slot can be given back.
 */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class SlotRaceTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Inject
    DemoCatalog catalog;

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    @BeforeEach
    void oneOfEachAWeekIsAllowed() {
        staff("admin").body("""
                {"name": "Acme Shoes", "contact": "mailto:people@acme.example", "language": "en",
                 "caps": [{"topic": "offers", "max": 1, "per": "P7D"}, {"topic": "orders", "max": 1, "per": "P7D"}]}""").put("/v1/catalog/controllers/acme").then().statusCode(200);
    }

    @AfterEach
    void theCatalogIsAsBefore() {
        catalog.again();
    }

    @Test
    void whoIsMergedMeanwhileTakesItAlong() throws Exception {
        var ana = Acts.newcomer();
        var person = Persons.who(ana);
        var other = Persons.who(Acts.newcomer());
        var permit = meanwhile(
                ana, "offers", () -> Persons.merge(other, person, database).statusCode());
        assertEquals(0, rows(person));
        assertEquals("defer", outcome(offer(ana)));
        notSent(permit);
        assertNotCounted(permit);
        assertEquals("permit", outcome(offer(ana)));
    }

    @Test
    void whoIsErasedMeanwhileLeavesNothing() throws Exception {
        var ana = Acts.newcomer();
        var person = Persons.who(ana);
        var permit = meanwhile(
                ana,
                "offers",
                () -> staff("admin").delete("/v1/persons/" + person).statusCode());
        assertEquals(0, rows(person));
        assertNotCounted(permit);
    }

    @Test
    void whoIsHeardOfMeanwhileTakesItAlong() throws Exception {
        var ana = Acts.newcomer();
        var permit = meanwhile(ana, "orders", () -> {
            Persons.who(ana);
            return 200;
        });
        assertEquals("defer", outcome(question(ana, "orders")));
        notSent(permit);
        assertNotCounted(permit);
        assertEquals("permit", outcome(question(ana, "orders")));
    }

    @Test
    void whatWasNotSentToAnAddressThatIsTakenAwayByThenFreesItsSlot() {
        var ana = Acts.newcomer();
        var person = Persons.who(ana);
        var second = Acts.newcomer();
        var point = add(person, second);
        Acts.grant(second, "offers").then().statusCode(201);
        var permit = offer(second).<String>path("id");
        assertEquals("defer", outcome(offer(ana)));
        staff("admin")
                .delete("/v1/persons/" + person + "/contacts/" + point)
                .then()
                .statusCode(204);
        notSent(permit);
        assertNotCounted(permit);
        assertEquals("permit", outcome(offer(ana)));
    }

    /**
     * Asks about somebody, and does something else before the permit is recorded: its lane cannot write the key that it was
     * asked under. The id of the permit.
     */
    private String meanwhile(String contact, String topic, Callable<Integer> other) throws Exception {
        try (var threads = Executors.newFixedThreadPool(2);
                var holder = dataSource.getConnection()) {
            holder.setAutoCommit(false);
            try (var lock = holder.createStatement()) {
                lock.execute("lock table idempotency in share mode");
            }
            var asked = threads.submit(() -> sender("acme-mailer")
                    .header("Idempotency-Key", "slot-" + UUID.randomUUID())
                    .body(json(contact, topic))
                    .post("/v1/decisions"));
            Await.until("the lane waits", LONG, () -> waits("query ilike '%into idempotency%'"));
            var done = threads.submit(other);
            Await.until(
                    "the other waits, or is done",
                    LONG,
                    () -> done.isDone() || waits("query ilike '%usage%' and query not ilike '%idempotency%'"));
            holder.rollback();
            assertTrue(Set.of(200, 201).contains(done.get()), () -> "answers " + done.resultNow());
            var answer = asked.get();
            assertEquals("permit", outcome(answer), answer::asString);
            return answer.path("id");
        }
    }

    /** Whether a statement waits for a lock of which this holds; other jobs of the service may wait too. */
    private boolean waits(String condition) {
        return database.waiting(condition) > 0;
    }

    private long rows(UUID person) {
        return database.count("select count(*) from usage where person_id = ?", person);
    }

    /** Neither for anybody nor for an address that is nobody's. */
    private void assertNotCounted(String permit) {
        assertEquals(0, database.count("""
                select count(*) from (select uses from usage union all select uses from stranger_usage) all_of_them
                    cross join json_array_elements(uses) use
                where use ->> 0 = ?""", permit));
    }

    private static String add(UUID person, String contact) {
        return staff("admin")
                .body("{\"contact\": \"%s\", \"verified\": true}".formatted(contact))
                .post("/v1/persons/" + person + "/contacts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void notSent(String permit) {
        sender("acme-mailer")
                .body("{\"outcome\": \"not_sent\"}")
                .post("/v1/decisions/" + permit + "/outcome")
                .then()
                .statusCode(201);
    }

    private static Response offer(String contact) {
        return question(contact, "offers");
    }

    private static Response question(String contact, String topic) {
        return Api.ask("acme-mailer", json(contact, topic));
    }

    private static String json(String contact, String topic) {
        return "{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"%s\"}".formatted(contact, topic);
    }

    private static String outcome(Response answer) {
        return answer.path("outcome");
    }
}
