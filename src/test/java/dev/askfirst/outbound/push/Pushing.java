package dev.askfirst.outbound.push;

import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.connection.Connection.Reference;
import dev.askfirst.catalog.connection.PushTarget;
import dev.askfirst.catalog.connection.PushTemplate;
import dev.askfirst.consent.Persons;
import dev.askfirst.outbound.feed.ChangeSequencer;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import io.quarkus.scheduler.Scheduler;
import io.restassured.path.json.JsonPath;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tools of tests, and the steps by which they are told one at a time: nothing is pushed but when a test says so. */
@ApplicationScoped
public class Pushing {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    static final Map<String, String> SECRETS = Map.of(
            "push-ses", "AKIDEXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            "push-sendgrid", "SG.made-up",
            "push-mailchimp", "made-up-us6",
            "push-klaviyo", "pk_made_up");

    private final Scheduler scheduler;
    private final PushWorker worker;
    private final ChangeSequencer sequencer;
    private final DemoCatalog catalog;
    private final Database database;
    private final TestClock clock;

    Pushing(
            Scheduler scheduler,
            PushWorker worker,
            ChangeSequencer sequencer,
            DemoCatalog catalog,
            Database database,
            TestClock clock) {
        this.scheduler = scheduler;
        this.worker = worker;
        this.sequencer = sequencer;
        this.catalog = catalog;
        this.database = database;
        this.clock = clock;
    }

    public void begin() throws IOException {
        scheduler.pause();
        for (var secret : SECRETS.entrySet())
            Files.writeString(
                    Files.createDirectories(Path.of("target/test-service/secrets"))
                            .resolve(secret.getKey()),
                    secret.getValue() + "\n");
    }

    public void end() {
        catalog.again();
        database.execute("delete from push");
        database.execute("delete from push_progress");
        clock.reset();
        scheduler.resume();
    }

    /** These targets, which are told of nothing that was said before. */
    public void targets(PushTarget... targets) {
        place();
        for (var it : targets) database.execute("""
                    insert into push_progress (target, next_position, walked_at)
                    select ?, next_position, clock_timestamp() from feed_position on conflict do nothing""", it.id());
        catalog.replace(catalog.document().withPushes(List.of(targets)));
    }

    /** Everything that happened so far is behind. */
    private void place() {
        try {
            sequencer.run();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static PushTarget target(String tool, String url, Map<String, String> settings, boolean alsoYes) {
        var secret = new Reference(null, Optional.of("push-" + tool));
        return new PushTarget(
                tool,
                tool,
                "acme",
                "email",
                List.of("offers"),
                null,
                settings,
                Optional.of(secret),
                Optional.of(url),
                alsoYes,
                false,
                null);
    }

    static PushTarget ses(ToolServer server, boolean alsoYes) {
        return target("ses", server.url("ses"), Map.of("region", "eu-west-1"), alsoYes);
    }

    static PushTarget[] all(ToolServer server, boolean alsoYes) {
        return new PushTarget[] {
            ses(server, alsoYes),
            target("sendgrid", server.url("sendgrid"), Map.of(), alsoYes),
            target("mailchimp", server.url("mailchimp"), Map.of("server", "us6", "audience", "a1b2c3"), alsoYes),
            target("klaviyo", server.url("klaviyo"), Map.of(), alsoYes)
        };
    }

    /** A tool that the catalog describes: what every request has in common with others here. */
    static PushTarget template(String id, List<String> topics, PushTarget.NoTo noTo, PushTemplate.Request no) {
        return new PushTarget(
                id,
                "template",
                "acme",
                "email",
                topics,
                noTo,
                null,
                null,
                null,
                false,
                false,
                Optional.of(new PushTemplate(no, null, null)));
    }

    static PushTemplate.Request post(String url, String type, String body) {
        return new PushTemplate.Request("POST", url, Map.of("Content-Type", type), Optional.of(body), null, null);
    }

    /** Pushes what is due, and waits until all of it is settled. */
    public void tick() {
        worker.tick();
        settled();
    }

    /** A walk over everybody that is due has begun. */
    void begun() {
        assertEquals(
                0,
                database.count("select count(*) from push_progress where person_after is not null"),
                "none is under way");
        worker.tick();
        settled();
        assertTrue(database.count(
                        "select count(*) from push_progress where walked_at > clock_timestamp() - interval '1 hour'")
                > 0);
    }

    public void tickWhile(Runnable meanwhile) {
        worker.tick();
        meanwhile.run();
    }

    public void later(Duration by) {
        clock.advance(by);
        tick();
    }

    private void settled() {
        Await.until("what is due is settled", PATIENCE, () -> database.count("""
                        select count(*) from push where state = 'waiting' and (claim is not null or due_at <= %1$s
                            and not exists (select 1 from push_progress p
                                where p.target = push.target and held_until > %1$s))""".formatted(clock.now())) == 0);
    }

    /** What staff see of the pushes about somebody. */
    JsonPath of(String contact) {
        return staff("compliance")
                .get("/v1/pushes?person=" + Persons.idOf(contact))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The state of the one push to this target. */
    String state(String contact, String target) {
        return of(contact).getString("pushes.find { it.target == '%s' }.state".formatted(target));
    }

    static String address(String contact) {
        return contact.substring("mailto:".length());
    }
}
