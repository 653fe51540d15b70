package dev.askfirst.outbound.mail;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.DatabaseGauges;
import dev.askfirst.platform.postgres.Sql;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import javax.sql.DataSource;

/** How long letters have been due that nobody took, for operators. */
@Startup
@ApplicationScoped
class LetterMetrics {

    private final DataSource dataSource;
    private final Sql overdue;

    LetterMetrics(DataSource dataSource, Clock clock, DatabaseGauges database) {
        this.dataSource = dataSource;
        this.overdue = Sql.of("""
                select greatest(0, coalesce(extract(epoch from %s - min(next_at)), 0)) as seconds from letter
                where ended_at is null""".formatted(clock.now()));
        database.number(
                "askfirst.letters.overdue.seconds", "since the letter was due that is due longest", this::seconds);
    }

    private double seconds() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return overdue.first(connection, row -> row.decimal("seconds")).orElse(0.0);
        }
    }
}
