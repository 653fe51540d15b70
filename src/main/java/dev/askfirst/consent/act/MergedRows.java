package dev.askfirst.consent.act;

import dev.askfirst.consent.event.DataSubject;
import dev.askfirst.person.key.Vault;
import dev.askfirst.person.point.Homes;
import dev.askfirst.person.usage.Holder;
import dev.askfirst.person.usage.LearnedHours;
import dev.askfirst.person.usage.UsageRepository;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;

/**
 * Moves all rows of a person to the one they were merged into, in the transaction that records the merge. A table that
 * another feature keys by a person id must be added to {@link #MOVING}.
 */
final class MergedRows {

    /** Tables whose rows follow the person. */
    private static final List<String> MOVING = List.of("pairwise_id", "consent_expiry", "legal_hold", "deputy");

    private static final Sql LOCK = Sql.of("""
            select point_id, value from contact_point where person_id = :person and shard = :shard
            order by contact_key for update""");

    private record Point(UUID id, byte[] value, short shard) {}

    private final Connection connection;
    private final Vault vault;
    private final Instant now;

    MergedRows(Connection connection, Vault vault, Instant now) {
        this.connection = connection;
        this.vault = vault;
        this.now = now;
    }

    void move(Collection<DataSubject> subjects) throws SQLException {
        for (var subject : subjects) {
            if (subject.into().isPresent()) move(subject, subject.into().get());
        }
    }

    private void move(DataSubject part, DataSubject whole) throws SQLException {
        var from = part.person();
        var to = whole.person();
        points(from, whole);
        UsageRepository.unite(connection, new Holder.Known(from, part.shard()), new Holder.Known(to, whole.shard()));
        LearnedHours.unite(connection, from, to);
        for (var table : MOVING) {
            execute("update %s set person_id = ? where person_id = ?".formatted(table), to, from);
        }
        // Whoever of the two wanted to be told still does.
        execute(
                "insert into rush_watch select ?, since from rush_watch where person_id = ? on conflict (person_id) do nothing",
                to,
                from);
        execute("delete from rush_watch where person_id = ?", from);
        execute("update merged_person set into_id = ? where into_id = ?", to, from);
        execute("insert into merged_person values (?, ?, ?)", from, to, now.atOffset(ZoneOffset.UTC));
        execute("delete from terms where shard = ? and person_id = ?", part.shard(), from);
        execute(
                "update person set locale = null, time_zone = null, country = null, data_key = null where person_id = ?",
                from);
    }

    /** Addresses are encrypted with their owner's key, so they are encrypted again for the new owner. */
    private void points(UUID from, DataSubject whole) throws SQLException {
        var to = whole.person();
        var owners = owners(from, to);
        for (var point : points(from)) {
            var value = point.value() == null
                    ? null
                    : vault.pass(owners.get(from), owners.get(to), point.id(), point.value());
            execute(
                    "update contact_point set person_id = ?, value = ?, home = ? where point_id = ? and shard = ?",
                    to,
                    value,
                    whole.shard(),
                    point.id(),
                    point.shard());
        }
    }

    private HashMap<UUID, Vault.Owner> owners(UUID from, UUID to) throws SQLException {
        var owners = new HashMap<UUID, Vault.Owner>();
        try (var select = connection.prepareStatement(
                "select person_id, data_key from person where person_id in (?, ?) order by person_id for update")) {
            select.setObject(1, from);
            select.setObject(2, to);
            var row = select.executeQuery();
            while (row.next()) {
                var person = row.getObject(1, UUID.class);
                owners.put(person, new Vault.Owner(person, row.getBytes(2)));
            }
        }
        return owners;
    }

    private List<Point> points(UUID person) throws SQLException {
        var points = new ArrayList<Point>();
        for (var shard : Homes.ofPoints(connection, person)) {
            LOCK.with("person", person)
                    .with("shard", shard)
                    .each(
                            connection,
                            row -> points.add(new Point(
                                    row.id("point_id"),
                                    row.optionalBytes("value").orElse(null),
                                    shard)));
        }
        return points;
    }

    private void execute(String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) statement.setObject(i + 1, parameters[i]);
            statement.executeUpdate();
        }
    }
}
