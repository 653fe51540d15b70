package dev.askfirst.person.deputy;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Who may act for whom. Read anew each time, with the database's clock, and never remembered: who is ended, or whose time is
 * over, may nothing from that instant on, on any instance.
 */
@ApplicationScoped
public class Deputies {

    private static final String SELECT =
            "select id, person_id, act, kind, may, since, until_at, ended_at from deputy where ";
    private static final Sql FIND = Sql.of(SELECT + "id = :id");
    private static final Sql OF_PERSON = Sql.of(SELECT + "person_id = :person order by since, id");

    private final DataSource dataSource;
    private final Clock clock;

    Deputies(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Whoever ever was named by this id, whether they still may anything or not. */
    public static Optional<Deputy> find(Connection connection, UUID id) throws SQLException {
        return FIND.with("id", id).first(connection, Deputies::deputy);
    }

    /** All of a person, those who were ended included, the first to be named first. */
    public static List<Deputy> of(Connection connection, UUID person) throws SQLException {
        return OF_PERSON.with("person", person).list(connection, Deputies::deputy);
    }

    /** The deputy of this id, if they may act now. */
    public Optional<Deputy> standing(UUID id) {
        try (var connection = dataSource.getConnection()) {
            var now = clock.read(connection);
            return find(connection, id).filter(it -> it.standsAt(now));
        } catch (SQLException e) {
            throw Outage.undecided("what the deputy may do could not be read", e);
        }
    }

    /**
     * The deputy that a caller is, who may do any of this now. To those who may nothing at all the person does not exist; those
     * who may other things are told what they lack.
     */
    public Deputy require(Caller caller, Right... any) {
        var deputy = standing(caller.requireDeputy())
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "nobody for whom you may act now"));
        if (Stream.of(any).noneMatch(deputy.mandate().may()::contains))
            throw Fault.of(
                    ProblemCode.FORBIDDEN, "the person has not given you the right `%s`".formatted(Json.text(any[0])));
        return deputy;
    }

    /** Whether the deputy that a caller is may do this now. */
    public boolean may(Caller caller, Right right) {
        return standing(caller.requireDeputy())
                .filter(it -> it.mandate().may().contains(right))
                .isPresent();
    }

    private static Deputy deputy(Row row) throws SQLException {
        var may = EnumSet.noneOf(Right.class);
        for (var name : row.texts("may")) may.add(Right.valueOf(name.toUpperCase(Locale.ROOT)));
        return new Deputy(
                row.id("id"),
                row.id("person_id"),
                row.id("act"),
                new Mandate(row.constant(Mandate.Kind.class, "kind"), may, row.optionalTime("until_at")),
                row.time("since"),
                row.optionalTime("ended_at"));
    }
}
