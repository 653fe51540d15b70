package dev.askfirst.consent.act;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.DataSubject;
import dev.askfirst.person.usage.Holder;
import dev.askfirst.person.usage.UsageRepository;
import dev.askfirst.policy.CountedPermit;
import dev.askfirst.policy.Limits;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Counts earlier permits when a person sets caps: permits are counted only while some cap needs them. */
final class EarlierPermits {

    private static final Set<ConsentEvent.Kind> SETTING =
            Set.of(ConsentEvent.Kind.PREFERENCES, ConsentEvent.Kind.MERGE, ConsentEvent.Kind.CONTACT_ADDED);

    private final Connection connection;
    private final CatalogService catalogs;
    private final Instant now;

    EarlierPermits(Connection connection, CatalogService catalogs, Instant now) {
        this.connection = connection;
        this.catalogs = catalogs;
        this.now = now;
    }

    /** To be called last: questions wait for what is locked here. */
    void count(Collection<DataSubject> subjects) throws SQLException {
        for (var subject : subjects) {
            if (subject.leaves() || subject.terms().preferences().caps().isEmpty()) continue;
            if (subject.events().stream().noneMatch(event -> SETTING.contains(event.kind()))) continue;
            // Locked before the record is read: an outcome reported meanwhile waits, and frees its slot afterwards.
            var holder = new Holder.Known(subject.person(), subject.shard());
            var counted = UsageRepository.lock(connection, holder);
            var permits = permits(subject.person(), subject.terms());
            if (!permits.uses().isEmpty()) UsageRepository.put(connection, holder, permits.with(counted));
        }
    }

    /**
     * The permits in the record that still count.
     *
     * @param replaced permits that a later one under the same idempotency key replaced: only the later one counts
     */
    private record Permits(List<CountedPermit> uses, Set<UUID> replaced) {

        /** These permits, and those counted before that they did not replace. */
        List<CountedPermit> with(List<CountedPermit> counted) {
            var others = counted.stream()
                    .filter(use -> !replaced.contains(use.decision()))
                    .toList();
            return UsageRepository.union(others, uses);
        }
    }

    private Permits permits(UUID person, Terms terms) throws SQLException {
        var since = Limits.oldest(terms, now);
        try (var select = connection.prepareStatement("""
                with theirs as materialized (select array_agg(point_id) as points from contact_point where person_id = ?)
                select id, decided_at, controller, topic, channel, (facts ->> 'instead')::uuid
                from theirs cross join lateral pages_about(theirs.points, first_uuid_of(?), null) about (page_id)
                join decision using (page_id)
                where point_id = any (theirs.points) and mode = 'reserve' and outcome = 'permit'
                  and not exists (
                      select 1 from outcome where decision_id = decision.id and outcome.outcome = 'not_sent')""")) {
            select.setObject(1, person);
            select.setObject(2, since.atOffset(ZoneOffset.UTC));
            var catalog = catalogs.newest(connection);
            var uses = new ArrayList<CountedPermit>();
            var replaced = new HashSet<UUID>();
            var row = select.executeQuery();
            while (row.next()) {
                uses.add(use(row, catalog));
                Optional.ofNullable(row.getObject(6, UUID.class)).ifPresent(replaced::add);
            }
            uses.removeIf(use -> replaced.contains(use.decision()));
            return new Permits(Limits.counting(uses, terms, List.of(), List.of(), now), replaced);
        }
    }

    /** A topic that is no longer in the catalog counts as one that needs consent. */
    private static CountedPermit use(ResultSet row, Catalog catalog) throws SQLException {
        var topic = row.getString(4);
        var rules = catalog.topic(topic);
        return new CountedPermit(
                row.getObject(1, UUID.class),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getString(3),
                topic,
                rules.map(catalog::kindInLaw).orElse(Scope.ALL),
                row.getString(5),
                rules.map(it -> it.needsConsent()).orElse(true));
    }
}
