package dev.askfirst.outbound;

import dev.askfirst.outbound.feed.Change;
import dev.askfirst.outbound.feed.Outbox;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

/** What happens in tests of what subscribers are told: rows of the outbox, each in a transaction of its own. */
@ApplicationScoped
public class Happenings {

    private final DataSource dataSource;
    private final Clock clock;

    Happenings(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** These, together. The order of pages is not that of commits, as it need not be elsewhere. */
    public UUID happen(Change... changes) {
        var page = Ids.at(Instant.now().minusMillis(ThreadLocalRandom.current().nextLong(3_600_000)));
        happen(page, changes);
        return page;
    }

    public void happen(UUID page, Change... changes) {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            Outbox.add(connection, page, List.of(changes));
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Change change(Change.Type type, UUID person, long version, String controller) {
        return change(type, Optional.of(person), version, controller, List.of());
    }

    public Change everywhere(Change.Type type, UUID person, long version, String... spokenTo) {
        return change(type, Optional.of(person), version, "*", List.of(spokenTo));
    }

    public Change aboutNobody(Change.Type type, String controller) {
        return change(type, Optional.empty(), 0, controller, List.of());
    }

    private Change change(
            Change.Type type, Optional<UUID> person, long version, String controller, List<String> spokenTo) {
        try (Connection connection = dataSource.getConnection()) {
            var now = clock.read(connection);
            var data = Change.noData().put("topic", "offers");
            return new Change(Ids.at(now), type, person, version, controller, spokenTo, now, data);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
