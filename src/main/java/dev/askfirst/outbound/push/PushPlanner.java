package dev.askfirst.outbound.push;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.connection.PushTarget;
import dev.askfirst.outbound.feed.Change;
import dev.askfirst.outbound.feed.Feed;
import dev.askfirst.outbound.feed.Placed;
import dev.askfirst.outbound.push.PushPeople.Reached;
import dev.askfirst.outbound.push.Standing.Says;
import dev.askfirst.outbound.push.Standing.Word;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Finds out from the feed what targets are to be told. A change only says whom to look at: what is told is what holds then, so
 * that a no that was undone meanwhile is not pushed, and none is pushed twice. The mark of each target moves in the same
 * transaction. Everybody is looked at when a target is new, and from time to time, for what no change tells of: the noes that
 * stood before, an address that was added after a no, changes that are not kept any more.
 */
@ApplicationScoped
class PushPlanner {

    private static final int MOST_CHANGES = 500;
    private static final int PEOPLE_AT_A_TIME = 200;
    private static final int MOST_PIECES = 20;

    private static final Sql BEGIN = Sql.of("""
            insert into push_progress (target, next_position, person_after, walked_at)
            select :target, next_position, :first, :now from feed_position
            on conflict do nothing""");
    private static final Sql MARK = Sql.of("""
            select next_position, person_after, walked_at, (select min(first_position) from outbox) as oldest
            from push_progress where target = :target for update skip locked""");
    private static final Sql BEHIND = Sql.of("""
            select t.id from unnest(:targets::text[]) t (id) left join push_progress p on p.target = t.id
            where p.target is null or p.person_after is not null or p.walked_at < :before
                or p.next_position < (select next_position from feed_position)""");
    private static final Sql WALK =
            Sql.of("update push_progress set person_after = :first, walked_at = :now where target = :target");
    private static final UUID FIRST = new UUID(0, 0);
    private static final Sql MOVE = Sql.of("update push_progress set next_position = :next where target = :target");
    private static final Sql PASS = Sql.of("update push_progress set person_after = :after where target = :target");
    private static final Sql EARLIER =
            Sql.of("select person_id from terms where person_id > :after order by person_id limit :most");

    /** Changes after which a no can stand that did not before. */
    private static final Set<Change.Type> NOES = EnumSet.of(
            Change.Type.CONSENT_REFUSED,
            Change.Type.CONSENT_WITHDRAWN,
            Change.Type.SUPPRESSION_ADDED,
            Change.Type.PERSON_MERGED);

    private record Mark(long next, Optional<UUID> after, Instant walked, Optional<Long> oldest) {

        private boolean isLost() {
            return oldest.filter(it -> next < it).isPresent();
        }
    }

    private record Planned(boolean more) implements Transactions.Recorded {
        @Override
        public Optional<UUID> page() {
            return Optional.empty();
        }
    }

    /** Whom changes are about: all of them, and those of whom a no can be new. */
    private record Concerned(Set<UUID> all, Set<UUID> noes, long next) {}

    private final Transactions transactions;
    private final CatalogService catalogs;
    private final PushPeople people;
    private final Clock clock;
    private final Duration between;

    PushPlanner(
            Transactions transactions,
            CatalogService catalogs,
            PushPeople people,
            Clock clock,
            @ConfigProperty(name = "askfirst.pushes.walk") Duration between) {
        this.transactions = transactions;
        this.catalogs = catalogs;
        this.people = people;
        this.clock = clock;
        this.between = between;
    }

    private record Targets(List<String> all) implements Transactions.Recorded {
        @Override
        public Optional<UUID> page() {
            return Optional.empty();
        }
    }

    /** Those of these targets that lack something. */
    List<String> behind(List<String> targets) throws SQLException {
        return transactions
                .run(connection -> new Targets(BEHIND.with("targets", targets)
                        .with("before", clock.read(connection).minus(between))
                        .list(connection, row -> row.text("id"))))
                .all();
    }

    /** Makes out what this target lacks, or the next part of much; what another instance is at is left to it. */
    void run(String target) throws SQLException {
        for (var pieces = 0; pieces < MOST_PIECES; pieces++)
            if (!transactions.run(connection -> next(connection, target)).more()) return;
    }

