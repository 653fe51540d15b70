package dev.askfirst.selfservice.rush;

import dev.askfirst.decision.history.OwnDecisions;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.term.Rush;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Who wants to be offered a pause in a rush, and whether there is one. For everybody else nothing is read. */
@Startup
@ApplicationScoped
public class RushWatch {

    /** How many of the newest questions are looked at, in how large pieces. */
    private static final int MOST = 5_000;

    private static final int PIECE = 500;

    private static final Sql ON = Sql.of("""
            insert into rush_watch (person_id, since) values (:person, :now) on conflict (person_id) do nothing""");
    private static final Sql OFF = Sql.of("delete from rush_watch where person_id = :person");
    private static final Sql IS = Sql.of("select 1 from rush_watch where person_id = :person");

    /** Whether it is on, and the rush that there is. */
    public record Seen(boolean on, Optional<Rush> rush) {}

    private final DataSource dataSource;
    private final Clock clock;
    private final OwnDecisions decisions;
    private final Counter offers;

    RushWatch(DataSource dataSource, Clock clock, OwnDecisions decisions, MeterRegistry registry) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.decisions = decisions;
        this.offers = Counter.builder("askfirst.rush.offers")
                .description("how often a page offered a pause because more messages came than usual")
                .register(registry);
    }

    void set(UUID person, boolean on) {
        try (var connection = dataSource.getConnection()) {
            var call = on ? ON.with("person", person).with("now", clock.read(connection)) : OFF.with("person", person);
            call.update(connection);
        } catch (SQLException e) {
            throw Outage.undecided("it could not be saved", e);
        }
    }

    /** Nothing is read of whoever has not switched it on. */
    public Seen seen(UUID person, Instant now) {
        if (!isOn(person)) return new Seen(false, Optional.empty());
        var rush = Rush.of(through(person, now), now);
        if (rush.isPresent()) offers.increment();
        return new Seen(true, rush);
    }

    private boolean isOn(UUID person) {
        try (var connection = dataSource.getConnection()) {
            return IS.with("person", person).exists(connection);
        } catch (SQLException e) {
            throw Outage.undecided("the person could not be read", e);
        }
    }

    /** When messages were let through, as far back as counts. */
    private List<Instant> through(UUID person, Instant now) {
        var oldest = now.minus(Rush.BACK);
        var through = new ArrayList<Instant>();
        var before = Optional.<UUID>empty();
        for (var read = 0; read < MOST; read += PIECE) {
            var piece = decisions.newest(person, before, PIECE);
            piece.stream()
                    .filter(it -> it.mode() == Mode.RESERVE && it.outcome().equals("permit"))
                    .forEach(it -> through.add(it.at()));
            if (piece.size() < PIECE || piece.getLast().at().isBefore(oldest)) break;
            before = Optional.of(piece.getLast().id());
        }
        return through;
    }
}
