package dev.askfirst.export;

import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Suppressing;
import dev.askfirst.log.LogKeys;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.verify.Tampered;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A sealed record with something in every table, and the ways to tamper with it. */
abstract class TamperedRecord {

    /** Columns that are no part of what was recorded: `./askfirst check` compares them. */
    static final Map<String, Set<String>> BESIDE = Map.of(
            "suppression", Set.of("contact_key", "key_version", "lifted_at"), "catalog_snapshot", Set.of("hash"));

    @Inject
    Database database;

    @Inject
    LogKeys keys;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "test.owner.password")
    String ownerPassword;

    @TempDir
    Path folder;

    @BeforeEach
    void everyTableHasSomethingThatIsSealed() {
        if (database.count("select count(*) from reconciliation") > 0 && waiting() == 0) return;
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        Suppressing.lift("acme-mailer", Suppressing.of("acme-mailer", ana), "by mistake");
        sender("acme-mailer")
                .body("""
                {"from": "%s", "channel": "email", "controller": "acme", "text": "who are you?"}""".formatted(ana))
                .post("/v1/replies")
                .then()
                .statusCode(200);
        staff("compliance").body("{\"contact\": \"" + ana + "\"}").post("/v1/persons/lookup");
        Exporting.start("""
                {"from": "2000-01-01T00:00:00Z", "to": "2000-01-02T00:00:00Z", "format": "csv"}""");
        staff("compliance")
                .contentType("text/csv")
                .body("contact,channel,at\n")
                .post("/v1/reconciliations?sender=acme-mailer")
                .then()
                .statusCode(202);
        for (var i = 0; i < 600; i += 100)
            sender("acme-mailer")
                    .body(batch(ana, 100))
                    .post("/v1/decisions/batch")
                    .then()
                    .statusCode(200);
        ask("acme-mailer", """
                {"to": "%s", "channel": "email", "topic": "offers", "message": {"campaign": "spring"}}""".formatted(ana));
        Await.until("all is sealed and published", Duration.ofSeconds(60), () -> waiting() == 0);
    }

    /** Not where the record is so broken that nothing of it can be handed out: the job fails, and says why. */
    boolean exported(Tampering database) throws Exception {
        try {
            database.export(folder, "ndjson");
            return true;
        } catch (SQLException refused) {
            assertTrue(refused.getSQLState().matches("XX001|22.*"), refused::getMessage);
            return false;
        }
    }

    void found(String message) {
        var found = assertThrows(Tampered.class, () -> Exporting.verify(folder));
        assertTrue(found.getMessage().matches(message), found::getMessage);
    }

    Tampering tampering() throws SQLException {
        return new Tampering(url, ownerPassword, keys);
    }

    long waiting() {
        return database.count(
                "select (select count(*) from page where first_leaf is null) + (select size - published from sealer)");
    }

    List<List<String>> columns(String table) {
        return database.rows(
                "select column_name, udt_name from information_schema.columns where table_name = ? and table_schema = 'public' order by 1",
                table);
    }

    /** The index of the table's last entry; negative if it has none. */
    static long victim(Tampering database, String table) throws SQLException {
        var row = database.rows("""
                select max(p.first_leaf + x.slot) from %s x join page p using (page_id)
                where p.first_leaf + x.slot < (select published from sealer)""".formatted(table));
        return row.getFirst().getFirst() == null
                ? -1
                : Long.parseLong(row.getFirst().getFirst());
    }

    static void flip(Tampering database, String table, List<String> column, long victim) throws SQLException {
        var name = column.getFirst();
        var other = switch (column.getLast()) {
            case "bool" -> "not %s";
            case "text" -> name.equals("document") ? "replace(%s, 'a', 'b')" : "coalesce(%s, '') || 'x'";
            case "timestamptz" -> "coalesce(%s, '2026-01-01Z') + interval '1 microsecond'";
            case "uuid" ->
                "overlay(coalesce(%s, page_id)::text placing (case when right(coalesce(%1$s, page_id)::text, 1) = '0' then '1' else '0' end) from 36)::uuid";
            case "int2", "int4", "int8" -> name.equals("version") ? "%s + 1000" : "%s + 1";
            case "_text" -> "array_append(%s, 'x')";
            case "jsonb" ->
                "coalesce(%s, '{}') || '{\"format\": \"other\", \"subject\": \"other\", \"topic\": \"other\"}'";
            case "bytea" -> "set_bit(coalesce(%s, '\\x00'), 3, 1 - get_bit(coalesce(%1$s, '\\x00'), 3))";
            default -> throw new IllegalStateException(column.toString());
        };
        var page = database.rows(
                        "select page_id, %d - first_leaf from page where first_leaf <= %1$d order by first_leaf desc limit 1"
                                .formatted(victim))
                .getFirst();
        database.execute("update %s set %s = %s where page_id = '%s' and slot = %s"
                .formatted(table, name, other.formatted(name), page.getFirst(), page.getLast()));
    }

    static String named(Tampering database, String text) throws SQLException {
        var row = database.rows("""
                select d.id, d.page_id, p.first_leaf + d.slot, p.first_leaf from decision_entry d join page p using (page_id)
                where p.first_leaf + d.slot < (select published from sealer) order by d.id desc limit 1""").getFirst();
        return text.replace("{decision}", row.get(0))
                .replace("{page}", row.get(1))
                .replace("{index}", row.get(2))
                .replace("{first}", row.get(3));
    }

    static String batch(String to, int n) {
        var questions = IntStream.range(0, n)
                .mapToObj(i -> "{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"%s\"}"
                        .formatted(to, i % 2 == 0 ? "offers" : "offers.shoes"))
                .toList();
        return "{\"questions\": " + questions + "}";
    }
}
