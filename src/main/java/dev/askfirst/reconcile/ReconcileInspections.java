package dev.askfirst.reconcile;

import static dev.askfirst.audit.Leaves.time;

import dev.askfirst.audit.Inspection;
import dev.askfirst.audit.Leaves;
import java.util.List;

/** That a delivery report was handed in is as it was recorded. */
public final class ReconcileInspections {

    private ReconcileInspections() {}

    public static List<Inspection> all() {
        return List.of(Leaves.asJson("reconciliation", """
                select id, page_id, slot, body || jsonb_build_object('at', %s, 'by', by, 'id', id, 'kind', 'reconciliation')
                    as entry
                from reconciliation""".formatted(time("at"))));
    }
}
