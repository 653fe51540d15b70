package dev.askfirst.reconcile;

import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.Strangers;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Replaces the addresses of a report by ids: the contact point, and the hashes of the months in which somebody may have
 * asked about the address as an unknown one. Both, because the address may have got an owner after the question.
 */
final class Naming {

    private static final int TIMED = 7;

    private static final Sql POINTS =
            Sql.of("select contact_key, point_id from contact_point where contact_key = any (:keys::uuid[])");

    private final ContactKeys keys;
    private final Strangers strangers;
    private final ReconcileConfig config;
    private final Instant now;
    private final Map<YearMonth, Optional<Strangers.Names>> months = new HashMap<>();

    Naming(ContactKeys keys, Strangers strangers, ReconcileConfig config, Instant now) {
        this.keys = keys;
        this.strangers = strangers;
        this.config = config;
        this.now = now;
    }

    List<Sending> name(Connection connection, List<Delivery> deliveries) throws SQLException {
        var keysOf = deliveries.stream()
                .map(it -> keys.of(it.contact()).stream()
                        .map(ContactKeys.ContactKey::key)
                        .toList())
                .toList();
        var points = points(connection, keysOf);
        var sent = new ArrayList<Sending>(deliveries.size());
        for (var i = 0; i < deliveries.size(); i++) {
            var delivery = deliveries.get(i);
            var theirs = keysOf.get(i);
            var point = theirs.stream().filter(points::containsKey).findFirst().map(points::get);
            var names = new LinkedHashSet<UUID>();
            point.ifPresent(names::add);
            for (var month : months(delivery)) {
                if (!months.containsKey(month)) months.put(month, load(connection, month));
                months.get(month).ifPresent(it -> theirs.forEach(key -> names.add(it.of(key))));
            }
            sent.add(new Sending(
                    delivery.line(),
                    delivery.at(),
                    delivery.channel(),
                    List.copyOf(names),
                    point,
                    delivery.decision()));
        }
        return sent;
    }

    private static Map<UUID, UUID> points(Connection connection, List<List<UUID>> keys) throws SQLException {
        var points = new HashMap<UUID, UUID>();
        POINTS.with("keys", keys.stream().flatMap(List::stream).collect(Collectors.toSet()))
                .each(connection, row -> points.put(row.id("contact_key"), row.id("point_id")));
        return points;
    }

    private Set<YearMonth> months(Delivery delivery) {
        var months = new LinkedHashSet<YearMonth>();
        months.add(month(delivery.at().minus(config.lookBack())));
        months.add(month(delivery.at().plus(config.tolerance())));
        delivery.decision()
                .filter(it -> it.version() == TIMED)
                .map(it -> Instant.ofEpochMilli(it.getMostSignificantBits() >>> 16))
                .filter(it -> it.isBefore(now.plus(Duration.ofDays(1))))
                .ifPresent(it -> months.add(month(it)));
        return months;
    }

    private Optional<Strangers.Names> load(Connection connection, YearMonth month) throws SQLException {
        return strangers.ifAny(connection, month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    private static YearMonth month(Instant at) {
        return YearMonth.from(at.atOffset(ZoneOffset.UTC));
    }
}
