package dev.askfirst.platform.postgres;

import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** The database as the retention role sees it: no request ever does. */
@ApplicationScoped
public class RetentionDatabase {

    /** Nobody waits for it, and a person with a long history takes a while. */
    private static final TimeLimit LONG = new TimeLimit(Duration.ofMinutes(5));

    private final javax.sql.DataSource dataSource;
    private final Transactions transactions;

    RetentionDatabase(@DataSource("retention") javax.sql.DataSource dataSource) {
        this.dataSource = dataSource;
        this.transactions = new Transactions(dataSource, LONG);
    }

    public Connection connect() throws SQLException {
        return dataSource.getConnection();
    }

    public Transactions transactions() {
        return transactions;
    }
}
