package dev.askfirst.person.usage;

import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.policy.hour.HourCounts;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads what was counted of somebody's hours. */
@ApplicationScoped
public class HoursReader {

    private final DataSource dataSource;

    HoursReader(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** All counts of this person; none where nothing was learned. */
    public HourCounts of(UUID person) {
        try (var connection = dataSource.getConnection()) {
            return LearnedHours.of(connection, List.of(person)).getOrDefault(person, HourCounts.NONE);
        } catch (SQLException e) {
            throw Outage.undecided("what was counted could not be read", e);
        }
    }
}
