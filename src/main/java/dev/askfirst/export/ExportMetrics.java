package dev.askfirst.export;

import dev.askfirst.platform.postgres.DatabaseGauges;
import dev.askfirst.platform.postgres.Sql;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** How many exports wait, run and have failed, for operators. */
@Startup
@ApplicationScoped
class ExportMetrics {

    private static final Sql STATES = Sql.of("""
            select state, count(*) as n from export_job where state in ('waiting', 'running', 'failed') group by state""");

    private static final Sql OLDEST = Sql.of("""
            select coalesce(extract(epoch from clock_timestamp() - min(at)), 0) as seconds from export_job
            where state in ('waiting', 'running')""");

    private final DataSource dataSource;

    ExportMetrics(DataSource dataSource, DatabaseGauges database) {
        this.dataSource = dataSource;
        database.numbers("askfirst.exports", "exports of the last days, by state", "state", this::states);
        database.number("askfirst.export.age.seconds", "since the oldest open export was ordered", this::age);
    }

    /** Those that are not there are zeros: an alarm needs to see them. */
    private Map<String, Double> states() throws SQLException {
        var states = new TreeMap<String, Double>();
        Stream.of(ExportState.WAITING, ExportState.RUNNING, ExportState.FAILED)
                .forEach(it -> states.put(it.text(), 0.0));
        try (var connection = dataSource.getConnection()) {
            STATES.each(connection, row -> states.put(row.text("state"), (double) row.number("n")));
        }
        return states;
    }

    private double age() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return OLDEST.first(connection, row -> row.decimal("seconds")).orElse(0.0);
        }
    }
}
