package dev.askfirst.outbound.push;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.connection.PushTarget;
import dev.askfirst.person.point.ContactPoints;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** What tools were told: shown to staff, and sent again when they say so. */
@ApplicationScoped
public class Pushes {

    /** Which pushes somebody wants to see, newest first. */
    record Wanted(
            Optional<List<String>> states,
            Optional<String> target,
            Optional<UUID> person,
            Optional<UUID> before,
            int limit) {}

    private record Found(UUID point, PushReply reply) {}

    private static final int MOST = 1000;

    private static final String SELECT = """
            select id, target, point_id, person_id, says, reason, since, state, overtaken, attempts, due_at, ended_at,
                status, words
            from push\s""";
    private static final Sql LIST = Sql.of(SELECT + """
            where (:states::text[] is null or state = any (:states::text[]))
                and (:target::text is null or target = :target)
                and (:person::uuid is null or person_id = :person::uuid)
                and (:before::uuid is null or id < :before::uuid)
            order by id desc limit :limit""");
    private static final String AGAIN = """
            update push set state = 'waiting', attempts = 0, version = version + 1, job = null, ended_at = null,
                due_at = %1$s, queued_at = %1$s
            where claim is null and not overtaken and\s""";
    private static final Sql ONE = Sql.of(SELECT + "where id = :id");

    private final DataSource dataSource;
    private final CatalogService catalogs;
    private final ContactPoints points;
    private final Clock clock;

    Pushes(DataSource dataSource, CatalogService catalogs, ContactPoints points, Clock clock) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.points = points;
        this.clock = clock;
    }

    /** What tools were told of this person, as far as the caller may see for whom they send. */
    public List<PushReply> of(UUID person, Caller caller) {
        var controllers = new HashMap<String, String>();
        for (var it : catalogs.newest().document().pushes()) controllers.put(it.id(), it.controller());
        return list(new Wanted(Optional.empty(), Optional.empty(), Optional.of(person), Optional.empty(), MOST))
                .stream()
                .filter(it -> !caller.isLimited()
                        || Optional.ofNullable(controllers.get(it.target()))
                                .filter(caller::sees)
                                .isPresent())
                .toList();
    }

    List<PushReply> list(Wanted wanted) {
        try (var connection = dataSource.getConnection()) {
            var found = LIST.with("states", wanted.states())
                    .with("target", wanted.target())
                    .with("person", wanted.person())
                    .with("before", wanted.before())
                    .with("limit", wanted.limit())
                    .list(connection, Pushes::found);
            return masked(connection, found);
        } catch (SQLException e) {
            throw undecided(e);
        }
    }

    /** Tells it again, at once and from the first attempt. */
    PushReply resend(UUID id) {
        try (var connection = dataSource.getConnection()) {
            var changed =
                    again("id = :id and state <> 'dropped'").with("id", id).update(connection);
            var found = ONE.with("id", id).list(connection, Pushes::found);
            if (found.isEmpty()) throw Fault.of(ProblemCode.NOT_FOUND, "there is no such push");
            if (changed == 0)
                throw Fault.of(
                        ProblemCode.CONFLICT,
                        "it is being told just now, or there is nothing left to tell: a later yes, or nobody's address");
            return masked(connection, found).getFirst();
        } catch (SQLException e) {
            throw undecided(e);
        }
    }

    /** Tells one target again all that it refused or that was given up; returns how many. */
    int resendAll(String target) {
        try (var connection = dataSource.getConnection()) {
            return again("target = :target and state in ('refused', 'given_up')")
                    .with("target", target)
                    .update(connection);
        } catch (SQLException e) {
            throw undecided(e);
        }
    }

    private Sql again(String which) {
        return Sql.of(AGAIN.formatted(clock.now()) + which);
    }

    boolean isTarget(String id) {
        return catalogs.newest().document().pushes().stream()
                .map(PushTarget::id)
                .anyMatch(id::equals);
    }

    private List<PushReply> masked(Connection connection, List<Found> found) throws SQLException {
        var wanted = new HashSet<UUID>();
        found.forEach(it -> wanted.add(it.point()));
        Map<UUID, ContactPoints.Whose> whose = points.whose(connection, wanted);
        var all = new ArrayList<PushReply>(found.size());
        for (var it : found)
            all.add(it.reply().with(Optional.ofNullable(whose.get(it.point())).flatMap(ContactPoints.Whose::address)));
        return all;
    }

    private static Found found(Row row) throws SQLException {
        var state = row.text("state");
        return new Found(
                row.id("point_id"),
                new PushReply(
                        row.id("id"),
                        row.text("target"),
                        row.optionalId("person_id"),
                        Optional.empty(),
                        row.text("says"),
                        row.text("reason"),
                        row.time("since"),
                        state,
                        row.flag("overtaken"),
                        row.integer("attempts"),
                        row.optionalTime("due_at").filter(_ -> state.equals("waiting")),
                        row.optionalTime("ended_at"),
                        row.optionalNumber("status").map(Long::intValue),
                        row.optionalText("words")));
    }

    private static RuntimeException undecided(SQLException e) {
        return Outage.undecided("the pushes could not be read or written", e);
    }
}
