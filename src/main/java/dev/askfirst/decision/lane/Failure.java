package dev.askfirst.decision.lane;

import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Transactions;
import java.sql.SQLException;

/** The origin of a failure, which decides what can be done for the questions that met it. */
enum Failure {
    /** The connection failed: what was not recorded can be tried again on another one. */
    OF_CONNECTION,
    /** The whole database or machine fails: every question would fail. */
    OF_DATABASE,
    /** A concurrent transaction interfered: a new attempt with fresh reads may succeed. */
    OF_RACE,
    /** One of the questions caused it: halving the batch finds it. */
    OF_QUESTION;

    static Failure of(Throwable e) {
        return switch (e) {
            case SQLException sql -> of(sql);
            case StackOverflowError _ -> OF_QUESTION;
            case VirtualMachineError _ -> OF_DATABASE;
            default -> Outage.in(e).isPresent() ? OF_DATABASE : OF_QUESTION;
        };
    }

    private static Failure of(SQLException e) {
        if (Transactions.lostRace(e)) return OF_RACE;
        var state = e.getSQLState();
        // 25006: this server has become read-only. 57P: it is shutting down, or has crashed.
        if (state == null || state.startsWith("08") || state.startsWith("57P") || state.equals("25006")) {
            return OF_CONNECTION;
        }
        return Outage.is(e) ? OF_DATABASE : OF_QUESTION;
    }
}
