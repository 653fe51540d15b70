package dev.askfirst.platform.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.askfirst.platform.postgres.WrittenSql.Statement;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Statements about tables that are spread by shard can be answered by many machines (docs/adr/0082): read here as they are
 * written, for what a cluster refuses. An exception that is no longer needed fails, too.
 */
class ShardsTest {

    private static final String TABLES =
            "(contact_point|terms|usage|stranger_usage|idempotency|unknown_recipient|page|decision_page)";

    /** A spread table, with the schema's other names that contain its own left out. */
    private static final String TABLE = TABLES + "(?![\\w.])";

    private static final Pattern READ =
            Pattern.compile("(?:\\bfrom|\\bjoin|\\busing|\\bfrom (?:\\w+ ?\\w*, )+) ?" + TABLE);
    private static final Pattern INSERT = Pattern.compile("\\binsert into " + TABLE);
    private static final Pattern UPDATE =
            Pattern.compile("\\bupdate " + TABLE + "(?: \\w+)? set (.*?)(?= where | returning |$)");
    private static final Pattern DELETE = Pattern.compile("\\bdelete from " + TABLE);
    private static final Pattern LOCK = Pattern.compile("\\bfor (no key )?(update|share)\\b");
    private static final Pattern NAMED = Pattern.compile("\\bshard = ");
    private static final Pattern WITHIN = Pattern.compile("\\w+\\.shard = \\w+\\.(shard|home)");
    private static final Pattern VOLATILE = Pattern.compile("\\b(clock_timestamp|gen_random_uuid|random) ?\\(");

    private static final Pattern NOW = Pattern.compile("\\bnow ?\\(");
    private static final Pattern DROP = Pattern.compile("drop table (?:if exists )?(\\w+)|drop constraint (\\w+)");
    private static final Pattern MAKES = Pattern.compile("(?:create|alter) table " + TABLE);
    private static final Pattern INDEX = Pattern.compile("create unique index (\\w+) on " + TABLE + " \\(([^)]*)\\)");
    private static final Pattern PRIMARY =
            Pattern.compile("primary key \\(([^)]*)\\)|[(,] ?(?!add )(\\w+) [^,(]*primary key");
    private static final Pattern UNIQUE =
            Pattern.compile("\\bunique \\(([^)]*)\\)|[(,] ?(\\w+) [^,(]*\\bunique\\b(?! \\()");

    private static final String FILLED_IN = "where shards are apart the condition on the shard is filled in";
    private static final String FIRST = "what is read first is little, and goes to all machines";
    private static final String ALL = "checks all rows: the coordinator fetches those of the one table first";

    /** Classes, functions and views with locks that name no shard. */
    private static final Map<String, String> LOCKS =
            Map.of("consent/erasure/RetentionStep", FILLED_IN, "person/key/Refiling", FILLED_IN);

    /** Those with statements that read two spread tables, and not within a shard. */
    private static final Map<String, String> JOINS = Map.ofEntries(
            Map.entry("audit/Follower", FIRST),
            Map.entry("decision/lane/Recorder", "both are of the one shard that is named"),
            Map.entry("decision/record/DecisionInspections", ALL),
            Map.entry("person/usage/UsageRepository", FIRST));

    @Test
    void uniqueKeysHaveTheShard() throws IOException {
        var keys = new LinkedHashMap<String, String>();
        for (var migration : WrittenSql.migrations()) apply(migration, keys);
        assertFalse(keys.isEmpty());
        keys.values().removeIf(columns -> List.of(columns.split(", ?")).contains("shard"));
        assertEquals(Map.of(), keys);
    }

    @Test
    void insertsWriteTheShard() throws IOException {
        assertEquals(List.of(), found(it -> INSERT.matcher(it).find() && !it.contains("shard") && !it.contains("%")));
        var rows = Pattern.compile("rowtype\\.of\\( ?\"" + TABLES + "\",[^)]*\\)");
        var without = new TreeSet<String>();
        for (var source : WrittenSql.classes())
            rows.matcher(source)
                    .results()
                    .map(it -> it.group())
                    .filter(it -> !it.contains("\"shard\""))
                    .forEach(without::add);
        assertEquals(new TreeSet<>(), without);
    }

    @Test
    void locksKeepToOneShard() throws IOException {
        assertExceptions(
                LOCKS,
                found(it -> LOCK.matcher(it).find()
                        && READ.matcher(it).find()
                        && !NAMED.matcher(it).find()));
    }

    @Test
    void joinsKeepToOneShard() throws IOException {
        assertExceptions(
                JOINS,
                found(it -> READ.matcher(it).results().count() > 1
                        && !WITHIN.matcher(it).find()));
    }

    /** Each machine would come to a value of its own. */
    @Test
    void updatesCallNothingVolatile() throws IOException {
        assertEquals(
                List.of(),
                found(it -> UPDATE.matcher(it).find() && NOW.matcher(it).find()
                        || (UPDATE.matcher(it).find() || DELETE.matcher(it).find())
                                && VOLATILE.matcher(it).find()));
    }

    @Test
    void aShardIsForGood() throws IOException {
        assertEquals(
                List.of(),
                found(it -> UPDATE.matcher(it)
                        .results()
                        .anyMatch(set -> Pattern.compile("(^|[ ,])shard =")
                                .matcher(set.group(2))
                                .find())));
    }

    private static List<Statement> found(Predicate<String> wrong) throws IOException {
        return Stream.concat(WrittenSql.ofClasses().stream(), WrittenSql.leftBehind().stream())
                .filter(it -> wrong.test(it.sql()))
                .toList();
    }

    private static void assertExceptions(Map<String, String> exceptions, List<Statement> found) {
        var places = new TreeSet<String>();
        for (var it : found) places.add(it.place());
        assertEquals(new TreeSet<>(exceptions.keySet()), places, found::toString);
    }

    /** Adds the unique keys of spread tables that a migration makes, by name, and removes those that it drops. */
    private static void apply(String migration, Map<String, String> keys) {
        for (var statement : migration.split(";")) {
            var dropped = DROP.matcher(statement);
            while (dropped.find())
                keys.keySet()
                        .removeIf(
                                dropped.group(1) == null
                                        ? dropped.group(2)::equals
                                        : it -> it.startsWith(dropped.group(1) + "_"));
            var made = MAKES.matcher(statement);
            if (made.find()) keys(made.group(1), statement, keys);
            var index = INDEX.matcher(statement);
            if (index.find()) keys.put(index.group(1), index.group(3));
        }
    }

    private static void keys(String table, String statement, Map<String, String> keys) {
        var primary = PRIMARY.matcher(statement);
        while (primary.find())
            keys.put(table + "_pkey", primary.group(1) == null ? primary.group(2) : primary.group(1));
        var unique = UNIQUE.matcher(statement);
        while (unique.find()) {
            var columns = unique.group(1) == null ? unique.group(2) : unique.group(1);
            keys.put(table + "_" + columns.replace(", ", "_") + "_key", columns);
        }
    }
}
