package dev.askfirst.export;

import dev.askfirst.audit.Page;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Takes orders for pieces of the record: each is an entry itself before anything is handed out. */
@ApplicationScoped
class ExportOrders {

    private record Written(UUID id, Optional<UUID> page) implements Transactions.Recorded {}

    private static final Sql EXPORT = Sql.of("""
            insert into export (id, at, by, body, page_id, slot)
            values (:id, :at, :by::jsonb, :body::jsonb, :page, :slot)""");

    private static final Sql JOB = Sql.of("""
            insert into export_job (id, page_id, state, until, at, done, entries, attempts)
            values (:id, :page, :state, '-infinity', :at, 0, 0, 0)""");

    private final Transactions transactions;
    private final Clock clock;

    ExportOrders(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    UUID take(Caller by, ExportRequest request) {
        try {
            return transactions
                    .run(connection -> write(connection, by, request))
                    .id();
        } catch (SQLException e) {
            throw Outage.undecided("the export could not be recorded, so nothing is handed out", e);
        }
    }

    private Written write(Connection connection, Caller by, ExportRequest request) throws SQLException {
        var now = clock.read(connection);
        var export = new Export(Ids.at(now), now, Json.MAPPER.valueToTree(by.asRecorded()), request.body(by.limit()));
        var page = new Page(now);
        var slot = page.add(export.entry());
        page.insert(connection);
        insert(connection, export, page.id(), slot);
        insertJob(connection, export, page.id());
        return new Written(export.id(), Optional.of(page.id()));
    }

    private static void insert(Connection connection, Export export, UUID page, short slot) throws SQLException {
        EXPORT.with("id", export.id())
                .with("at", export.at())
                .with("by", export.by().toString())
                .with("body", export.body().toString())
                .with("page", page)
                .with("slot", slot)
                .update(connection);
    }

    private static void insertJob(Connection connection, Export export, UUID page) throws SQLException {
        JOB.with("id", export.id())
                .with("page", page)
                .with("state", ExportState.WAITING)
                .with("at", export.at())
                .update(connection);
    }
}
