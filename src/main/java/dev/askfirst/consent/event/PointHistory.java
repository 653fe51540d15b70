package dev.askfirst.consent.event;

import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.Suppression;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Which suppressions stood against contact points at any instant. */
@ApplicationScoped
public class PointHistory {

    private static final Sql NOW =
            Sql.of("select point_id from contact_point where person_id = :person order by added_at, point_id");

    private static final Sql SUPPRESSIONS = Sql.of("""
            select distinct s.controller, case when s.reason = 'do_not_call' then s.at end as listed
            from suppression s join contact_point c on c.contact_key = s.contact_key
            where c.point_id = :point and s.at <= :at and (s.lifted_at is null or s.lifted_at > :at) order by 1, 2""");

    /** A person's contact points. */
    public List<UUID> now(Connection connection, UUID person) throws SQLException {
        return NOW.with("person", person).list(connection, row -> row.id("point_id"));
    }

    /** The suppressions of this contact point that stood at this instant. */
    public List<Suppression> suppressions(Connection connection, UUID point, Instant at) throws SQLException {
        return SUPPRESSIONS
                .with("point", point)
                .with("at", at)
                .list(connection, row -> new Suppression(row.text("controller"), row.optionalTime("listed")));
    }
}
