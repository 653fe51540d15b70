package dev.askfirst.reconcile;

import dev.askfirst.consent.imports.ImportRow;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.postgres.RowType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Stores the rows of a report in pieces as they are read; none is held for longer than its piece, nor is a connection. */
final class DeliveryRows implements AutoCloseable {

    /** How much there was in a file, and from when to when. */
    record Extent(long rows, long rejected, Optional<Instant> first, Optional<Instant> last) {

        static final Extent NOTHING = new Extent(0, 0, Optional.empty(), Optional.empty());

        Extent withRejected() {
            return new Extent(rows + 1, rejected + 1, first, last);
        }

        Extent with(Instant at) {
            return new Extent(
                    rows + 1,
                    rejected,
                    first.filter(it -> it.isBefore(at)).or(() -> Optional.of(at)),
                    last.filter(it -> it.isAfter(at)).or(() -> Optional.of(at)));
        }
    }

    private static final int PIECE = 5000;
    private static final RowType INPUT = RowType.of(
            "reconciliation_input", 1, "job_id", "line", "at", "channel", "names", "point_id", "decision_id");

    private final DataSource dataSource;
    private final UUID job;
    private final Naming naming;
    private final Instant latest;
    private final Consumer<Extent> end;
    private final List<Delivery> read = new ArrayList<>(PIECE);
    private final List<ReportRow> rejected = new ArrayList<>();
    private Extent extent = Extent.NOTHING;

    DeliveryRows(DataSource dataSource, UUID job, Naming naming, Instant latest, Consumer<Extent> end) {
        this.dataSource = dataSource;
        this.job = job;
        this.naming = naming;
        this.latest = latest;
        this.end = end;
    }

    void add(ImportRow row) {
        try {
            var delivery = Delivery.read(row, latest);
            read.add(delivery);
            extent = extent.with(delivery.at());
        } catch (Fault fault) {
            rejected.add(ReportRow.rejected(row.line(), fault.getMessage()));
            extent = extent.withRejected();
        }
        if (read.size() + rejected.size() >= PIECE) store();
    }

    /** The rest; to be called when all were added. */
    @Override
    public void close() {
        store();
        end.accept(extent);
    }

    private void store() {
        try (var connection = dataSource.getConnection()) {
            var named = naming.name(connection, read);
            // Rows as one array stay JDBC.
            try (var insert = connection.prepareStatement(INPUT.insert())) {
                INPUT.bind(
                        insert,
                        1,
                        named,
                        (sent, row) -> row.id(job)
                                .int8Column(sent.line())
                                .time(sent.at())
                                .text(sent.channel())
                                .texts(sent.names().stream().map(UUID::toString).toList())
                                .id(sent.point())
                                .id(sent.decision()));
                insert.executeUpdate();
            }
            ReportRow.insert(connection, job, rejected);
            read.clear();
            rejected.clear();
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }
}
