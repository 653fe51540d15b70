package dev.askfirst.consent.intent;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.Rights;
import dev.askfirst.catalog.SenderRights;
import dev.askfirst.consent.request.ListRequest;
import dev.askfirst.consent.view.Intents;
import dev.askfirst.person.key.PairwiseIds;
import dev.askfirst.person.point.TermsJson;
import dev.askfirst.person.usage.UsageRepository;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.CountedPermit;
import dev.askfirst.policy.Wanted;
import dev.askfirst.policy.term.Intent;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Lists for a sender what people look for on its topics: those intents alone that are open to its controllers, that have
 * messages left, and that no no of the person stands against. Of all others it learns nothing.
 */
@ApplicationScoped
class OpenIntents {

    /** Intents, and the cursor of the rest, if there is any. */
    record Page(List<OpenIntent> intents, Optional<UUID> next) {}

    private record Found(UUID id, UUID person) {}

    private static final Sql OPEN = Sql.of("""
            select distinct o.id, coalesce(m.into_id, e.person_id) as person
            from open_intent o join consent_event e on e.id = o.id
            left join merged_person m on m.person_id = e.person_id
            where o.controller = any (:controllers::text[]) and o.until_at > :now and o.id < :before
            order by o.id desc limit :most""");
    private static final Sql TERMS =
            Sql.of("select person_id, terms from terms where person_id = any (:people::uuid[])");
    private static final UUID LAST = new UUID(-1, -1);

    private final DataSource dataSource;
    private final CatalogService catalogs;
    private final PairwiseIds pairwiseIds;
    private final Clock clock;

    OpenIntents(DataSource dataSource, CatalogService catalogs, PairwiseIds pairwiseIds, Clock clock) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.pairwiseIds = pairwiseIds;
        this.clock = clock;
    }

    /** A part of them, the newest first; one that is open to several controllers of the sender is there once for each. */
    Page list(String sender, ListRequest.CheckedList list) {
        var catalog = catalogs.newest();
        var rights = SenderRights.of(catalog, sender);
        var controllers = rights.controllers(list.controller());
        try (var connection = dataSource.getConnection()) {
            var now = clock.read(connection);
            var rows = rows(connection, controllers, list, now);
            var shown = rows.subList(0, Math.min(rows.size(), list.limit()));
            var people = new Looking(
                    catalog, rights.own().orElseThrow(), terms(connection, shown), uses(connection, shown), now);
            var words = Intents.words(connection, shown.stream().map(Found::id).toList());
            var all = new ArrayList<OpenIntent>();
            for (var one : shown) {
                for (var controller : controllers)
                    people.intent(one, controller)
                            .map(it -> open(it, one, controller, people, words))
                            .filter(it -> !it.channels().isEmpty())
                            .ifPresent(all::add);
            }
            return new Page(all, next(rows, shown));
        } catch (SQLException e) {
            throw Outage.undecided("the intents could not be read", e);
        }
    }

    private OpenIntent open(Intent intent, Found one, String controller, Looking people, Map<UUID, String> words) {
        return new OpenIntent(
                intent.id(),
                pairwiseIds.of(controller, one.person()),
                controller,
                intent.topic(),
                people.channels(intent, one, controller),
                intent.until(),
                people.left(intent, one),
                Optional.ofNullable(words.get(intent.id())));
    }

    private static Optional<UUID> next(List<Found> rows, List<Found> shown) {
        return rows.size() > shown.size() ? Optional.of(shown.getLast().id()) : Optional.empty();
    }

    private static List<Found> rows(
            Connection connection, List<String> controllers, ListRequest.CheckedList list, Instant now)
            throws SQLException {
        return OPEN.with(
                        "controllers",
                        Stream.concat(controllers.stream(), Stream.of(Scope.ALL))
                                .toList())
                .with("now", now)
                .with("before", list.before().orElse(LAST))
                .with("most", list.limit() + 1)
                .list(connection, row -> new Found(row.id("id"), row.id("person")));
    }

    private static Map<UUID, Terms> terms(Connection connection, List<Found> shown) throws SQLException {
        var found = new HashMap<UUID, Terms>();
        TERMS.with("people", shown.stream().map(Found::person).toList())
                .each(connection, row -> found.put(row.id("person_id"), TermsJson.read(row.bytes("terms"))));
        return found;
    }

    private static Map<UUID, List<CountedPermit>> uses(Connection connection, List<Found> shown) throws SQLException {
        return UsageRepository.of(connection, shown.stream().map(Found::person).toList());
    }

    /** What is known of the people who look for something. */
    private record Looking(
            Catalog catalog, Rights rights, Map<UUID, Terms> terms, Map<UUID, List<CountedPermit>> uses, Instant now) {

        /** The intent, if it is open to this controller and the sender writes about something within it. */
        Optional<Intent> intent(Found one, String controller) {
            return of(one).intents().stream()
                    .filter(it -> it.id().equals(one.id()) && it.isOpenTo(controller) && !it.over(now))
                    .filter(it -> left(it, one) > 0)
                    .filter(it -> rights.topics().isEmpty()
                            || rights.topics().stream().anyMatch(it::isAbout))
                    .findFirst();
        }

        int left(Intent intent, Found one) {
            return intent.max() - Wanted.used(intent, uses.getOrDefault(one.person(), List.of()));
        }

        List<String> channels(Intent intent, Found one, String controller) {
            var topic = catalog.topic(intent.topic());
            if (topic.isEmpty()) return List.of();
            return rights.channels().stream()
                    .filter(it ->
                            intent.channels().isEmpty() || intent.channels().contains(it))
                    .filter(it -> Wanted.reaches(Scope.of(controller, intent.topic(), it), topic.get(), of(one), now))
                    .sorted()
                    .toList();
        }

        private Terms of(Found one) {
            return catalog.inForce(terms.getOrDefault(one.person(), Terms.EMPTY));
        }
    }
}
