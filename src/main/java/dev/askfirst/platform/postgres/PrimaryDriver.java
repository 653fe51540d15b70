package dev.askfirst.platform.postgres;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import org.postgresql.util.PSQLState;

/**
 * Connects to PostgreSQL, and to nothing but the {@linkplain Primary newest primary}: of several servers in an address each
 * is tried until one is it. All pools connect through it.
 */
public final class PrimaryDriver implements Driver {

    private static final Driver POSTGRES = new org.postgresql.Driver();

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        // JDBC wants null for what is not this driver's.
        if (!acceptsURL(url)) return null;
        var failure = Optional.<SQLException>empty();
        for (var address : Primary.OF_THIS_PROCESS.inOrder(DatabaseAddress.each(url))) {
            try {
                return open(address, info);
            } catch (SQLException e) {
                failure.ifPresent(e::addSuppressed);
                failure = Optional.of(e);
                // Whoever wanted the connection has gone.
                if (Thread.currentThread().isInterrupted()) break;
            }
        }
        throw failure.orElseThrow();
    }

    /** Whether the server at this address, which names one, is a primary now. What timeline it is on is known from then on. */
    static boolean isPrimary(String address, Properties info) throws SQLException {
        var settings = DatabaseAddress.settings(address, info);
        try (var connection = reach(address, DatabaseAddress.without(settings, info))) {
            return Primary.OF_THIS_PROCESS.heard(DatabaseServer.of(connection, settings), address);
        }
    }

    private static Connection open(String address, Properties info) throws SQLException {
        var settings = DatabaseAddress.settings(address, info);
        var connection = reach(address, DatabaseAddress.without(settings, info));
        try {
            Primary.OF_THIS_PROCESS.admit(connection, DatabaseServer.of(connection, settings), address);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static Connection reach(String address, Properties info) throws SQLException {
        try {
            return POSTGRES.connect(address, info);
        } catch (SQLException e) {
            // This is how the driver says that it was interrupted while it waited.
            if (PSQLState.UNEXPECTED_ERROR.getState().equals(e.getSQLState()))
                throw new SQLException(
                        DatabaseAddress.host(address) + " was given up",
                        PSQLState.CONNECTION_UNABLE_TO_CONNECT.getState(),
                        e);
            throw e;
        }
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return POSTGRES.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return POSTGRES.getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return POSTGRES.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return POSTGRES.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return POSTGRES.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("org.postgresql");
    }
}
