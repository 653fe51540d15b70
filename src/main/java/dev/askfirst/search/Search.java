package dev.askfirst.search;

import dev.askfirst.catalog.limit.StaffLimit;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.PersonAliases;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Finds entries, newest first. One answer takes a bounded time: where matches are rare it holds what was found so far, and
 * the place from which the next one goes on. Whoever searches is on record before anything is shown.
 */
@ApplicationScoped
public class Search {

    private static final Duration PATIENCE = Duration.ofMillis(150);

    /** Entries, and where to go on; nowhere if these were all. */
    public record Result(List<FoundEntry> entries, Optional<UUID> next) {}

    private record Hit(SearchedTable table, UUID id) {}

    private final DataSource dataSource;
    private final Clock clock;
    private final Accesses accesses;
    private final StaffLimit limit;

    Search(DataSource dataSource, Clock clock, Accesses accesses, StaffLimit limit) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.accesses = accesses;
        this.limit = limit;
    }

    /** The next of those that are wanted, of which staff who are limited get theirs. */
    public Result find(Wanted wanted, Caller caller) {
        wanted.person()
                .ifPresentOrElse(
                        it -> accesses.record(caller, it, "entries"), () -> accesses.recordList(caller, "entries"));
        try {
            return find(wanted.within(limit.reach(caller)));
        } catch (SQLException e) {
            throw Outage.undecided("the record could not be searched", e);
        }
    }

    private Result find(Wanted wanted) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var hits = new ArrayList<Hit>();
            var next = walk(connection, wanted, scans(connection, wanted), hits);
            var found = new FoundRows(connection);
            for (var table : SearchedTable.ALL)
                found.load(
                        table,
                        hits.stream()
                                .filter(it -> it.table() == table)
                                .map(Hit::id)
                                .toList());
            var seen = new SeenEntries(connection, wanted.reach());
            var entries = new ArrayList<FoundEntry>();
            for (var hit : hits) seen.of(found.of(hit.table(), hit.id())).ifPresent(entries::add);
            return new Result(entries, next);
        }
    }

    /** One entry that this caller may see, by its id; a version of the catalog by its number. */
    public Optional<FoundEntry> one(String id, Caller caller) throws SQLException {
        var reach = limit.reach(caller);
        try (var connection = dataSource.getConnection()) {
            var found = new FoundRows(connection);
            for (var table : SearchedTable.ALL) {
                var key = key(table, id);
                if (key.isEmpty()) continue;
                found.load(table, List.of(key.get()));
                var entry = found.of(table, key.get());
                if (entry.why().filter("missing"::equals).isEmpty())
                    return new SeenEntries(connection, reach).of(entry);
            }
            return Optional.empty();
        }
    }

    /** Refuses an entry that staff who are limited may not see; whoever may see all is told elsewhere if there is none. */
    public void require(String id, Caller caller) {
        if (!caller.isLimited()) return;
        try {
            one(id, caller).orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "there is no entry with this id"));
        } catch (SQLException e) {
            throw Outage.undecided("the record could not be read", e);
        }
    }

    private static Optional<UUID> key(SearchedTable table, String id) {
        if (!table.isCatalog()) return Ids.parse(id);
        return id.matches("[1-9][0-9]{0,8}") ? Optional.of(new UUID(0, Long.parseLong(id))) : Optional.empty();
    }

    private static List<Scan> scans(Connection connection, Wanted wanted) throws SQLException {
        var subject = wanted.person().isPresent()
                ? PersonAliases.of(connection, wanted.person().get())
                : null;
        var scans = new ArrayList<Scan>();
        for (var table : SearchedTable.ALL) {
            if (wanted.kind().filter(it -> !it.equals(table.kind())).isPresent()) continue;
            table.where(wanted.names())
                    .ifPresent(where -> scans.add(new Scan(connection, table, where, wanted, subject)));
        }
        return scans;
    }

    /** Always takes from the table whose next entry is the newest, so that entries come newest first. */
    private Optional<UUID> walk(Connection connection, Wanted wanted, List<Scan> scans, List<Hit> hits)
            throws SQLException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var hours = new CountedHours(connection, wanted);
        while (true) {
            var newest = newest(scans);
            if (newest.isEmpty()) return Optional.empty();
            var scan = newest.get();
            if (hits.size() == wanted.limit()) return Optional.of(hits.getLast().id());
            if (scan.hasMatch()) {
                hits.add(new Hit(scan.table(), scan.take()));
                continue;
            }
            if (scan.hasBegun() && System.nanoTime() > end) return Optional.of(scan.position());
            if (scan.table().kind().equals("decision")) hours.skip(scan);
            scan.advance();
        }
    }

    private static Optional<Scan> newest(List<Scan> scans) {
        Scan newest = null;
        for (var scan : scans) {
            if (scan.isOver()) continue;
            var order = newest == null ? 1 : Ids.compare(scan.position(), newest.position());
            if (order > 0 || order == 0 && scan.hasMatch()) newest = scan;
        }
        return Optional.ofNullable(newest);
    }
}
