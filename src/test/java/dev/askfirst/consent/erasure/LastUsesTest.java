package dev.askfirst.consent.erasure;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.local.LocalRoles;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** When a yes was last relied on is read from the record, and no permit is missed, however late it is committed. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class LastUsesTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    Database database;

    @Inject
    LastUses uses;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "test.owner.password")
    String password;

    @Test
    void thePersonsViewShowsTheLatestPermit() {
        var ana = Acts.newcomer();
        var id = Persons.who(ana);
        read();
        assertEquals(Optional.empty(), shown(id));
        permitted(ana);
        var last = permitted(ana);
        Await.until("it is read", SOON, () -> {
            read();
            return shown(id).equals(Optional.of(last));
        });
        var export = person(id).get("/v1/persons/" + id + "/export").jsonPath();
        assertEquals(last, Instant.parse(export.getString("terms.consents[0].lastUsed")));
    }

    @Test
    void askingOnlyToKnowIsNoUse() {
        var ana = Acts.newcomer();
        var id = Persons.who(ana);
        assertEquals(
                "permit",
                ask("acme-mailer", about(ana, "\"mode\": \"check\"")).jsonPath().getString("outcome"));
        var bo = Acts.newcomer();
        var other = Persons.who(bo);
        permitted(bo);
        Await.until("the later one is read", SOON, () -> {
            read();
            return shown(other).isPresent();
        });
        assertEquals(Optional.empty(), shown(id));
    }

    @Test
    void aPermitThatIsCommittedLateIsNotLost() throws SQLException {
        var ana = Acts.newcomer();
        var id = Persons.who(ana);
        read();
        CompletableFuture<Instant> late;
        try (var owner = DriverManager.getConnection(url, LocalRoles.OWNER, password)) {
            owner.setAutoCommit(false);
            execute(owner, "lock table page in share mode");
            late = CompletableFuture.supplyAsync(() -> permitted(ana));
            Await.until("it is decided and waits for its commit", SOON, () -> waits(owner));
            read();
            read();
            assertFalse(late.isDone());
            // A look at the person would wait too: it is put on record.
            assertEquals(0, database.count("""
                    select count(*) from grant_use join consent_event on id = grant_id where person_id = ?""", id));
            owner.rollback();
        }
        var used = late.join();
        Await.until("it is read", SOON, () -> {
            read();
            return shown(id).equals(Optional.of(used));
        });
    }

    /** Up to when all is known says only whoever has read all. */
    @Test
    void whoDoesNotReadDoesNotSayHowFarAllIsRead() throws SQLException {
        read();
        var known = "select settled::text from grant_use_mark";
        var before = database.value(known);
        try (var other = DriverManager.getConnection(url, LocalRoles.OWNER, password)) {
            other.setAutoCommit(false);
            execute(other, "select leaf from grant_use_mark for update");
            var ana = Acts.newcomer();
            Persons.who(ana);
            permitted(ana);
            read();
            assertEquals(before, database.value(known));
            other.rollback();
        }
        read();
        assertNotEquals(before, database.value(known));
    }

    @Test
    void whatIsReadTwiceChangesNothing() {
        var ana = Acts.newcomer();
        var id = Persons.who(ana);
        var used = permitted(ana);
        Await.until("it is read", SOON, () -> {
            read();
            return shown(id).isPresent();
        });
        database.execute("update grant_use_mark set leaf = 0");
        read();
        assertEquals(Optional.of(used), shown(id));
    }

    @Test
    void nothingIsKeptOfSomebodyErased() {
        var ana = Acts.newcomer();
        var id = Persons.who(ana);
        permitted(ana);
        staff("admin").delete("/v1/persons/" + id).then().statusCode(200);
        database.execute("update grant_use_mark set leaf = 0");
        var bo = Acts.newcomer();
        var other = Persons.who(bo);
        permitted(bo);
        Await.until("the later one is read", SOON, () -> {
            read();
            return shown(other).isPresent();
        });
        assertEquals(0, database.count("""
                select count(*) from grant_use join consent_event on id = grant_id where person_id = ?""", id));
    }

    private void read() {
        uses.read();
    }

    private static Instant permitted(String contact) {
        var permit = ask("acme-mailer", about(contact)).jsonPath();
        assertTrue(permit.getString("outcome").equals("permit"), permit::prettify);
        return Instant.parse(permit.getString("decidedAt"));
    }

    private static Optional<Instant> shown(UUID person) {
        var view = staff("compliance").get("/v1/persons/" + person).jsonPath();
        return Optional.ofNullable(view.getString("consents[0].lastUsed")).map(Instant::parse);
    }

    private static boolean waits(Connection owner) {
        try (var select = owner.prepareStatement(
                        "select exists (select 1 from pg_locks where relation = 'page'::regclass and not granted)");
                var row = select.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
