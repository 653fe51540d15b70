package dev.askfirst.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: a record can be made durable right now. */
@Readiness
@ApplicationScoped
class CanCommit implements HealthCheck {

    private final DataSource dataSource;

    CanCommit(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("durable commit");
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement(
                        "insert into commit_probe (id, at) values (?, clock_timestamp())")) {
            insert.setObject(1, Ids.at(Instant.now()));
            insert.executeUpdate();
            return response.up().build();
        } catch (SQLException e) {
            return response.down()
                    .withData("reason", "the database does not commit")
                    .build();
        }
    }
}
