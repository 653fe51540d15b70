package dev.askfirst.reconcile;

import dev.askfirst.audit.Page;
import dev.askfirst.consent.imports.ImportFile;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.Strangers;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Transactions;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Takes delivery reports: their rows without addresses, so that any instance can go on, and an entry that they came. */
@ApplicationScoped
class Intake {

    private record Written(UUID id, Optional<UUID> page) implements Transactions.Recorded {}

    private final DataSource dataSource;
    private final Transactions transactions;
    private final Clock clock;
    private final ContactKeys keys;
    private final Strangers strangers;
    private final ReconcileConfig config;

    Intake(
            DataSource dataSource,
            Transactions transactions,
            Clock clock,
            ContactKeys keys,
            Strangers strangers,
            ReconcileConfig config) {
        this.dataSource = dataSource;
        this.transactions = transactions;
        this.clock = clock;
        this.keys = keys;
        this.strangers = strangers;
        this.config = config;
    }

    /** The id of the report; that of an earlier one if the same was handed in before. */
    UUID take(Caller by, ReportRequest.CheckedReport about, ImportFile file) {
        try {
            var received = receive(about, file);
            try {
                return transactions
                        .run(connection -> record(connection, by, received))
                        .id();
            } finally {
                received.discardUnlessRecorded(dataSource);
            }
        } catch (SQLException e) {
            throw Outage.undecided("the report could not be recorded; hand it in again", e);
        }
    }

    /** Its rows are there when this returns, and nobody works on them yet. */
    private Received receive(ReportRequest.CheckedReport about, ImportFile file) throws SQLException {
        var received = begin(about, file);
        var naming = new Naming(keys, strangers, config, received.began());
        try (var rows = received.rows(dataSource, naming, received.began().plus(config.tolerance()))) {
            file.each(rows::add);
        } catch (UncheckedSql e) {
            received.discardUnlessRecorded(dataSource);
            throw e.getCause();
        } catch (RuntimeException e) {
            received.discardUnlessRecorded(dataSource);
            throw e;
        }
        return received;
    }

    private Received begin(ReportRequest.CheckedReport about, ImportFile file) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return Received.begin(connection, about, file.sha256(), clock.read(connection));
        }
    }

    private Written record(Connection connection, Caller by, Received received) throws SQLException {
        var now = clock.read(connection);
        var same = received.same(connection);
        if (same.isPresent()) return new Written(same.get(), Optional.empty());
        var report = DeliveryReport.of(now, Json.MAPPER.valueToTree(by.asRecorded()), received);
        var page = new Page(now);
        var slot = page.add(report.entry());
        page.insert(connection);
        report.insert(connection, page.id(), slot);
        received.record(connection, report.id());
        return new Written(report.id(), Optional.of(page.id()));
    }
}
