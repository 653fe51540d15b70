package dev.askfirst.export;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.export.ExportedEntries.leaf;
import static dev.askfirst.export.ExportedEntries.orderedBefore;
import static dev.askfirst.export.ExportedEntries.ranged;
import static dev.askfirst.export.ExportedEntries.sealed;
import static dev.askfirst.export.ExportedEntries.somethingHappened;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.check.Checking;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.log.LogProof;
import dev.askfirst.log.PublishedKeys;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.verify.Tampered;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces of the record are handed out whole, and whoever holds the log's key can tell. */
@QuarkusTest
@QuarkusTestResource(
        value = TestService.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "folder", value = "record-service"))
class ExportTest {

    @Inject
    Database database;

    @Inject
    ExportJobs jobs;

    @Inject
    Checking checking;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"ndjson", "csv"})
    void allThatIsRecordedIsThereAndWhole(String format) throws Exception {
        somethingHappened();
        Exporting.all(folder, format);
        var report = Exporting.verify(folder);
        assertEquals(0, report.first());
        assertTrue(report.facts() > 10, report::toString);
        var gone = report.counts().getOrDefault("erased", 0L) + report.counts().getOrDefault("retention", 0L);
        assertTrue(report.facts() + gone + 20 > report.end(), report::toString);
    }

    @Test
    void anExportHoldsItsOwnOrder() throws Exception {
        Exporting.all(folder, "ndjson");
        var last = Files.readAllLines(folder.resolve("entries-00001.ndjson")).getLast();
        assertTrue(last.contains("\"kind\":\"export\""), last);
    }

    @Test
    void whatIsFilteredStandsThereAsAHash() throws Exception {
        var topic = "events";
        ask("agency", """
                {"to": "mailto:filtered@test.example", "channel": "email", "topic": "events", "controller": "acme"}""").then().statusCode(200);
        Exporting.order(folder, """
                {"from": "2000-01-01T00:00:00Z", "to": "9000-01-01T00:00:00Z", "format": "ndjson",
                 "filters": {"kind": "decision", "sender": "agency", "topic": "events"}}""");
        var report = Exporting.verify(folder);
        assertTrue(report.facts() > 0 && report.counts().get("filtered") > report.facts(), report::toString);
        for (var line : Files.readAllLines(folder.resolve("entries-00001.ndjson")))
            assertTrue(line.contains("\"why\":") || line.contains("\"topic\":\"" + topic), line);
    }

    @Test
    void aRangeInTheMiddleGoesOnFromACheckpointOnEitherSide() throws Exception {
        var old = Exporting.checkpoint();
        somethingHappened();
        Await.until(
                "a new checkpoint",
                Duration.ofSeconds(60),
                () -> !Exporting.checkpoint().equals(old));
        var middle =
                database.value("select clock_timestamp()::timestamptz(3)::text").orElseThrow();
        somethingHappened();
        var size = old.lines().skip(1).findFirst().orElseThrow();
        var from = java.time.OffsetDateTime.parse(
                        middle.replace(' ', 'T') + (middle.matches(".*[+-]\\d\\d$") ? ":00" : ""))
                .toInstant();
        Exporting.order(folder, """
                {"from": "%s", "to": "%s", "format": "ndjson", "since": %s}""".formatted(from, from.plusSeconds(60), size));
        var report = Exporting.verify(folder, old);
        assertTrue(report.goesOn() && report.facts() > 0, report::toString);
        assertTrue(Exporting.verify(folder, Files.readString(folder.resolve("checkpoint")))
                .goesOn());
    }

    @Test
    void nothingInTheTimeIsAnEmptyRangeThatVerifies() throws Exception {
        Exporting.order(folder, """
                {"from": "1980-01-01T00:00:00Z", "to": "1980-01-02T00:00:00Z", "format": "csv"}""");
        assertEquals(0, Exporting.verify(folder).facts());
    }

    @Test
    void aDownloadGoesOnWhereItBrokeOff() {
        var id = Exporting.start("""
                {"from": "2000-01-01T00:00:00Z", "to": "9000-01-01T00:00:00Z", "format": "ndjson"}""");
        Exporting.await(id);
        var path = "/v1/audit/exports/" + id + "/files/entries-00001.ndjson";
        var whole = staff("compliance").get(path).asByteArray();
        var rest = staff("compliance").header("Range", "bytes=1000-").get(path);
        assertEquals(206, rest.statusCode());
        assertEquals("bytes 1000-%d/%d".formatted(whole.length - 1, whole.length), rest.header("Content-Range"));
        assertArrayEquals(Arrays.copyOfRange(whole, 1000, whole.length), rest.asByteArray());
        var part = staff("compliance").header("Range", "bytes=5-9").get(path);
        assertArrayEquals(Arrays.copyOfRange(whole, 5, 10), part.asByteArray());
        assertEquals("5", part.header("Content-Length"));
        var tag = part.header("ETag");
        assertEquals(206, ranged(path, "bytes=0-").statusCode());
        var end = ranged(path, "bytes=-7");
        assertArrayEquals(Arrays.copyOfRange(whole, whole.length - 7, whole.length), end.asByteArray());
        var over = ranged(path, "bytes=%d-".formatted(whole.length));
        over.then().statusCode(416).body("type", is("/problems/range-not-satisfiable"));
        assertEquals("bytes */" + whole.length, over.header("Content-Range"));
        for (var other : List.of("lines=1-2", "bytes=9-5", "bytes=-", "bytes=1-2,4-5"))
            assertEquals(200, ranged(path, other).statusCode());
        var same = staff("compliance").header("Range", "bytes=1-").header("If-Range", tag);
        assertEquals(206, same.get(path).statusCode());
        var another = staff("compliance").header("Range", "bytes=1-").header("If-Range", "\"another\"");
        assertArrayEquals(whole, another.get(path).asByteArray());
    }

    /** As the person before a merge, and at an address that is not theirs any more. */
    @Test
    void whatIsExportedAboutAPersonIsAllThatIsAboutThem() throws Exception {
        var ana = Acts.newcomer();
        var twin = Acts.newcomer();
        var grant = Acts.grant(ana, "offers").jsonPath().getString("id");
        var asked = ask("acme-mailer", about(twin)).jsonPath().getString("id");
        var theirs = Acts.grant(twin, "offers").jsonPath().getString("id");
        var later = ask("acme-mailer", about(twin)).jsonPath().getString("id");
        var id = Persons.idOf(ana);
        Persons.merge(id, Persons.idOf(twin), database).then().statusCode(200);
        sealed(later);
        Exporting.order(folder, """
                {"from": "2000-01-01T00:00:00Z", "to": "9000-01-01T00:00:00Z", "format": "ndjson",
                    "filters": {"person": "%s"}}""".formatted(id));
        Exporting.verify(folder);
        var facts = Files.readString(folder.resolve("entries-00001.ndjson"));
        for (var entry : List.of(grant, theirs, later)) assertTrue(facts.contains("\"id\":\"" + entry + "\""), entry);
        assertFalse(facts.contains("\"id\":\"" + asked + "\""), "nobody was known there when it was asked");
    }

    @Test
    void aCancelledExportHasNoFiles() {
        var id = Exporting.start("""
                {"from": "2000-01-01T00:00:00Z", "to": "9000-01-01T00:00:00Z", "format": "ndjson"}""");
        staff("compliance").delete("/v1/audit/exports/" + id).then().statusCode(204);
        assertEquals("cancelled", Exporting.await(id).getString("state"));
        staff("compliance")
                .get("/v1/audit/exports/" + id + "/files/manifest.json")
                .then()
                .statusCode(404);
        assertEquals(0, database.count("select count(*) from export_part where export_id = ?::uuid", id));
    }

    @Test
    void filesAreDeletedWhenTheyWereKeptLongEnough() throws SQLException {
        var id = Exporting.start("""
                {"from": "2000-01-01T00:00:00Z", "to": "9000-01-01T00:00:00Z", "format": "ndjson"}""");
        Exporting.await(id);
        orderedBefore(database, id, "167 hours");
        jobs.tidy();
        assertEquals("done", Exporting.status(id).getString("state"));
        orderedBefore(database, id, "169 hours");
        jobs.tidy();
        assertEquals("deleted", Exporting.status(id).getString("state"));
        assertEquals(List.of(), Exporting.status(id).getList("files"));
        assertEquals(0, database.count("select count(*) from export_part where export_id = ?::uuid", id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2Fmanifest.json", "%2Fetc%2Fpasswd", "manifest.json%00", "nothing"})
    void aFileThatIsNotIsNotFound(String name) {
        var id = Exporting.start("""
                {"from": "2000-01-01T00:00:00Z", "to": "2000-01-02T00:00:00Z", "format": "ndjson"}""");
        Exporting.await(id);
        var status = Api.careless(Api.token("compliance"))
                .urlEncodingEnabled(false)
                .get("/v1/audit/exports/" + id + "/files/" + name)
                .statusCode();
        assertTrue(List.of(400, 404).contains(status), name + ": " + status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"from": "2026-01-02T00:00:00Z", "to": "2026-01-01T00:00:00Z", "format": "csv"}                        | to
            {"from": "0026-01-02T00:00:00Z", "to": "2026-01-01T00:00:00Z", "format": "csv"}                        | from
            {"from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z", "format": "xml"}                        | format
            {"from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z", "format": "csv", "since": -1}           | since
            {"from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z", "format": "csv", "filters": {"a": "b"}} | filters.a
            {"from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z"}                                         | format
            """)
    void anOrderThatCannotBeIsRefused(String body, String field) {
        Api.careless(Api.token("compliance"))
                .body(body)
                .post("/v1/audit/exports")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(field));
    }

    @Test
    void anEntryHasAProofThatConvincesWhoHoldsTheKey() throws Exception {
        var id = ask("acme-mailer", """
                {"to": "mailto:proof@test.example", "channel": "email", "topic": "offers"}""").jsonPath().getString("id");
        var path = "/v1/audit/entries/" + id + "/proof";
        Await.until(
                "it is sealed",
                Duration.ofSeconds(60),
                () -> staff("compliance").get(path).statusCode() == 200);
        var proof = LogProof.parse(staff("compliance").get(path).asString()).orElseThrow();
        Exporting.all(folder, "ndjson");
        var entry = Files.readAllLines(folder.resolve("entries-00001.ndjson"))
                .get((int) proof.index())
                .replaceFirst("^.*?,\"entry\":(.*)}$", "$1");
        assertTrue(entry.contains(id), entry);
        assertTrue(PublishedKeys.all().stream().anyMatch(key -> proof.proves(leaf(entry), key)));
    }

    @Test
    void whatIsNoEntryHasNoProof() {
        for (var id : new String[] {"01a202b2-c57b-774b-9a55-0a4c7c1d2e3f", "x", "999999", "0"})
            staff("compliance").get("/v1/audit/entries/" + id + "/proof").then().statusCode(404);
        staff("compliance").get("/v1/audit/entries/1/proof").then().statusCode(200);
    }

    @Test
    void thePersonsProofProvesItsActs() {
        var ana = Acts.newcomer();
        var grant = Acts.grant(ana, "offers").jsonPath().getString("id");
        var person = staff("admin")
                .body("{\"contact\": \"" + ana + "\"}")
                .post("/v1/persons/lookup")
                .jsonPath()
                .getString("person");
        var path = "/v1/persons/" + person + "/proof?controller=acme&topic=offers&channel=email";
        Await.until(
                "it is sealed",
                Duration.ofSeconds(60),
                () -> !staff("compliance").get(path).jsonPath().getList("log").isEmpty());
        var log = staff("compliance").get(path).jsonPath();
        assertEquals(grant, log.getString("log[0].id"));
        var proof = LogProof.parse(log.getString("log[0].proof")).orElseThrow();
        assertTrue(
                PublishedKeys.all().stream().anyMatch(key -> proof.proves(leaf(log.getString("log[0].entry")), key)));
    }

    @Test
    void everyTableOfEntriesIsExported() {
        assertEquals(
                checking.check().entries().stream().sorted().toList(),
                EntryTables.all().stream().map(it -> it.places()).sorted().toList());
    }

    @Test
    void anotherKeyTrustsNothing() throws Exception {
        Exporting.all(folder, "ndjson");
        var stranger =
                dev.askfirst.verify.Key.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
        var check =
                new dev.askfirst.verify.Verification(folder, List.of(stranger), java.util.Optional.empty(), _ -> {});
        assertThrows(Tampered.class, check::run);
    }
}
