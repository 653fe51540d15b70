package dev.askfirst.check;

import dev.askfirst.audit.Difference;
import dev.askfirst.audit.Inspection;
import dev.askfirst.audit.Leaves;
import dev.askfirst.audit.PageInspections;
import dev.askfirst.audit.Reading;
import dev.askfirst.catalog.CatalogInspections;
import dev.askfirst.consent.inspection.ActInspections;
import dev.askfirst.decision.record.DecisionInspections;
import dev.askfirst.export.ExportInspections;
import dev.askfirst.outbound.feed.OutboxInspections;
import dev.askfirst.person.PeopleInspections;
import dev.askfirst.person.key.PairwiseIds;
import dev.askfirst.reconcile.ReconcileInspections;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares everything that is stored with what the record says it must be, and tells the first difference. */
public final class Check {

    /** Is told how far it is. */
    public interface Progress {
        void begins(String about);

        void row();
    }

    private static final Progress SILENT = new Progress() {
        @Override
        public void begins(String about) {}

        @Override
        public void row() {}
    };

    private final List<Inspection> inspections = new ArrayList<>();

    /** Without the keys, the ids that senders know people by are not compared. */
    public Check(Optional<PairwiseIds> ids) {
        inspections.addAll(CatalogInspections.all());
        inspections.addAll(ActInspections.all());
        inspections.addAll(PeopleInspections.withoutKeys());
        ids.map(PeopleInspections::pairwise).ifPresent(inspections::add);
        inspections.addAll(DecisionInspections.all());
        inspections.addAll(OutboxInspections.all());
        inspections.addAll(ExportInspections.all());
        inspections.addAll(ReconcileInspections.all());
        inspections.addAll(PageInspections.all(entries()));
    }

    /** The tables whose rows are entries: on a page, at a slot. */
    public List<String> entries() {
        return inspections.stream()
                .filter(Leaves.class::isInstance)
                .map(it -> ((Leaves) it).places())
                .toList();
    }

    public Optional<Difference> first(Connection connection) throws SQLException {
        return first(connection, SILENT);
    }

    /** Reads in the transaction of this connection; all is seen as it was at one instant if that is repeatable read. */
    public Optional<Difference> first(Connection connection, Progress progress) throws SQLException {
        var reading = new Reading(connection, progress::row);
        for (var inspection : inspections) {
            progress.begins(inspection.about());
            var difference = inspection.first(reading);
            if (difference.isPresent()) return difference;
        }
        return Optional.empty();
    }
}
