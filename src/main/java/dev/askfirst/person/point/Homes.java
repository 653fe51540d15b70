package dev.askfirst.person.point;

import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Looks up in which shards the rows of somebody lie: a lock keeps to one of them, and names it. */
public final class Homes {

    private static final Sql OF_TERMS = Sql.of("select shard from terms where person_id = :person");

    private static final Sql OF_POINTS =
            Sql.of("select distinct shard from contact_point where person_id = :person order by shard");

    private static final Sql OF_POINT = Sql.of("select shard from contact_point where point_id = :point");

    private Homes() {}

    /** The shard of a person; empty if they were erased or merged into somebody else. */
    public static Optional<Short> of(Connection connection, UUID person) throws SQLException {
        return OF_TERMS.with("person", person).first(connection, row -> row.small("shard"));
    }

    /** The shards of a person's addresses, in the order in which their rows are locked. */
    public static List<Short> ofPoints(Connection connection, UUID person) throws SQLException {
        return OF_POINTS.with("person", person).list(connection, row -> row.small("shard"));
    }

    /** The shard of one address; empty if it is nobody's any more. */
    public static Optional<Short> ofPoint(Connection connection, UUID point) throws SQLException {
        return OF_POINT.with("point", point).first(connection, row -> row.small("shard"));
    }
}
