package dev.askfirst.consent;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.askfirst.audit.Entry;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.local.LocalRoles;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What the database holds after an erasure: the record, whole, and nothing that tells whose it was. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ErasedRecordTest {

    private static final String TIME = "to_char(%1$s at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";

    @Inject
    Database database;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "test.owner.password")
    String password;

    @Test
    void nothingInTheDatabaseTellsOfThem() throws SQLException {
        var name = UUID.randomUUID().toString();
        var ana = "mailto:" + name + "@test.example";
        tell(ana, name);
        var id = Persons.idOf(ana);
        var dataKey = database.value("select encode(data_key, 'hex') from person where person_id = ?", id)
                .orElseThrow();
        var point = database.value("select point_id::text from contact_point where person_id = ?", id)
                .orElseThrow();
        var pairwise = database.value("select pairwise_id::text from pairwise_id where person_id = ?", id)
                .orElseThrow();
        var salts = database.rows("""
                select encode(salt, 'hex') from evidence join consent_event on id = event where person_id = ?""", id);
        var traces = new ArrayList<>(List.of("found in " + name, "pacific/chatham", dataKey, pairwise));
        salts.forEach(salt -> traces.add(salt.getFirst()));
        var before = dump();
        for (var trace : traces)
            assertTrue(before.contains(trace), trace + " is looked for, so it must have been there");
        staff("admin").delete("/v1/persons/" + id).then().statusCode(200);
        var after = dump();
        traces.add(name);
        traces.add(HexFormat.of().formatHex(Sha256.of(name + "@test.example")));
        for (var trace : traces) assertFalse(after.contains(trace), trace + " is still there");
        assertTrue(after.contains(point), "decisions and acts still stand, by an id that names nobody");
    }

    @Test
    void t3HistoryIsNotDeletedWithItsSubject() throws JsonProcessingException {
        var name = UUID.randomUUID().toString();
        var ana = "mailto:" + name + "@test.example";
        tell(ana, name);
        var id = Persons.idOf(ana);
        var decision = UUID.fromString(ask("acme-mailer", about(ana)).jsonPath().getString("id"));
        Acts.withdraw(ana, "offers").then().statusCode(201);
        staff("admin").delete("/v1/persons/" + id).then().statusCode(200);
        var rows = database.rows("""
                select kind, encode(substring(leaves from slot * 32 + 1 for 32), 'hex'), jsonb_build_object('act', body,
                    'event', kind, 'id', id, 'kind', 'act', 'known', %s, 'made', %s, 'person', person_id, 'version', version)
                from consent_event join page using (page_id) where person_id = ? order by version""".formatted(TIME.formatted("known"), TIME.formatted("made")), id);
        assertEquals(
                List.of("grant", "preferences", "withdrawal", "erasure"),
                rows.stream().map(List::getFirst).toList());
        for (var row : rows) assertArrayEquals(HexFormat.of().parseHex(row.get(1)), leaf(row.get(2)), row.get(2));
        assertEquals(
                "permit",
                database.value("select outcome from decision where id = ?", decision)
                        .orElseThrow());
        staff("compliance").get("/v1/decisions/" + decision).then().statusCode(200);
        assertEquals("deny consent_unknown", answer(ana));
    }

    private static void tell(String contact, String name) {
        sender("acme-mailer")
                .body("""
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email",
                 "notice": {"id": "acme-marketing", "version": 1}, "timeZone": "Pacific/Chatham",
                 "evidence": {"method": "form", "source": "found in %s"}}""".formatted(contact, name))
                .post("/v1/grants")
                .then()
                .statusCode(201);
    }

    private static byte[] leaf(String entry) throws JsonProcessingException {
        var text = Entry.canonical(Json.MAPPER.readTree(entry)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var digest = Sha256.digest();
        digest.update(new byte[] {0, Entry.FORMAT});
        return digest.digest(text);
    }

    /** Every row as text, as the owner sees it, but for the time zone database: that names all places there are. */
    private String dump() throws SQLException {
        var text = new StringBuilder();
        try (var connection = DriverManager.getConnection(url, LocalRoles.OWNER, password);
                var tables = connection.createStatement()) {
            var table = tables.executeQuery(
                    "select format('%I', tablename) from pg_tables where schemaname = 'public' and tablename <> 'zone_edition'");
            while (table.next()) {
                try (var statement = connection.createStatement()) {
                    var row = statement.executeQuery("select t::text from " + table.getString(1) + " t");
                    while (row.next()) text.append(row.getString(1)).append('\n');
                }
            }
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }
}
