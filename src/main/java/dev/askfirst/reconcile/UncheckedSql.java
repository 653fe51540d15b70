package dev.askfirst.reconcile;

import java.sql.SQLException;

/** Carries what the database said out of a callback. */
final class UncheckedSql extends RuntimeException {

    private static final long serialVersionUID = 1;

    UncheckedSql(SQLException cause) {
        super(cause);
    }

    @Override
    public synchronized SQLException getCause() {
        return (SQLException) super.getCause();
    }
}
