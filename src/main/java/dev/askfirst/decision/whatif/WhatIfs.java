package dev.askfirst.decision.whatif;

import dev.askfirst.catalog.draft.Drafts;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** What drafts of the catalog would have changed: ordered, looked at and cancelled. What came out is kept with the draft. */
@ApplicationScoped
public class WhatIfs {

    /** Decisions of this time are decided again. */
    public static final Duration TIME = Duration.ofDays(30);

    private final javax.sql.DataSource dataSource;
    private final Drafts drafts;
    private final Clock clock;

    WhatIfs(@DataSource("work") javax.sql.DataSource dataSource, Drafts drafts, Clock clock) {
        this.dataSource = dataSource;
        this.drafts = drafts;
        this.clock = clock;
    }

    /** Lets it be worked out, unless somebody is at it already. */
    public void order(String draft, Caller by) {
        var shown = drafts.one(draft).draft();
        if (!shown.isWaiting())
            throw Fault.of(ProblemCode.CONFLICT, "the draft does not wait any more: look at what became of it");
        work(connection -> {
            connection.setAutoCommit(false);
            try {
                order(connection, shown.id(), by);
                connection.commit();
                return shown.id();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        });
    }

    private void order(Connection connection, UUID draft, Caller by) throws SQLException {
        WhatIfRows.lock(connection, draft);
        if (WhatIfRows.last(connection, draft).filter(it -> it.state().isOpen()).isPresent()) return;
        var at = clock.read(connection);
        WhatIfRows.insert(connection, draft, by, at.minus(TIME), at);
    }

    /** The last one of a draft, which there must be; empty if nobody has ordered one. */
    public Optional<WhatIf> last(String draft) {
        var id = drafts.one(draft).draft().id();
        return work(connection -> WhatIfRows.last(connection, id));
    }

    /** Stops it; a fault if nobody is at it. */
    public void cancel(String draft) {
        var id = drafts.one(draft).draft().id();
        if (!work(connection -> WhatIfRows.cancel(connection, id)))
            throw Fault.of(ProblemCode.CONFLICT, "nothing is being worked out for this draft");
    }

    private interface Work<R> {
        R on(Connection connection) throws SQLException;
    }

    private <R> R work(Work<R> work) {
        try (var connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw Outage.undecided("what a draft would have changed could not be read or recorded", e);
        }
    }
}
