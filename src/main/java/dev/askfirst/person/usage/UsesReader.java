package dev.askfirst.person.usage;

import dev.askfirst.platform.postgres.Outage;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads what is counted for somebody, for whoever only shows it. */
@ApplicationScoped
public class UsesReader {

    private final DataSource dataSource;

    UsesReader(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** As it stands now; permits that nothing counts any more may still be among it. */
    public Uses of(UUID person) {
        try (var connection = dataSource.getConnection()) {
            return UsageRepository.all(connection, person);
        } catch (SQLException e) {
            throw Outage.undecided("what is counted could not be read", e);
        }
    }
}
