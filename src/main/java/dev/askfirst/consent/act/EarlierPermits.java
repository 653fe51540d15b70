package dev.askfirst.consent.act;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.DataSubject;
import dev.askfirst.person.usage.Holder;
import dev.askfirst.person.usage.UsageRepository;
import dev.askfirst.person.usage.Uses;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.CountedPermit;
import dev.askfirst.policy.Limits;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
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

    private static final Sql POINTS = Sql.of("select point_id from contact_point where person_id = :person");

    private static final Sql PAGES =
            Sql.of("select page_id from pages_about(:points::uuid[], first_uuid_of(:since), null) about (page_id)");

    private static final Sql PERMITS = Sql.of("""
            select id, decided_at, controller, topic, channel, (facts ->> 'instead')::uuid as instead from decision
            where page_id = any (:pages::uuid[]) and point_id = any (:points::uuid[])
                and mode = 'reserve' and outcome = 'permit' and facts -> 'confirms' is null""");

    private static final Sql NOT_SENT =
            Sql.of("select decision_id from outcome where decision_id = any (:ids::uuid[]) and outcome = 'not_sent'");

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
            if (subject.leaves() || !Limits.areSet(subject.terms())) continue;
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
        Uses with(Uses counted) {
            var others = counted.permits().stream()
                    .filter(use -> !replaced.contains(use.decision()))
                    .toList();
            return counted.with(others).and(Uses.NONE.with(uses));
        }
    }

    /** A permit on record, and the one that it replaced. */
    private record OnRecord(CountedPermit use, Optional<UUID> instead) {}

    private Permits permits(UUID person, Terms terms) throws SQLException {
        var permits = onRecord(person, Limits.oldest(terms, now));
        var replaced = new HashSet<UUID>();
        for (var permit : permits) permit.instead().ifPresent(replaced::add);
        var uses = permits.stream()
                .map(OnRecord::use)
                .filter(use -> !replaced.contains(use.decision()))
                .toList();
        return new Permits(Limits.counting(uses, terms, List.of(), List.of(), now), replaced);
    }

    /** All whose message may have been sent. */
    private List<OnRecord> onRecord(UUID person, Instant since) throws SQLException {
        var points = POINTS.with("person", person).list(connection, row -> row.id("point_id"));
        var pages = PAGES.with("points", points).with("since", since).list(connection, row -> row.id("page_id"));
        if (pages.isEmpty()) return List.of();
        var catalog = catalogs.newest(connection);
        var permits = PERMITS.with("points", points)
                .with("pages", pages)
                .list(connection, row -> new OnRecord(use(row, catalog), row.optionalId("instead")));
        var ids = permits.stream().map(permit -> permit.use().decision()).toList();
        var notSent = Set.copyOf(NOT_SENT.with("ids", ids).list(connection, row -> row.id("decision_id")));
        return permits.stream()
                .filter(permit -> !notSent.contains(permit.use().decision()))
                .toList();
    }

    /** A topic that is no longer in the catalog counts as one that needs consent. */
    private static CountedPermit use(Row row, Catalog catalog) throws SQLException {
        var topic = row.text("topic");
        var rules = catalog.topic(topic);
        return new CountedPermit(
                row.id("id"),
                row.time("decided_at"),
                row.text("controller"),
                topic,
                rules.map(catalog::kindInLaw).orElse(Scope.ALL),
                row.text("channel"),
                rules.map(it -> it.needsConsent()).orElse(true));
    }
}
