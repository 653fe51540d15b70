package dev.askfirst.console.unasked;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Outage;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** The weeks that pages count: twelve, the last of which is this one. Rows of reports are kept for longer. */
@ApplicationScoped
class SentWindow {

    static final int WEEKS = 12;

    private final DataSource dataSource;
    private final Clock clock;

    SentWindow(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Their Mondays, in UTC. */
    List<LocalDate> mondays() {
        try (var connection = dataSource.getConnection()) {
            var today = LocalDate.ofInstant(clock.read(connection), ZoneOffset.UTC);
            var first = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                    .minusWeeks(WEEKS - 1L);
            return IntStream.range(0, WEEKS).mapToObj(first::plusWeeks).toList();
        } catch (SQLException e) {
            throw Outage.undecided("the record could not be read", e);
        }
    }

    static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
