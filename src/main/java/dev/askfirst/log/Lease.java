package dev.askfirst.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The right to seal: one instance has it, by the number of its epoch, as long as it renews it in time. */
record Lease(long epoch) {

    private static final String UNTIL = "clock_timestamp() + make_interval(secs => ?)";

    /** Takes the lease if nobody holds it any more. */
    static Optional<Lease> take(Connection connection, Duration length) throws SQLException {
        try (var update = connection.prepareStatement("update sealer set epoch = epoch + 1, until = " + UNTIL
                + " where id = 1 and until < clock_timestamp() returning epoch")) {
            update.setDouble(1, seconds(length));
            var row = update.executeQuery();
            return row.next() ? Optional.of(new Lease(row.getLong(1))) : Optional.empty();
        }
    }

    /** Says that this instance is alive; refused when another one has taken over. */
    void renew(Connection connection, Duration length) throws SQLException {
        try (var update =
                connection.prepareStatement("update sealer set until = " + UNTIL + " where id = 1 and epoch = ?")) {
            update.setDouble(1, seconds(length));
            update.setLong(2, epoch);
            if (update.executeUpdate() != 1) throw new LostLease();
        }
    }

    /** Lets others take over at once. */
    void release(Connection connection) throws SQLException {
        try (var update =
                connection.prepareStatement("update sealer set until = '-infinity' where id = 1 and epoch = ?")) {
            update.setLong(1, epoch);
            update.executeUpdate();
        }
    }

    private static double seconds(Duration length) {
        return length.toMillis() / 1000.0;
    }
}
