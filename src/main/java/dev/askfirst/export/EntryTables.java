package dev.askfirst.export;

import dev.askfirst.audit.Inspection;
import dev.askfirst.audit.Leaves;
import dev.askfirst.catalog.CatalogInspections;
import dev.askfirst.consent.inspection.ActInspections;
import dev.askfirst.decision.record.DecisionInspections;
import dev.askfirst.person.PeopleInspections;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.reconcile.ReconcileInspections;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All tables whose rows are entries, and how each row is made an entry again. */
public final class EntryTables {

    /** Where an entry stands: its page, and its place there. */
    record Place(UUID page, int slot) {}

    private static final String CATALOG = "catalog_snapshot";

    private EntryTables() {}

    public static List<Leaves> all() {
        var all = new ArrayList<Inspection>();
        all.addAll(CatalogInspections.all());
        all.addAll(ActInspections.all());
        all.addAll(PeopleInspections.withoutKeys());
        all.addAll(DecisionInspections.all());
        all.addAll(ExportInspections.all());
        all.addAll(ReconcileInspections.all());
        return all.stream()
                .filter(Leaves.class::isInstance)
                .map(Leaves.class::cast)
                .toList();
    }

    /** Whether entries of a table have ids that begin with the time of their page. Versions of the catalog are few. */
    static boolean hasTimedIds(Leaves table) {
        return !table.table().equals(CATALOG);
    }

    /** Where the entry with this id stands; versions of the catalog have their number. */
    static Optional<Place> find(Connection connection, UUID id) throws SQLException {
        for (var table : all()) {
            if (!hasTimedIds(table)) continue;
            var place =
                    place(connection, table.places(), table.isByPage() ? "page_id = page_of(:key) and id" : "id", id);
            if (place.isPresent()) return place;
        }
        return Optional.empty();
    }

    static Optional<Place> findCatalog(Connection connection, long version) throws SQLException {
        return place(connection, CATALOG, "version", version);
    }

    private static Optional<Place> place(Connection connection, String table, String key, Object value)
            throws SQLException {
        return Sql.of("select page_id, slot from %s where %s = :key".formatted(table, key))
                .with("key", value)
                .first(connection, row -> new Place(row.id("page_id"), row.integer("slot")));
    }
}
