package dev.askfirst.decision.lane;

import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Transactions;
import java.sql.SQLException;

/** Whose a failure is, and so what can be done for the questions that met it. */
enum Failure {
    /** The connection's: what was not recorded is safe to try again on another one. */
    OF_CONNECTION,
    /** The whole database's, or the machine's: it would meet every question. */
    OF_DATABASE,
    /** Another transaction's at the same time: fresh reads may pass. */
    OF_RACE,
    /** Some question's: halves find the one. */
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
        // 25006: this server has become a read-only one. 57P: it is being stopped, or has crashed.
        if (state == null || state.startsWith("08") || state.startsWith("57P") || state.equals("25006")) {
            return OF_CONNECTION;
        }
        return Outage.is(e) ? OF_DATABASE : OF_QUESTION;
    }
}
