package dev.askfirst.decision.lane;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One message to the database and back: it records and commits a decided batch, then begins the next and gathers its
 * facts. Either half may be missing. Sent together, they cost a batch one wait instead of three.
 */
@ApplicationScoped
class RoundTrip {

    private static final String PROBE =
            "insert into commit_probe (id, at) values (gen_random_uuid(), clock_timestamp())";

    private final Gatherer gatherer;

    RoundTrip(Gatherer gatherer) {
        this.gatherer = gatherer;
    }

    /** Begins a transaction, which stays open, and gathers the facts for these questions; there must be some. */
    Gathered gather(Connection connection, List<PendingQuestion> questions) throws SQLException {
        return send(connection, Optional.empty(), questions).orElseThrow();
    }

    /**
     * Records and commits the open transaction, and begins a transaction for {@code next}, if there are questions. The
     * decisions are durable when this returns; if it throws, that is unknown.
     */
    Optional<Gathered> commit(Connection connection, Batches.Decided decided, List<PendingQuestion> next)
            throws SQLException {
        return send(connection, Optional.of(decided), next);
    }

    private Optional<Gathered> send(
            Connection connection, Optional<Batches.Decided> decided, List<PendingQuestion> next) throws SQLException {
        try (var statement = connection.prepareStatement(sql(decided, next))) {
            var index = 1;
            if (decided.isPresent()) index = Recorder.bind(statement, index, decided.get());
            if (!next.isEmpty()) gatherer.bind(statement, index, next);
            var gathered = results(statement);
            if (statement.getWarnings() != null) throw statement.getWarnings();
            return gathered;
        }
    }

    private String sql(Optional<Batches.Decided> decided, List<PendingQuestion> next) {
        var statements = new ArrayList<String>(5);
        if (decided.isPresent()) {
            statements.addAll(Recorder.statements(decided.get()));
            // A repeated answer may be visible before a standby has it. A commit that writes something waits until it
            // is durable.
            if (decided.get().repeatsOnly()) statements.add(PROBE);
            statements.add("commit");
        }
        if (!next.isEmpty()) {
            statements.add("begin");
            statements.add(gatherer.sql(next));
        }
        return String.join(";\n", statements);
    }

    private static Optional<Gathered> results(PreparedStatement statement) throws SQLException {
        var gathered = Optional.<Gathered>empty();
        var rows = statement.execute();
        while (rows || statement.getUpdateCount() != -1) {
            if (rows) gathered = Optional.of(Gatherer.read(statement.getResultSet()));
            rows = statement.getMoreResults();
        }
        return gathered;
    }
}
