package dev.askfirst.platform;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/** The database's clock, moved by an offset: what happens tomorrow can be tested over HTTP today. Exists in tests only. */
@Alternative
@Priority(1)
@ApplicationScoped
public class TestClock extends Clock {

    private final DataSource dataSource;
    private volatile Duration offset = Duration.ZERO;

    TestClock(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public String now() {
        return "clock_timestamp() + interval '%d microseconds'".formatted(offset.toNanos() / 1000);
    }

    /** Lets time pass at once. */
    public void advance(Duration by) {
        offset = offset.plus(by);
    }

    /** Makes it this instant, from which time passes as usual. */
    public void set(Instant at) throws SQLException {
        offset = Duration.ZERO;
        offset = Duration.between(read(), at);
    }

    public void reset() {
        offset = Duration.ZERO;
    }

    public Instant read() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return read(connection);
        }
    }
}
