package dev.askfirst.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.audit.Entry;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import dev.askfirst.verify.PlainVerifier;
import dev.askfirst.verify.Tampered;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
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
class TamperTest extends TamperedRecord {

    @Test
    void aBitInAnyColumnIsFoundAtItsEntry() throws Exception {
        var tried = new ArrayList<String>();
        for (var table : EntryTables.all()) {
            if (table.isByPage()) continue;
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
                "consent_event",
                "suppression",
                "suppression_lift",
                "reply",
                "access",
                "catalog_snapshot",
                "export",
                "reconciliation")) assertTrue(tried.contains(table), table);
    }

    @Test
    void aMemberOfADecisionThatIsAnotherIsFoundAtIt() throws Exception {
        var members = new TreeSet<String>();
        try (var database = tampering()) {
            victimOfPage(database).members().forEach(members::add);
        }
        for (var member : members) {
            try (var database = tampering()) {
                var victim = victimOfPage(database);
                rewrite(database, victim, victim.other(member));
                database.export(folder, "ndjson");
                found("entry %d: .*".formatted(victim.leaf()));
            }
        }
        assertTrue(
                members.containsAll(List.of("id", "outcome", "point", "reasons", "texts", "topic")), members::toString);
    }

    /** A decision that has a page of its own. */
    private record Victim(String page, long leaf, ObjectNode entry) {
        Iterable<String> members() {
            return () -> entry.fieldNames();
        }

        String other(String member) {
            var changed = entry.deepCopy();
            var value = changed.get(member);
            if (value.isBoolean()) changed.put(member, !value.booleanValue());
            else if (value.isNumber()) changed.put(member, value.longValue() + 1);
            else if (value.isArray()) ((ArrayNode) value).add("x");
            else changed.put(member, value.asText() + "x");
            return Entry.canonical(changed);
        }
    }

    private static Victim victimOfPage(Tampering database) throws SQLException {
        var row = database.rows("""
                select d.page_id, p.first_leaf, d.entry from decision_entry d join page p using (page_id)
                where p.first_leaf < (select published from sealer) and p.n = 1 and d.texts is not null
                order by d.page_id desc limit 1""").getFirst();
        return new Victim(row.get(0), Long.parseLong(row.get(1)), (ObjectNode) Json.stored(row.get(2)));
    }

    /** The id fills a gap of its own; nothing is left for the others. */
    private static void rewrite(Tampering database, Victim victim, String entry) throws SQLException {
        var id = Ids.onPage(UUID.fromString(victim.page()), 0).toString();
        var gap = Character.toString(Entry.GAP);
        database.execute("update decision_page set lines = '0     ', templates = $text$%s$text$ where page_id = '%s'"
                .formatted(entry.replace(id, gap.repeat(2)) + gap.repeat(4), victim.page()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # what is done                                                                                 | what is found
            delete from decision_page where page_id = '{page}'                                             | entry {first}: it is gone from the record, and nothing says why
            update decision_page set lines = '' where page_id = '{page}'                                 | entry {first}: it is gone from the record, and nothing says why
            update decision_page set page_id = md5('{page}')::uuid where page_id = '{page}'                | entry {first}: it is gone from the record, and nothing says why
            update decision_page set templates = 'x' where page_id = '{page}'                                | entry {first}: .*
            update decision_page set lines = split_part(lines, E' \\x1f', 1) where page_id = '{page}'                                 | entry {index}: .*
            update decision_page set lines = replace(lines, 'spring', 'autumn') where page_id = '{page}' | entry {index}: .*
            update decision_page set lines = overlay(lines placing repeat('0', 32) from position(E'\\x1f' in lines) + 1) where page_id = '{page}' | entry {index}: .*
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
                    select page_id, first_leaf, d.lines from page p join decision_page d using (page_id, shard)
                    where first_leaf + p.n < (select published from sealer) and p.n > 50 limit 1""").getFirst();
            var lines = new ArrayList<>(List.of(pair.getLast().split("\n")));
            Collections.swap(lines, 3, 4);
            database.execute("update decision_page set lines = '%s' where page_id = '%s'"
                    .formatted(String.join("\n", lines), pair.getFirst()));
            database.export(folder, "csv");
            found("entry %d: its facts .*".formatted(Long.parseLong(pair.get(1)) + 3));
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
    @ValueSource(strings = {"truncate decision_page", "drop table {partition}"})
    void aPartitionThatWasDroppedIsFoundAtItsFirstEntry(String sql) throws Exception {
        try (var database = tampering()) {
            var first = database.rows("""
                    select min(p.first_leaf),
                        'decision_page_' || to_char(instant_of(page_id) at time zone 'UTC', 'YYYY_MM') as partition
                    from decision_page d join page p using (page_id, shard)
                    group by partition order by partition desc limit 1""").getFirst();
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
            var pair = database.rows("""
                    select min(first_leaf), max(first_leaf) from page
                    where first_leaf < (select published from sealer)
                    group by n having count(*) > 1 order by 2 desc limit 1""").getFirst();
            var pages = database.rows(
                    "select page_id, first_leaf from page where first_leaf in (%s)".formatted(String.join(", ", pair)));
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
}
