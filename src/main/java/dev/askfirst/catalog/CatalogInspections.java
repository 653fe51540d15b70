package dev.askfirst.catalog;

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
import java.util.Optional;

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
                new Unwanted("changes that need two people", """
                        select format('version %s of the catalog needed two people, and names one', s.version)
                        from catalog_snapshot s left join catalog_snapshot before on before.version = s.version - 1
                        where s.approved is null and (s.second_admin or before.second_admin)"""),
                new Unwanted("people who approve changes", """
                        select format('version %s of the catalog was approved by whoever made it', version)
                        from catalog_snapshot
                        where approved ->> 'issuer' = by ->> 'issuer' and approved ->> 'subject' = by ->> 'subject'"""),
                new Unwanted("drafts that are in force", """
                        select format('draft %s says that it is version %s of the catalog, and is not', d.id, d.version)
                        from catalog_draft d left join catalog_snapshot s on s.version = d.version
                            and s.by = d.by and s.second_admin = d.second_admin
                        where (d.state = 'published') <> (s.version is not null)"""),
                new Leaves(
                        "catalog_snapshot",
                        "select version as id, * from catalog_snapshot",
                        row -> List.of(entry(row))));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        var approved = Optional.ofNullable(row.getString("approved"));
        return CatalogSnapshots.entry(
                row.getLong("version"),
                Sha256.of(row.getString("document")),
                row.getBoolean("second_admin"),
                row.getObject("made", OffsetDateTime.class).toInstant(),
                Json.stored(row.getString("by")),
                approved.map(Json::stored));
    }
}
