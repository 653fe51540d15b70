package dev.askfirst.consent.event;

import dev.askfirst.policy.Suppression;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which suppressions stood against contact points at any instant. */
@ApplicationScoped
public class PointHistory {

    /** A person's contact points. */
    public List<UUID> now(Connection connection, UUID person) throws SQLException {
        try (var select = connection.prepareStatement(
                "select point_id from contact_point where person_id = ? order by added_at, point_id")) {
            select.setObject(1, person);
            var points = new ArrayList<UUID>();
            var row = select.executeQuery();
            while (row.next()) points.add(row.getObject(1, UUID.class));
            return points;
        }
    }

    /** The suppressions of this contact point that stood at this instant. */
    public List<Suppression> suppressions(Connection connection, UUID point, Instant at) throws SQLException {
        try (var select = connection.prepareStatement("""
                select distinct s.controller, case when s.reason = 'do_not_call' then s.at end
                from suppression s join contact_point c on c.contact_key = s.contact_key
                where c.point_id = ? and s.at <= ? and (s.lifted_at is null or s.lifted_at > ?) order by 1, 2""")) {
            select.setObject(1, point);
            select.setObject(2, at.atOffset(ZoneOffset.UTC));
            select.setObject(3, at.atOffset(ZoneOffset.UTC));
            var found = new ArrayList<Suppression>();
            var row = select.executeQuery();
            while (row.next()) found.add(new Suppression(row.getString(1), time(row, 2)));
            return found;
        }
    }

    private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
