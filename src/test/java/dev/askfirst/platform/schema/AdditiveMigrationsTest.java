package dev.askfirst.platform.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations that came after the first ones run while the version before answers: they only add, and hold nobody up for long. */
class AdditiveMigrationsTest {

    private static final List<Path> FOLDERS =
            List.of(Path.of("src/main/resources/db/migration"), Path.of("src/test/resources/db/next"));

    /** Before a database of anybody's had to outlive a version. */
    private static final int LAST_OF_THE_FIRST = 190;

    private static final Pattern VERSION = Pattern.compile("V(\\d+)(?:_\\d+)?__.*\\.sql");
    private static final Pattern NOISE =
            Pattern.compile("--[^\\n]*|/\\*(?s:.*?)\\*/|\\$(\\w*)\\$(?s:.*?)\\$\\1\\$|'(?:[^']|'')*'");

    /** What a version before would fail at, or wait for. */
    private static final Map<String, Pattern> WRONG = wrong();

    private static Map<String, Pattern> wrong() {
        var all = new LinkedHashMap<String, Pattern>();
        all.put("it takes away what is there", Pattern.compile("\\bdrop\\b|^truncate\\b|^delete\\b|\\bdetach\\b"));
        all.put("it gives another name to what is there", Pattern.compile("\\brename\\b|set schema"));
        all.put("it takes a right away", Pattern.compile("^revoke\\b|owner to|row level security|^create policy"));
        all.put("it changes a type", Pattern.compile("alter column \\S+ (set data )?type|^alter type\\b"));
        all.put(
                "rows of the version before would be refused",
                Pattern.compile(
                        "set not null|(?<!drop )\\badd (constraint\\b|check\\b|unique\\b|primary key|foreign key)"
                                + "|add column (if not exists )?(?![^,]*\\bdefault\\b)[^,]*not null|^create unique index(?! concurrently)"));
        all.put(
                "it writes every row again",
                Pattern.compile("^update\\b(?!.*\\bwhere\\b)|default (clock_timestamp|gen_random_uuid|random)"));
        all.put(
                "it holds up what is written",
                Pattern.compile("^lock\\b|^vacuum full|^cluster\\b|^reindex\\b(?!.*concurrently)"));
        all.put(
                "it changes what happens to rows of the version before",
                Pattern.compile("^create( or replace)? (constraint )?trigger|^create( or replace)? rule"));
        all.put("a function of the version before would do something else", Pattern.compile("^create or replace"));
        return all;
    }

    @Test
    void theyOnlyAdd() throws IOException {
        var found = new ArrayList<String>();
        for (var file : migrations()) {
            for (var statement : statements(Files.readString(file)))
                wrongWith(statement).ifPresent(why -> found.add(file.getFileName() + ": " + why + ": " + statement));
        }
        assertEquals(List.of(), found);
    }

    /** A table that is in use is waited for a few seconds: everybody else waits behind. */
    @Test
    void theyDoNotWaitForLong() throws IOException {
        for (var file : migrations()) {
            var statements = statements(Files.readString(file));
            var made = new ArrayList<String>();
            for (var statement : statements) {
                if (statement.startsWith("create table ")) made.add(statement.split("[ (]+")[2]);
                if (!statement.startsWith("alter table ")
                        || made.contains(statement.split(" ")[2])) continue;
                assertTrue(
                        statements.stream().anyMatch(it -> it.startsWith("set lock_timeout")),
                        () -> file.getFileName() + " alters a table that is in use, and sets no lock_timeout");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table page",
                "alter table page drop column leaves",
                "alter table page rename column leaves to leaf",
                "alter table page alter column n type integer",
                "alter table page alter column n set not null",
                "alter table page add column next text not null",
                "alter table page add column one text default 'x', add column next text not null",
                "alter table page add constraint one unique (n)",
                "alter table page add column at timestamptz default clock_timestamp()",
                "create unique index one on page (n)",
                "revoke select on page from service",
                "update page set n = 1",
                "create or replace function shard_of() returns int",
                "create trigger one before insert on page execute function shard_of()",
                "alter type decision_v1 add attribute next text"
            })
    void whatWouldNotDoIsFound(String statement) {
        assertTrue(wrongWith(statement).isPresent(), statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table next (id uuid primary key, at timestamptz not null)",
                "alter table page add column next text",
                "alter table page add column next text not null default 'x'",
                "create index concurrently next on page (n)",
                "grant select on page to service",
                "create type decision_v2 as (id uuid)",
                "set lock_timeout = '5s'"
            })
    void whatOnlyAddsIsNot(String statement) {
        assertEquals(Optional.empty(), wrongWith(statement), statement);
    }

    private static Optional<String> wrongWith(String statement) {
        // Constraints of a table that is new are nobody's yet.
        if (statement.startsWith("create table") || statement.startsWith("comment on")) return Optional.empty();
        return WRONG.entrySet().stream()
                .filter(it -> it.getValue().matcher(statement).find())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static List<Path> migrations() throws IOException {
        var all = new ArrayList<Path>();
        var first = 0;
        for (var folder : FOLDERS) {
            try (var files = Files.list(folder)) {
                for (var file : files.sorted().toList()) {
                    var version = VERSION.matcher(file.getFileName().toString());
                    if (!version.matches()) continue;
                    if (Integer.parseInt(version.group(1)) > LAST_OF_THE_FIRST) all.add(file);
                    else first++;
                }
            }
        }
        assertNotEquals(0, first, "no migrations were found");
        assertTrue(all.size() > 0, "not even that of the next version was found");
        return all;
    }

    /** In lower case, with single spaces, without comments, texts and bodies of functions. */
    private static List<String> statements(String file) {
        var bare = NOISE.matcher(file).replaceAll(found -> found.group().startsWith("'") ? "''" : "");
        return Arrays.stream(bare.toLowerCase(Locale.ROOT).split(";"))
                .map(it -> it.strip().replaceAll("\\s+", " "))
                .filter(it -> !it.isEmpty())
                .toList();
    }
}
