package dev.askfirst.export;

import static dev.askfirst.audit.Leaves.time;

import dev.askfirst.audit.Inspection;
import dev.askfirst.audit.Leaves;
import java.util.List;

/** Checks that the orders of exports are as they were recorded. */
public final class ExportInspections {

    private ExportInspections() {}

    public static List<Inspection> all() {
        return List.of(Leaves.asJson("export", """
                select id, page_id, slot, body || jsonb_build_object('at', %s, 'by', by, 'id', id, 'kind', 'export') as entry
                from export""".formatted(time("at"))));
    }
}
