package dev.askfirst.outbound.webhook;

import static dev.askfirst.outbound.feed.Change.Type.CONSENT_GRANTED;
import static dev.askfirst.outbound.feed.Change.Type.CONSENT_WITHDRAWN;
import static dev.askfirst.platform.Api.staff;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.outbound.Happenings;
import dev.askfirst.outbound.Hooks;
import dev.askfirst.outbound.Receiver;
import dev.askfirst.outbound.Receiver.Received;
import dev.askfirst.outbound.feed.ChangeSequencer;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which order a receiver is told, what is tried again and when, and what operators see of it. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class WebhookOrderTest {

    private static final Supplier<RequestSpecification> STAFF = () -> staff("admin");

    @Inject
    Hooks hooks;

    @Inject
    Happenings happenings;

    @Inject
    Deliveries deliveries;

    @Inject
    ChangeSequencer sequencer;

    @Inject
    DeliveryPlanner planner;

    @Inject
    Database database;

    @Inject
    TestClock clock;

    private final UUID ana = UUID.randomUUID();
    private final UUID ben = UUID.randomUUID();
    private Receiver receiver;

    @BeforeEach
    void begin() throws IOException {
        hooks.begin();
        receiver = new Receiver();
    }

    @AfterEach
    void end() {
        hooks.end();
        receiver.close();
    }

    @Test
    void aLaterEventOfThePersonWaitsForTheEarlierOneAndNobodyElseDoes() {
        hooks.make(STAFF, receiver.url());
        receiver.answer(one -> one.subject().equals(ana.toString()) ? 500 : 204);
        happenings.happen(happenings.change(CONSENT_GRANTED, ana, 1, "acme"));
        happenings.happen(
                happenings.change(CONSENT_GRANTED, ana, 2, "acme"), happenings.change(CONSENT_GRANTED, ben, 1, "acme"));
        hooks.tick();
        hooks.tick();
        assertEquals(List.of("1"), told(ana));
        assertEquals(List.of("1"), told(ben));
        receiver.answer(_ -> 204);
        hooks.later(Duration.ofSeconds(6));
        assertEquals(List.of("1", "1", "2"), told(ana));
        assertEquals(List.of("1"), told(ben));
        var ids = receiver.received().stream()
                .filter(one -> one.subject().equals(ana.toString()))
                .map(one -> one.headers().get("webhook-id"))
                .toList();
        assertEquals(ids.get(0), ids.get(1));
    }

    @Test
    void peopleWhoSaidNoGoBeforeAllOthers() throws InterruptedException {
        var hook = hooks.make(STAFF, receiver.url(), ", \"active\": false");
        for (var i = 0; i < 30; i++) {
            happenings.happen(happenings.change(CONSENT_GRANTED, UUID.randomUUID(), 1, "acme"));
        }
        happenings.happen(happenings.change(CONSENT_GRANTED, ana, 1, "acme"));
        happenings.happen(happenings.change(CONSENT_WITHDRAWN, ana, 2, "acme"));
        var told = new CountDownLatch(1);
        // Everybody else's events hang until the no has come: were they first, all would hang.
        receiver.answer(one -> {
            if (one.type().equals("consent.withdrawn")) told.countDown();
            if (!one.subject().equals(ana.toString())) await(told);
            return 204;
        });
        hooks.put(STAFF, hook.id(), receiver.url(), "", 200);
        hooks.tick();
        assertEquals(List.of("1", "2"), told(ana));
        var types = receiver.received().stream().map(Received::type).toList();
        assertTrue(types.indexOf("consent.withdrawn") < 5, types::toString);
        assertEquals(
                32, receiver.received().stream().map(Received::body).distinct().count());
    }

    @Test
    void aNoBehindAnEventThatFailsMakesItDueAtOnce() {
        hooks.make(STAFF, receiver.url());
        receiver.answer(_ -> 503);
        happenings.happen(happenings.change(CONSENT_GRANTED, ana, 1, "acme"));
        hooks.tick();
        hooks.later(Duration.ofSeconds(6));
        hooks.later(Duration.ofMinutes(6));
        receiver.answer(_ -> 204);
        happenings.happen(happenings.change(CONSENT_GRANTED, ana, 2, "acme"));
        hooks.tick();
        assertEquals(List.of("1", "1", "1"), told(ana));
        happenings.happen(happenings.change(CONSENT_WITHDRAWN, ana, 3, "acme"));
        hooks.tick();
        assertEquals(List.of("1", "1", "1", "1", "2", "3"), told(ana));
    }

    @Test
    void aDeliveryThatDiedMidwayIsSentAgain() throws SQLException {
        var hook = hooks.make(STAFF, receiver.url());
        happenings.happen(happenings.change(CONSENT_GRANTED, ana, 1, "acme"));
        sequencer.run();
        planner.run();
        // Whoever took this one never says what became of it.
        var taken = deliveries.next(id(hook), Optional.empty()).orElseThrow();
        hooks.tickWhile(() -> assertEquals(List.of(), receiver.received()));
        hooks.later(Turns.LEASE.plusSeconds(1));
        assertEquals(List.of("1"), told(ana));
        // What comes too late changes nothing any more.
        deliveries.settle(id(hook), new Deliveries.Tried(taken, Deliveries.Outcome.FAILED));
        assertEquals(0, database.count("select count(*) from webhook_turn where webhook_id = ?", id(hook)));
    }

    @Test
    void instancesShareTheWorkAndTakeEachEventOnce() throws Exception {
        var hook = hooks.make(STAFF, receiver.url());
        for (var i = 0; i < 12; i++) {
            happenings.happen(happenings.change(CONSENT_GRANTED, UUID.randomUUID(), 1, "acme"));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var making = Collections.nCopies(6, threads).stream()
                    .map(it -> it.submit(() -> {
                        sequencer.run();
                        planner.run();
                        return null;
                    }))
                    .toList();
            for (var made : making) made.get();
            var taking = Collections.nCopies(20, threads).stream()
                    .map(it -> it.submit(() -> deliveries.next(id(hook), Optional.empty())))
                    .toList();
            var taken = new ArrayList<Long>();
            for (var one : taking) one.get().ifPresent(it -> taken.add(it.head().position()));
            assertEquals(12, taken.size());
            assertEquals(12, taken.stream().distinct().count());
        }
        assertEquals(12, database.count("select count(*) from webhook_delivery where webhook_id = ?", id(hook)));
    }

    @Test
    void aFailureIsTriedAgainByTheScheduleThenGivenUpAndTheNextGoes() {
        var hook = hooks.make(STAFF, receiver.url());
        receiver.answer(one -> one.sequence().equals("1") ? 500 : 204);
        happenings.happen(happenings.change(CONSENT_GRANTED, ana, 1, "acme"));
        happenings.happen(happenings.change(CONSENT_GRANTED, ana, 2, "acme"));
        hooks.tick();
        var attempts = 1;
        for (var wait : Retries.SCHEDULE) {
            var due = Double.parseDouble(database.value(
                            "select extract(epoch from due_at - (%s)) from webhook_turn where webhook_id = ?"
                                    .formatted(clock.now()),
                            id(hook))
                    .orElseThrow());
            assertTrue(
                    due > wait.toSeconds() - 5 && due <= wait.toSeconds() * 1.1, () -> due + " s in place of " + wait);
            assertEquals(attempts++, receiver.received().size());
            hooks.later(wait.multipliedBy(11).dividedBy(10).plusSeconds(1));
        }
        assertEquals(10, told(ana).stream().filter("1"::equals).count());
        assertEquals("2", told(ana).getLast());
        assertEquals(
                List.of(List.of("given_up"), List.of("delivered")),
                database.rows(
                        "select result from webhook_delivery where webhook_id = ? order by feed_position", id(hook)));
    }

    @Test
    void theAgeOfTheOldestNoThatWasNotPassedOnIsMeasured() {
        hooks.make(STAFF, receiver.url());
        receiver.answer(_ -> 500);
        assertEquals(0, metric("askfirst_undelivered_withdrawal_age_seconds"));
        var failed = metric("askfirst_webhook_deliveries_total{result=\"failed\"}");
        var delivered = metric("askfirst_webhook_deliveries_total{result=\"delivered\"}");
        happenings.happen(happenings.change(CONSENT_GRANTED, ben, 1, "acme"));
        hooks.tick();
        assertEquals(0, metric("askfirst_undelivered_withdrawal_age_seconds"));
        happenings.happen(happenings.change(CONSENT_WITHDRAWN, ana, 1, "acme"));
        hooks.tick();
        clock.advance(Duration.ofHours(1));
        var age = metric("askfirst_undelivered_withdrawal_age_seconds");
        assertTrue(age >= 3600 && age < 3700, () -> age + " s");
        receiver.answer(_ -> 204);
        passedOn();
        assertEquals(failed + 2, metric("askfirst_webhook_deliveries_total{result=\"failed\"}"));
        assertEquals(delivered + 2, metric("askfirst_webhook_deliveries_total{result=\"delivered\"}"));
    }

    /** The figure must not look well because it is the relay that is stuck. */
    @Test
    void aNoThatHasNoPlaceInTheFeedYetCountsToo() {
        hooks.make(STAFF, receiver.url());
        happenings.happen(Ids.at(Instant.now()), happenings.change(CONSENT_WITHDRAWN, ana, 1, "acme"));
        clock.advance(Duration.ofHours(2));
        var age = metric("askfirst_undelivered_withdrawal_age_seconds");
        assertTrue(age >= 7200 && age < 7300, () -> age + " s");
        passedOn();
    }

    /** Others' noes of a moment ago may be on their way, too: the clock is hours ahead of those. */
    private void passedOn() {
        Await.until("every no is passed on", Duration.ofSeconds(60), () -> {
            hooks.tick();
            return metric("askfirst_undelivered_withdrawal_age_seconds") == 0;
        });
    }

    private List<String> told(UUID person) {
        return receiver.received().stream()
                .filter(one -> one.subject().equals(person.toString()))
                .map(Received::sequence)
                .toList();
    }

    private UUID id(Hooks.Hook hook) {
        return UUID.fromString(database.value("select webhook_id::text from webhook where name = ?", hook.id())
                .orElseThrow());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static double metric(String name) {
        var text = given().get("/q/metrics").then().statusCode(200).extract().asString();
        var found = Pattern.compile("^" + Pattern.quote(name) + " (\\S+)", Pattern.MULTILINE)
                .matcher(text);
        assertTrue(found.find(), name);
        return Double.parseDouble(found.group(1));
    }
}