    private Planned next(Connection connection, String id) throws SQLException {
        var catalog = catalogs.newest(connection);
        var target = catalog.document().pushes().stream()
                .filter(it -> it.id().equals(id) && !it.paused())
                .findFirst();
        if (target.isEmpty()) return new Planned(false);
        var now = clock.read(connection);
        BEGIN.with("target", id).with("first", FIRST).with("now", now).update(connection);
        var mark = MARK.with("target", id)
                .first(
                        connection,
                        row -> new Mark(
                                row.number("next_position"),
                                row.optionalId("person_after"),
                                row.time("walked_at"),
                                row.optionalNumber("oldest")));
        if (mark.isEmpty()) return new Planned(false);
        var planning = new Planning(connection, catalog, target.get(), now);
        if (mark.get().isLost())
            WALK.with("target", id).with("first", FIRST).with("now", now).update(connection);
        // What is said now goes first, however many have said something before.
        if (planning.fromFeed(mark.get().next())) return new Planned(true);
        if (mark.get().after().isPresent())
            return new Planned(planning.fromBefore(mark.get().after().get()));
        if (mark.get().walked().isAfter(now.minus(between))) return new Planned(false);
        WALK.with("target", id).with("first", FIRST).with("now", now).update(connection);
        return new Planned(true);
    }

    /** One piece of work for one target. */
    private final class Planning {

        private final Connection connection;
        private final PushTarget target;
        private final Standing standing;
        private final PushRows rows;
        private final Set<String> schemes;

        Planning(Connection connection, Catalog catalog, PushTarget target, Instant now) {
            this.connection = connection;
            this.target = target;
            this.standing = new Standing(target, catalog, now);
            this.rows = new PushRows(connection, target.id(), clock, now);
            this.schemes = catalog.schemesOf(target.channel()).orElse(Set.of());
        }

        boolean fromFeed(long from) throws SQLException {
            var concerned = concerned(from);
            if (concerned.next() == from) return false;
            var looked = new HashSet<>(concerned.noes());
            // Without a no before it, a yes takes nothing back.
            looked.addAll(rows.known(concerned.all()));
            plan(looked, 0);
            MOVE.with("target", target.id()).with("next", concerned.next()).update(connection);
            return true;
        }

        boolean fromBefore(UUID after) throws SQLException {
            var some = EARLIER.with("after", after)
                    .with("most", PEOPLE_AT_A_TIME)
                    .list(connection, row -> row.id("person_id"));
            plan(some, 1);
            var more = some.size() == PEOPLE_AT_A_TIME;
            PASS.with("target", target.id())
                    .with("after", more ? Optional.of(some.getLast()) : Optional.empty())
                    .update(connection);
            return more;
        }

        private Concerned concerned(long from) throws SQLException {
            var read = new ArrayList<Placed>();
            Feed.read(connection, from, placed -> {
                read.add(placed);
                return read.size() < MOST_CHANGES;
            });
            var all = new HashSet<UUID>();
            var noes = new HashSet<UUID>();
            for (var placed : read) {
                placed.change().person().ifPresent(all::add);
                if (NOES.contains(placed.change().type()))
                    placed.change().person().ifPresent(noes::add);
            }
            return new Concerned(
                    all, noes, read.isEmpty() ? from : read.getLast().position() + 1);
        }

        private void plan(Collection<UUID> who, int rank) throws SQLException {
            var reached = people.of(connection, who, schemes, target.controller());
            var known = rows.of(who, reached.stream().map(Reached::point).toList());
            for (var one : reached)
                plan(
                        one,
                        standing.of(one.point(), one.terms(), one.suppressed()),
                        Optional.ofNullable(known.get(one.point())),
                        rank);
        }

        private void plan(Reached one, Optional<Word> word, Optional<PushRows.Standing> before, int rank)
                throws SQLException {
            var no = word.filter(it -> it.says() == Says.NO);
            if (no.isPresent()) {
                if (isNews(no.get(), before)) rows.tell(one.point(), one.person(), no.get(), rank);
                return;
            }
            if (before.isEmpty() || before.get().overtaken()) return;
            if (before.get().says() == Says.YES) {
                if (word.isEmpty() && before.get().state() == PushRows.State.WAITING) rows.overtake(one.point());
                return;
            }
            // Only what was pushed by this service is taken back: a tool's own bounces and complaints stay.
            if (before.get().state() == PushRows.State.WAITING && !before.get().tried()) rows.forget(one.point());
            else if (word.isPresent() && target.alsoYes() && before.get().isDone())
                rows.tell(one.point(), one.person(), word.get(), rank);
            else rows.overtake(one.point());
        }

        /** What the tool has confirmed, or is about to be told, is not told again; what it refused only for another no. */
        private boolean isNews(Word no, Optional<PushRows.Standing> before) {
            if (before.isEmpty()
                    || before.get().says() == Says.YES
                    || before.get().overtaken()) return true;
            return !before.get().isDone() && !before.get().is(no);
        }
    }
}
