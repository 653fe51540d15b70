package dev.askfirst.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.askfirst.audit.Entry;
import dev.askfirst.audit.Inspection;
import dev.askfirst.audit.Leaves;
import dev.askfirst.audit.Unwanted;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;

/** Catalogs are as they were recorded, and their versions have no gaps. */
public final class CatalogInspections {

    private CatalogInspections() {}

    public static List<Inspection> all() {
        return List.of(
                new Unwanted("versions of the catalog", """
                        select format('the catalog has %s versions up to %s', count(*), max(version))
                        from catalog_snapshot having count(*) <> max(version)"""),
                new Unwanted("catalog hashes", """
                        select format('version %s of the catalog has another hash than its document', version)
                        from catalog_snapshot where hash <> sha256(convert_to(document, 'UTF8'))"""),
                new Leaves(
                        "catalog_snapshot",
                        "select version as id, * from catalog_snapshot",
                        row -> List.of(entry(row))));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        try {
            return new Entry()
                    .node("by", Json.MAPPER.readTree(row.getString("by")))
                    .hash("hash", Sha256.of(row.getString("document")))
                    .text("kind", "catalog")
                    .time("made", row.getObject("made", OffsetDateTime.class).toInstant())
                    .number("version", row.getLong("version"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
