package dev.askfirst.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.audit.Difference;
import dev.askfirst.person.key.PairwiseIds;
import dev.askfirst.platform.local.LocalRoles;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Checks the database of the service under test. To be called after a test that wrote much, or in a strange way. */
@ApplicationScoped
public class Checking {

    private final PairwiseIds pairwiseIds;
    private final String url;
    private final String ownerPassword;

    Checking(
            PairwiseIds pairwiseIds,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "test.owner.password") String ownerPassword) {
        this.pairwiseIds = pairwiseIds;
        this.url = url;
        this.ownerPassword = ownerPassword;
    }

    public void assertWhole() {
        try {
            assertEquals(Optional.empty(), after(List.of()).map(Difference::toString));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is found once the owner of the tables has done this to them; it is undone. */
    Optional<Difference> after(List<String> statements) throws SQLException {
        try (var connection = DriverManager.getConnection(url, LocalRoles.OWNER, ownerPassword)) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                for (var sql : statements) {
                    if (statement.executeUpdate(sql) == 0) throw new IllegalStateException("does nothing: " + sql);
                }
                return check().first(connection);
            } finally {
                connection.rollback();
            }
        }
    }

    public Check check() {
        return new Check(Optional.of(pairwiseIds));
    }
}
