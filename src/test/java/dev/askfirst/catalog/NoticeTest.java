package dev.askfirst.catalog;

import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.askfirst.catalog.NoticeUse.Wording;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Wordings: their versions, and that none is changed once a grant refers to it. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class NoticeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    CatalogService catalogs;

    @Inject
    DemoCatalog catalog;

    @Inject
    NoticeUse uses;

    @Inject
    DataSource dataSource;

    @Inject
    Database database;

    private final String id = "terms-" + UUID.randomUUID();

    @AfterEach
    void theDemoAgain() {
        catalog.again();
    }

    @Test
    void versionsFollowOneAnother() {
        put(2, "en", "Yes", "").then().statusCode(400).body("errors.field", contains("version"));
        put(1, "en", "Yes", "").then().statusCode(201);
        put(3, "en", "Yes", "").then().statusCode(400).body("errors.field", contains("version"));
        put(2, "en", "Yes again", "").then().statusCode(201);
        put(1, "fr", "Oui", "").then().statusCode(201);
        put(2, "en", "Yes indeed", "").then().statusCode(200);
        put(2, "EN", "Yes, yes", "").then().statusCode(400);
        staff("compliance")
                .get("/v1/catalog/notices/" + id)
                .then()
                .statusCode(200)
                .body(
                        "id",
                        is(id),
                        "versions.version",
                        contains(1, 1, 2),
                        "versions.language",
                        contains("en", "fr", "en"))
                .body("versions.words", contains("Yes", "Oui", "Yes indeed"));
        staff("compliance")
                .get("/v1/catalog/notices/" + id + "?version=1")
                .then()
                .body("versions.language", contains("en", "fr"));
    }

    @Test
    void theHashOfTheWordsIsShown() {
        // printf Yes | sha256sum
        var hash = "85a39ab345d672ff8ca9b9c6876f3adcacf45ee7c1e2dbd2408fd338bd55e07e";
        put(1, "en", "Yes", "").then().body("hash", is(hash), "earlier", nullValue());
        staff("admin").get("/v1/catalog").then().body("notices.hash", hasItem(hash));
        assertEquals(hash, wording().hash());
    }

    @Test
    void theSameWordingAgainChangesNothing() {
        put(1, "en", "Yes", "").then().statusCode(201);
        var body = ", \"earlier\": {\"then\": \"end\"}";
        put(2, "en", "Yes again", body).then().statusCode(201);
        var version = catalogs.newest().version();
        var end = catalogs.newest().endOfGrantsUnder(id, 1);
        put(2, "en", "Yes again", body)
                .then()
                .statusCode(200)
                .body("earlier.until", is(end.orElseThrow().toString()));
        assertEquals(version, catalogs.newest().version());
        // What was read can be sent again with other words, its end as it was.
        put(2, "en", "Yes, dear", ", \"earlier\": {\"then\": \"end\", \"until\": \"" + end.get() + "\"}")
                .then()
                .statusCode(200);
        assertEquals(end, catalogs.newest().endOfGrantsUnder(id, 1));
    }

    @Test
    void endingAtOnceIsWhenItCameIntoForce() {
        put(1, "en", "Yes", "").then().statusCode(201);
        put(2, "en", "Yes again", ", \"earlier\": {\"then\": \"end\"}").then().statusCode(201);
        var made = database.value("""
                select to_char(made at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                from catalog_snapshot order by version desc limit 1""").map(Instant::parse);
        assertEquals(made, catalogs.newest().endOfGrantsUnder(id, 1));
        assertEquals(Optional.empty(), catalogs.newest().endOfGrantsUnder(id, 2));
    }

    @Test
    void anEndInThePastIsRefused() {
        put(1, "en", "Yes", "").then().statusCode(201);
        put(2, "en", "Yes", ", \"earlier\": {\"then\": \"re_ask\", \"until\": \"2020-01-01T00:00:00Z\"}")
                .then()
                .statusCode(400)
                .body("errors.field", contains("earlier.until"));
    }

    @Test
    void aWordingThatAGrantRefersToIsNeverChangedAgain() throws SQLException {
        put(1, "en", "Yes", "").then().statusCode(201);
        record(wording());
        put(1, "en", "No", "").then().statusCode(409).body("type", is("/problems/conflict"));
        put(1, "en", "Yes", "").then().statusCode(200);
        put(1, "fr", "Oui", "").then().statusCode(201);
        put(1, "fr", "Mais oui", "").then().statusCode(200);
        put(2, "en", "Yes again", "").then().statusCode(201);
        assertEquals(1, rows());
        assertEquals(
                "Yes",
                catalogs.newest().notice(id, 1, Optional.of("en")).orElseThrow().words());
    }

    @Test
    void aUsedWordingCannotBeLeftOutOfAWholeCatalogEither() throws SQLException {
        put(1, "en", "Yes", "").then().statusCode(201);
        record(wording());
        var fault = assertThrows(Fault.class, () -> catalog.replace(CatalogDocument.EMPTY));
        assertEquals(ProblemCode.CONFLICT, fault.code());
    }

    @Test
    void aChangeWaitsForAGrantInFlightAndIsThenRefused() throws SQLException {
        put(1, "en", "Yes", "").then().statusCode(201);
        try (var grant = open()) {
            uses.record(grant, List.of(wording()));
            var change = CompletableFuture.supplyAsync(() -> put(1, "en", "No", ""));
            awaitWaiting("notice_use");
            grant.commit();
            change.join().then().statusCode(409);
        }
    }

    @Test
    void aChangeWaitsForAGrantInFlightAndIsMadeIfThatIsRolledBack() throws SQLException {
        put(1, "en", "Yes", "").then().statusCode(201);
        try (var grant = open()) {
            uses.record(grant, List.of(wording()));
            var change = CompletableFuture.supplyAsync(() -> put(1, "en", "No", ""));
            awaitWaiting("notice_use");
            grant.rollback();
            change.join().then().statusCode(200);
        }
        assertEquals(0, rows());
    }

    @Test
    void aGrantWhoseWordsChangeMeanwhileIsRefused() throws SQLException {
        put(1, "en", "Yes", "").then().statusCode(201);
        var shown = wording();
        try (var change = open()) {
            // A change on another instance, about to commit: it passed through the row, then wrote its snapshot.
            run(change, "insert into notice_use values ('" + id + "', 1, 'en')");
            run(change, "delete from notice_use where id = '" + id + "'");
            catalog.writtenElsewhere(change, "\"words\":\"Yes\"", "\"words\":\"No\"");
            var grant = CompletableFuture.supplyAsync(() -> assertThrows(Fault.class, () -> record(shown)));
            awaitWaiting("notice_use");
            change.commit();
            assertEquals(ProblemCode.CONFLICT, grant.join().code());
        }
        assertEquals(0, rows());
        record(wording());
        // Also when the new words are known to be used by then.
        record(wording());
        assertThrows(Fault.class, () -> record(shown));
    }

    @Test
    void aUseThatWasRolledBackIsNotTakenForRecorded() throws SQLException {
        put(1, "en", "Yes", "").then().statusCode(201);
        try (var grant = open()) {
            uses.record(grant, List.of(wording()));
            uses.record(grant, List.of(wording()));
            grant.rollback();
            uses.record(grant, List.of(wording(), wording()));
            grant.rollback();
        }
        assertEquals(0, rows());
        record(wording());
        assertEquals(1, rows());
    }

    @Test
    void aUseThatWasSeenCommittedCostsNothing() throws SQLException {
        put(1, "en", "Yes", "").then().statusCode(201);
        record(wording());
        record(wording());
        database.execute("delete from notice_use where id = ?", id);
        record(wording());
        assertEquals(0, rows(), "the third time nothing was sent");
    }

    @Test
    void severalWordingsAreRecordedAtOnce() throws SQLException {
        put(1, "en", "Yes", "").then().statusCode(201);
        put(1, "fr", "Oui", "").then().statusCode(201);
        var french = catalogs.newest().notice(id, 1, Optional.of("fr")).orElseThrow();
        record(wording(), new Wording(id, 1, "fr", french.hash()), wording());
        assertEquals(2, rows());
        record();
        assertThrows(Fault.class, () -> record(new Wording(id, 1, "de", french.hash())));
        assertEquals(2, rows());
    }

    private void record(Wording... shown) throws SQLException {
        try (var connection = open()) {
            try {
                uses.record(connection, List.of(shown));
                connection.commit();
            } catch (Fault fault) {
                connection.rollback();
                throw fault;
            }
        }
    }

    /** The English words of the first version, as they are now. */
    private Wording wording() {
        var notice = catalogs.newest().notice(id, 1, Optional.of("en")).orElseThrow();
        return new Wording(id, 1, "en", notice.hash());
    }

    private long rows() {
        return database.count("select count(*) from notice_use where id = ?", id);
    }

    private Connection open() throws SQLException {
        var connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.executeUpdate();
        }
    }

    private void awaitWaiting(String table) {
        Await.until(
                "somebody waits for " + table,
                PATIENCE,
                () -> database.waiting("query like '%%%s%%'".formatted(table)) > 0);
    }

    private Response put(int version, String language, String words, String more) {
        return staff("admin")
                .body("""
                        {"version": %d, "language": "%s", "controller": "acme", "topics": ["offers"], "words": "%s"%s}""".formatted(version, language, words, more))
                .put("/v1/catalog/notices/" + id);
    }
}
