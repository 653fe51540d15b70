package dev.askfirst.outbound.sms;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Whether the gateway took the last message, whichever instance handed it over: pages say so where it did not. */
@ApplicationScoped
class GatewayState {

    /** After this nobody knows whether it is still away. */
    private static final Duration REMEMBERED = Duration.ofMinutes(15);

    private static final Sql TAKEN = Sql.of("update sms_gateway set failed_at = null where failed_at is not null");

    private final DataSource dataSource;
    private final Clock clock;

    GatewayState(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    void note(boolean wasTaken) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            if (wasTaken) TAKEN.update(connection);
            else Sql.of("update sms_gateway set failed_at = " + clock.now()).update(connection);
        }
    }

    boolean isAway() {
        try (var connection = dataSource.getConnection()) {
            return Sql.of("select 1 from sms_gateway where failed_at > %s - make_interval(secs => :remembered)"
                            .formatted(clock.now()))
                    .with("remembered", REMEMBERED)
                    .exists(connection);
        } catch (SQLException e) {
            throw Outage.undecided("the state of the gateway could not be read", e);
        }
    }
}
