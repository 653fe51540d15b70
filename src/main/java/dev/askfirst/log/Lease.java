package dev.askfirst.log;

import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The right to seal: one instance has it, by the number of its epoch, as long as it renews it in time. */
record Lease(long epoch) {

    private static final Sql TAKE = Sql.of("""
            update sealer set epoch = epoch + 1, until = clock_timestamp() + make_interval(secs => :length)
            where id = 1 and until < clock_timestamp() returning epoch""");

    private static final Sql RENEW = Sql.of("""
            update sealer set until = clock_timestamp() + make_interval(secs => :length)
            where id = 1 and epoch = :epoch""");

    private static final Sql RELEASE = Sql.of("update sealer set until = '-infinity' where id = 1 and epoch = :epoch");

    /** Takes the lease if nobody holds it any more. */
    static Optional<Lease> take(Connection connection, Duration length) throws SQLException {
        return TAKE.with("length", length).first(connection, row -> new Lease(row.number("epoch")));
    }

    /** Says that this instance is alive; refused when another one has taken over. */
    void renew(Connection connection, Duration length) throws SQLException {
        var renewed = RENEW.with("length", length).with("epoch", epoch).update(connection);
        if (renewed != 1) throw new LostLease();
    }

    /** Lets others take over at once. */
    void release(Connection connection) throws SQLException {
        RELEASE.with("epoch", epoch).update(connection);
    }
}
