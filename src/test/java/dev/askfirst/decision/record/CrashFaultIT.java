package dev.askfirst.decision.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.decision.Questioner;
import dev.askfirst.decision.Questioner.Given;
import dev.askfirst.decision.Questioner.World;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.Thorough;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * No record, no answer: whatever dies under load, what anybody was answered stands in the record exactly once. So it does in
 * searches and counts, which are written behind the record and interrupted as often.
 */
class CrashFaultIT {

    private static final int KILLS = Thorough.or(10, 4);
    private static final Duration SEARCHED = Duration.ofSeconds(10);
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final String GRANT = """
            {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email",
             "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"}}""";
    private static final String WITHDRAWAL = """
            {"contact": "%s", "controller": "acme", "topic": "offers", "evidence": {"method": "form"}}""";

    private final Random random = new Random(7);
    private final World world = new World(IntStream.range(0, 40)
            .mapToObj("mailto:person-%d@test.example"::formatted)
            .toList());
    private final List<Questioner> questioners = new ArrayList<>();
    private final List<CompletableFuture<Void>> running = new ArrayList<>();
    private RunningService service;

    /** The even ones say yes; the odd ones say nothing. Six callers ask about all of them. */
    @BeforeEach
    void peopleAreAskedAbout() {
        service = RunningService.fresh("crash", "-Daskfirst.upkeep.every=1s", "-Daskfirst.upkeep.delayed=1s");
        for (var i = 0; i < world.people().size(); i++) {
            if (i % 2 == 0) says("grants", GRANT, i, "permit");
            else world.due().put(world.people().get(i), "deny");
        }
        for (var i = 0; i < 6; i++) {
            var questioner = new Questioner(service, world, "asker-" + i, i < 4 ? 1 : 50);
            questioners.add(questioner);
            running.add(CompletableFuture.runAsync(
                    questioner, task -> Thread.ofVirtual().start(task)));
        }
    }

    @AfterEach
    void itStops() {
        questioners.forEach(Questioner::stop);
        service.close();
    }

    @Test
    void theServiceIsKilledAgainAndAgain() throws Exception {
        killing(() -> {
            var database = service.postmaster().orElseThrow().pid();
            service.kill();
            service.start();
            assertEquals(database, service.postmaster().orElseThrow().pid(), "the running database is adopted");
        });
    }

    @Test
    void theDatabaseIsKilledAgainAndAgain() throws Exception {
        killing(service::killDatabase);
    }

    @Test
    void oneProcessOfTheDatabaseIsKilledAgainAndAgain() throws Exception {
        killing(() -> {
            var processes = service.postmaster().orElseThrow().children().toList();
            processes.get(random.nextInt(processes.size())).destroyForcibly();
        });
    }

    /** Each time a person's withdrawal is acknowledged just before, and must hold ever after. */
    private void killing(Runnable kill) throws Exception {
        for (var i = 0; i < KILLS; i++) {
            awaitAnswers(100 + random.nextInt(400));
            says("withdrawals", WITHDRAWAL, 2 * i, "deny");
            kill.run();
        }
        awaitAnswers(500);
        questioners.forEach(Questioner::stop);
        running.forEach(CompletableFuture::join);
        theRecordHoldsWhatWasAnswered();
        var recorded = recorded();
        assertEquals(recorded, found(), "a search finds each once");
        Await.until("all are counted, each once", SEARCHED, () -> isCounted(recorded.size()));
    }

    private List<String> recorded() throws SQLException {
        try (var connection = service.database()) {
            return Sql.of("select id::text as id from decision order by id desc")
                    .list(connection, row -> row.text("id"));
        }
    }

    /** All decisions, page by page, as staff find them right now. */
    private List<String> found() throws IOException, InterruptedException {
        var all = new ArrayList<String>();
        var next = Optional.of("");
        while (next.isPresent()) {
            var page = staff("/v1/audit/entries?kind=decision&limit=100" + next.get());
            page.get("entries").forEach(it -> all.add(it.get("id").textValue()));
            next = Optional.ofNullable(page.get("next")).map(it -> "&cursor=" + it.textValue());
        }
        return all;
    }

    private boolean isCounted(int decisions) {
        try (var connection = service.database()) {
            return Sql.of("select coalesce(sum(n), 0) as n from decision_hour")
                    .first(connection, row -> row.number("n") == decisions)
                    .orElseThrow();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode staff(String path) throws IOException, InterruptedException {
        var reply = service.send("GET", path, service.token("compliance"), "");
        assertEquals(200, reply.statusCode(), reply::body);
        return Json.MAPPER.readTree(reply.body());
    }

    /** What the clients were given and what is recorded are the same: nothing lost, invented or told differently. */
    private void theRecordHoldsWhatWasAnswered() throws SQLException {
        var recorded = new HashMap<String, Given>();
        var leaves = new HashMap<UUID, byte[]>();
        try (var connection = service.database();
                var select = connection.createStatement();
                var row = select.executeQuery("""
                        select campaign, id, outcome, slot < n, substring(leaves from 32 * slot + 1 for 32)
                        from decision left join page using (page_id) order by id""")) {
            while (row.next()) {
                var given = new Given(row.getString(2), row.getString(3));
                // What nobody was told may not hold any more when it is asked for again: only then it is decided anew.
                var before = Optional.ofNullable(recorded.get(row.getString(1)));
                before.ifPresent(
                        it -> assertNotEquals(it.outcome(), given.outcome(), () -> "recorded twice: " + given));
                assertTrue(row.getBoolean(4), () -> "not on its page: " + given);
                recorded.put(row.getString(1), given);
                leaves.put(UUID.fromString(given.id()), row.getBytes(5));
            }
            assertEquals(Map.of(), without(world.answered(), recorded), "answered, but not so recorded");
            assertEquals(Map.of(), without(recorded, world.answered()), "recorded, but not so answered");
            DecisionRows.load(connection, leaves.keySet())
                    .forEach((id, decision) ->
                            assertArrayEquals(leaves.get(id), decision.entry().leaf(), id::toString));
        }
    }

    private static Map<String, Given> without(Map<String, Given> these, Map<String, Given> those) {
        var left = new HashMap<>(these);
        left.entrySet().removeAll(those.entrySet());
        return left;
    }

    /** Says it until it is acknowledged: the database may still be recovering from the last kill. */
    private void says(String act, String body, int person, String due) {
        var contact = world.people().get(person);
        world.due().remove(contact);
        Await.until(act + " of " + contact, RECOVERY, () -> isAcknowledged(act, contact, body.formatted(contact)));
        world.due().put(contact, due);
    }

    private boolean isAcknowledged(String act, String contact, String body) {
        try {
            var token = service.senderToken("acme-mailer");
            var reply = service.post("/v1/" + act, token, body, "Idempotency-Key", act + contact);
            assertTrue(Set.of(201, 503).contains(reply.statusCode()), reply::body);
            return reply.statusCode() == 201;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitAnswers(int more) {
        var wanted = world.answered().size() + more;
        Await.until(
                more + " more answers",
                RECOVERY,
                () -> world.answered().size() >= wanted || running.stream().anyMatch(CompletableFuture::isDone));
        running.stream().filter(CompletableFuture::isDone).forEach(CompletableFuture::join);
    }
}
