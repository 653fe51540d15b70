package dev.askfirst.search;

import dev.askfirst.person.PersonAliases;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Counts entries before somebody takes them away: those that an export of the same time and filters tells with their facts. */
@ApplicationScoped
public class EntryCounts {

    /** Entries of one kind; {@code more} if they were too many to be counted to the end. */
    public record Kind(String kind, long count, boolean more) {}

    /**
     * What there is.
     *
     * @param around about how many entries the log has in the time, these and all others
     */
    public record Counted(List<Kind> kinds, long around) {}

    private static final int MOST = 1_000_000;

    private static final String OF_TABLE = """
            select count(*) as n from (select 1 from %1$s
                where %2$s >= :first and %2$s < :end and %3$s limit :most) seen""";

    private static final Sql DECISIONS = Sql.of("""
            select count(*) as n from decisions_about(:points::uuid[], :first, :end)
            where id >= :first and id < :end""");

    private static final Sql FIRST = Sql.of("""
            select first_leaf as leaf from page
            where page_id >= :first and first_leaf is not null order by page_id limit 1""");

    private static final Sql END = Sql.of("""
            select first_leaf + n as leaf from page
            where page_id < :end and first_leaf is not null order by page_id desc limit 1""");

    private final DataSource dataSource;
    private final Statistics statistics;

    EntryCounts(DataSource dataSource, Statistics statistics) {
        this.dataSource = dataSource;
        this.statistics = statistics;
    }

    /** Counts them, kind by kind; of filters, only a sender or a person. That somebody looks must be on record already. */
    public Counted of(Wanted wanted) {
        try {
            // Decisions first: statistics have a connection of their own.
            var decided = wanted.person().isPresent() ? 0 : decided(wanted);
            return counted(wanted, decided);
        } catch (SQLException e) {
            throw Outage.undecided("the record could not be counted", e);
        }
    }

    private Counted counted(Wanted wanted, long decided) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var subject = wanted.person().isPresent()
                    ? Optional.of(PersonAliases.of(connection, wanted.person().get()))
                    : Optional.<PersonAliases>empty();
            var kinds = new ArrayList<Kind>();
            for (var table : SearchedTable.ALL) {
                var where = table.where(wanted.names());
                if (where.isEmpty()) continue;
                var count = table.leaves().isByPage()
                        ? subject.isEmpty() ? decided : decisions(connection, wanted, subject.get())
                        : rows(connection, table, where.get(), wanted, subject);
                kinds.add(new Kind(
                        table.kind(), count, count == MOST && !table.leaves().isByPage()));
            }
            return new Counted(kinds, around(connection, wanted));
        }
    }

    private static long decisions(Connection connection, Wanted wanted, PersonAliases subject) throws SQLException {
        return DECISIONS
                .with("points", subject.points())
                .with("first", wanted.first())
                .with("end", wanted.end())
                .first(connection, row -> row.number("n"))
                .orElseThrow();
    }

    /** Of a sender, or all: as they were counted behind the record, so that millions take no time. */
    private long decided(Wanted wanted) throws SQLException {
        var counted = statistics.of(wanted.from(), wanted.to(), Statistics.By.SENDER);
        var sender = Optional.ofNullable(wanted.filters().get("sender"));
        if (sender.isEmpty()) return counted.total();
        return counted.rows().stream()
                .filter(it -> it.value().equals(sender.get()))
                .mapToLong(Statistics.ValueCount::count)
                .sum();
    }

    private static long rows(
            Connection connection, SearchedTable table, String where, Wanted wanted, Optional<PersonAliases> subject)
            throws SQLException {
        var select = Sql.of(OF_TABLE.formatted(table.table(), table.id(), where))
                .with("first", wanted.first())
                .with("end", wanted.end())
                .with("most", MOST);
        for (var filter : wanted.filters().entrySet()) select = select.with(filter.getKey(), filter.getValue());
        if (where.contains(":points"))
            select = select.with("points", subject.orElseThrow().points());
        if (where.contains(":people"))
            select = select.with("people", subject.orElseThrow().people());
        return select.first(connection, row -> row.number("n")).orElseThrow();
    }

    /** By the first and the last page of the time: pages that were committed late may stand a little elsewhere. */
    private static long around(Connection connection, Wanted wanted) throws SQLException {
        var first = FIRST.with("first", wanted.first()).first(connection, row -> row.number("leaf"));
        var end = END.with("end", wanted.end()).first(connection, row -> row.number("leaf"));
        return first.isEmpty() || end.isEmpty() ? 0 : Math.max(0, end.get() - first.get());
    }
}
