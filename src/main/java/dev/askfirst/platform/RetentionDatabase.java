package dev.askfirst.platform;

import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;

/** The database as the retention role sees it: no request ever does. */
@ApplicationScoped
public class RetentionDatabase {

    private final javax.sql.DataSource dataSource;
    private final Transactions transactions;

    RetentionDatabase(@DataSource("retention") javax.sql.DataSource dataSource) {
        this.dataSource = dataSource;
        this.transactions = new Transactions(dataSource);
    }

    public Connection connect() throws SQLException {
        return dataSource.getConnection();
    }

    public Transactions transactions() {
        return transactions;
    }
}
