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
import dev.askfirst.log.Sealing;
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
import java.time.LocalDate;
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

    @Inject
    Sealing sealing;

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
        assertEquals(last, LocalDate.parse(export.getString("terms.consents[0].lastUsed")));
    }

    @Test
    void onlyALaterDayIsWritten() {
        var ana = Acts.newcomer();
        var id = Persons.who(ana);
        var day = permitted(ana);
        var row =
                "from grant_use where grant_id = (select id from consent_event where person_id = ? and kind = 'grant')";
        readUntil(id, day);
        var written = database.value("select xmin::text " + row, id);
        var bo = Acts.newcomer();
        var other = Persons.who(bo);
        permitted(ana);
        readUntil(other, permitted(bo));
        assertEquals(written, database.value("select xmin::text " + row, id));
        database.execute(
                "update grant_use set last_used = last_used - 1 where grant_id in (select grant_id " + row + ")", id);
        readUntil(id, permitted(ana));
    }

    /** Up to when all is known is before whatever was committed and not sealed yet. */
    @Test
    void whatIsNotSealedIsNotKnown() throws SQLException {
        try (var owner = DriverManager.getConnection(url, LocalRoles.OWNER, password)) {
            owner.setAutoCommit(false);
            // Nothing is sealed meanwhile.
            execute(owner, "select id from sealer for update");
            var ana = Acts.newcomer();
            Persons.who(ana);
            permitted(ana);
            read();
            assertEquals(1, database.count("""
                    select count(*) from grant_use_mark
                    where settled <= (select min(instant_of(page_id)) from page where first_leaf is null)"""));
            owner.rollback();
        }
    }

    private void readUntil(UUID person, LocalDate day) {
        sealing.seal();
        read();
        assertEquals(Optional.of(day), shown(person));
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
        CompletableFuture<LocalDate> late;
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
        sealing.seal();
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

    /** The day of a permit, in UTC. */
    private static LocalDate permitted(String contact) {
        var permit = ask("acme-mailer", about(contact)).jsonPath();
        assertTrue(permit.getString("outcome").equals("permit"), permit::prettify);
        return LocalDate.parse(permit.getString("decidedAt").substring(0, 10));
    }

    private static Optional<LocalDate> shown(UUID person) {
        var view = staff("compliance").get("/v1/persons/" + person).jsonPath();
        return Optional.ofNullable(view.getString("consents[0].lastUsed")).map(LocalDate::parse);
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
