package dev.askfirst.export;

import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Suppressing;
import dev.askfirst.log.LogKeys;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.verify.PlainVerifier;
import dev.askfirst.verify.Tampered;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever somebody with every right does to the database, an auditor finds it, and where. Each of some hundred ways hands
 * out the whole record, so this service has a small one of its own.
 */
@QuarkusTest
@QuarkusTestResource(
        value = TestService.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "folder", value = "record-service"))
class TamperTest {

    /** Columns that are no part of what was recorded: `./askfirst check` compares them. */
    private static final Map<String, Set<String>> BESIDE = Map.of(
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

    @Test
    void aBitInAnyColumnIsFoundAtItsEntry() throws Exception {
        var tried = new ArrayList<String>();
        for (var table : EntryTables.all()) {
            for (var column : columns(table.table())) {
                if (BESIDE.getOrDefault(table.table(), Set.of()).contains(column.getFirst())) continue;
                try (var database = tampering()) {
                    var victim = victim(database, table.table());
                    if (victim < 0) continue;
                    flip(database, table.table(), column, victim);
                    tried.add(table.table());
                    if (!exported(database)) continue;
                    var found = assertThrows(
                            Tampered.class, () -> Exporting.verify(folder), table.table() + "." + column.getFirst());
                    var at = column.getFirst().equals("slot")
                            ? "entry (%d|%d|%d): .*".formatted(victim - 1, victim, victim + 1)
                            : "entry %d: .*".formatted(victim);
                    assertTrue(
                            found.getMessage().matches(at),
                            () -> table.table() + "." + column.getFirst() + " of " + victim + ": "
                                    + found.getMessage());
                }
            }
        }
        for (var table : List.of(
                "decision",
                "consent_event",
                "suppression",
                "suppression_lift",
                "reply",
                "access",
                "catalog_snapshot",
                "export",
                "reconciliation")) assertTrue(tried.contains(table), table);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # what is done                                                                                 | what is found
            delete from decision where id = '{decision}'                                                   | entry {index}: it is gone from the record, and nothing says why
            delete from page where page_id = '{page}'                                                      | entry {first}: it is gone from the record, and nothing says why
            update page set first_leaf = first_leaf + 1 where page_id = '{page}'                           | entry {first}: it is gone from the record, and nothing says why
            update sealer set edge = set_bit(edge, 7, 1 - get_bit(edge, 7))                                | entry \\d+: its facts are not those that were sealed
            update tile set hashes = set_bit(hashes, 77, 1 - get_bit(hashes, 77)) where level = 0 and index = 1 | entry 256: its facts are not those that were sealed
            update tile set hashes = set_bit(hashes, 77, 1 - get_bit(hashes, 77)) where level = 0          | entry 0: its facts are not those that were sealed
            update checkpoint set note = replace(note, E'\\n', E' \\n')                                | the checkpoint is no signed note
            update checkpoint set note = overlay(note placing case substring(note from length(note) - 9 for 1) when 'A' then 'B' else 'A' end from length(note) - 9) | the checkpoint is not signed by the key you trust
            update sealer set origin = 'elsewhere/log'                                                     | the manifest is not signed by the key you trust
            truncate consent_event                                                                         | entry 1: it is gone from the record, and nothing says why
            truncate access                                                                                | entry \\d+: it is gone from the record, and nothing says why
            truncate page                                                                                  | entry 0: it is gone from the record, and nothing says why
            """)
    void whateverIsDoneToTheRecordIsFound(String sql, String message) throws Exception {
        try (var database = tampering()) {
            var place = named(database, message);
            database.execute(named(database, sql));
            database.export(folder, "ndjson");
            found(place);
        }
    }

    @Test
    void twoThatChangedPlacesAreFound() throws Exception {
        try (var database = tampering()) {
            var pair = database.rows("""
                    select page_id, max(first_leaf) from page join decision using (page_id)
                    where first_leaf + n < (select published from sealer) group by page_id having count(*) > 50
                    limit 1""").getFirst();
            database.execute(
                    "update decision set slot = case slot when 3 then 4 else 3 end where page_id = '%s' and slot in (3, 4)"
                            .formatted(pair.getFirst()));
            database.export(folder, "csv");
            found("entry %d: its facts .*".formatted(Long.parseLong(pair.getLast()) + 3));
        }
    }

    @Test
    void anEntryThatWasAddedIsFound() throws Exception {
        try (var database = tampering()) {
            var victim = victim(database, "access");
            database.execute("""
                    insert into access select overlay(id::text placing 'fff' from 34)::uuid, at, by, person_id, what, page_id, slot
                    from access where id = (select max(id::text)::uuid from access)""");
            database.export(folder, "ndjson");
            found("entry %d: .*".formatted(victim + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"truncate decision", "drop table {partition}"})
    void aPartitionThatWasDroppedIsFoundAtItsFirstEntry(String sql) throws Exception {
        try (var database = tampering()) {
            var first = database.rows("""
                    select min(p.first_leaf + d.slot), 'decision_' || to_char(max(d.decided_at at time zone 'UTC'), 'YYYY_MM')
                    from decision d join page p using (page_id) where d.tableoid = (select tableoid from decision order by id desc limit 1)""").getFirst();
            database.execute(sql.replace("{partition}", first.getLast()));
            database.export(folder, "ndjson");
            var earliest = Long.parseLong(first.getFirst());
            var found = assertThrows(Tampered.class, () -> Exporting.verify(folder));
            assertTrue(
                    found.getMessage().endsWith("it is gone from the record, and nothing says why"), found::getMessage);
            assertTrue(Long.parseLong(found.getMessage().replaceAll("entry (\\d+):.*", "$1")) <= earliest);
        }
    }

    /** With the key and every right a history can be made that is whole in itself: whoever kept a checkpoint finds it. */
    @Test
    void aForkIsFoundByAnOlderCheckpointAlone() throws Exception {
        var kept = Exporting.checkpoint();
        try (var database = tampering()) {
            database.execute(
                    "update page set leaves = set_bit(leaves, 5, 1 - get_bit(leaves, 5)) where first_leaf = 0");
            database.rebuildTree();
            database.export(folder, "ndjson");
            // What stands at the first place cannot be made to fit; the fork would hide it.
            var lie = assertThrows(Tampered.class, () -> Exporting.verify(folder));
            assertTrue(lie.getMessage().startsWith("entry 0: "), lie::getMessage);
            database.execute("delete from catalog_snapshot where version = 1");
        }
        try (var database = tampering()) {
            database.execute(
                    "delete from page where first_leaf = (select max(first_leaf) from page where first_leaf < (select published from sealer))");
            database.rebuildTree();
            database.export(folder, "ndjson");
            Exporting.verify(folder);
            var found = assertThrows(Tampered.class, () -> Exporting.verify(folder, kept));
            assertTrue(found.getMessage().contains("the log ends before it"), found::getMessage);
        }
    }

    @Test
    void aRewrittenHistoryOfTheSameLengthIsFoundByAnOlderCheckpoint() throws Exception {
        var kept = Exporting.checkpoint();
        try (var database = tampering()) {
            // Two pages of equal length change places: each entry is right, the order is not.
            var pages = database.rows("""
                    with pair as (
                        select a.page_id as one, b.page_id as other from page a join page b on a.n = b.n
                        where a.first_leaf < b.first_leaf and b.first_leaf < (select published from sealer)
                        order by b.first_leaf desc, a.first_leaf limit 1)
                    select page_id, first_leaf from page, pair where page_id in (one, other)""");
            for (var i = 0; i < 2; i++)
                database.execute("update page set first_leaf = %s where page_id = '%s'"
                        .formatted(pages.get(1 - i).getLast(), pages.get(i).getFirst()));
            database.rebuildTree();
            database.export(folder, "ndjson");
            Exporting.verify(folder);
            var found = assertThrows(Tampered.class, () -> Exporting.verify(folder, kept));
            assertTrue(found.getMessage().contains("the log was rewritten"), found::getMessage);
        }
    }

    @Test
    void anotherKeyIsNotTrusted() throws Exception {
        try (var database = tampering()) {
            database.export(folder, "ndjson");
            var own = Exporting.keys().getFirst();
            assertEquals(List.of(), PlainVerifier.complaints(folder, own));
            var check = new dev.askfirst.verify.Verification(
                    folder,
                    List.of(dev.askfirst.verify.Key.parse(
                            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")),
                    java.util.Optional.empty(),
                    _ -> {});
            assertTrue(assertThrows(Tampered.class, check::run).getMessage().contains("not signed by the key"));
        }
    }

    /** Not where the record is so broken that nothing of it can be handed out: the job fails, and says why. */
    private boolean exported(Tampering database) throws Exception {
        try {
            database.export(folder, "ndjson");
            return true;
        } catch (SQLException refused) {
            assertTrue(refused.getSQLState().matches("XX001|22.*"), refused::getMessage);
            return false;
        }
    }

    private void found(String message) {
        var found = assertThrows(Tampered.class, () -> Exporting.verify(folder));
        assertTrue(found.getMessage().matches(message), found::getMessage);
    }

    private Tampering tampering() throws SQLException {
        return new Tampering(url, ownerPassword, keys);
    }

    private long waiting() {
        return database.count(
                "select (select count(*) from page where first_leaf is null) + (select size - published from sealer)");
    }

    private List<List<String>> columns(String table) {
        return database.rows(
                "select column_name, udt_name from information_schema.columns where table_name = ? and table_schema = 'public' order by 1",
                table);
    }

    /** The index of the table's last entry; negative if it has none. */
    private static long victim(Tampering database, String table) throws SQLException {
        var row = database.rows("""
                select max(p.first_leaf + x.slot) from %s x join page p using (page_id)
                where p.first_leaf + x.slot < (select published from sealer)""".formatted(table));
        return row.getFirst().getFirst() == null
                ? -1
                : Long.parseLong(row.getFirst().getFirst());
    }

    private static void flip(Tampering database, String table, List<String> column, long victim) throws SQLException {
        var name = column.getFirst();
        var other = switch (column.getLast()) {
            case "bool" -> "not %s";
            case "text" -> name.equals("document") ? "replace(%s, 'a', 'b')" : "coalesce(%s, '') || 'x'";
            case "timestamptz" -> "coalesce(%s, '2026-01-01Z') + interval '1 microsecond'";
            case "uuid" ->
                "overlay(coalesce(%s, page_id)::text placing (case when right(coalesce(%1$s, page_id)::text, 1) = '0' then '1' else '0' end) from 36)::uuid";
            case "int2", "int4", "int8" -> name.equals("version") ? "%s + 1000" : "%s + 1";
            case "_text" -> "array_append(%s, 'x')";
            case "jsonb" -> "%s || '{\"format\": \"other\", \"subject\": \"other\", \"topic\": \"other\"}'";
            case "bytea" -> "set_bit(coalesce(%s, '\\x00'), 3, 1 - get_bit(coalesce(%1$s, '\\x00'), 3))";
            default -> throw new IllegalStateException(column.toString());
        };
        database.execute(
                "update %s x set %s = %s from page p where p.page_id = x.page_id and p.first_leaf + x.slot = %d"
                        .formatted(
                                table, name, other.formatted("x." + name).replace("page_id)", "x.page_id)"), victim));
    }

    private static String named(Tampering database, String text) throws SQLException {
        var row = database.rows("""
                select d.id, d.page_id, p.first_leaf + d.slot, p.first_leaf from decision d join page p using (page_id)
                where p.first_leaf + d.slot < (select published from sealer) order by d.id desc limit 1""").getFirst();
        return text.replace("{decision}", row.get(0))
                .replace("{page}", row.get(1))
                .replace("{index}", row.get(2))
                .replace("{first}", row.get(3));
    }

    private static String batch(String to, int n) {
        var question = "{\"to\": \"" + to + "\", \"channel\": \"email\", \"topic\": \"offers\"}";
        return "{\"questions\": [" + String.join(",", java.util.Collections.nCopies(n, question)) + "]}";
    }
}
