package dev.askfirst.catalog;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** The catalog as it was. */
@ApplicationScoped
public class CatalogHistory {

    private final CatalogService catalogs;
    private final DataSource dataSource;

    CatalogHistory(CatalogService catalogs, DataSource dataSource) {
        this.catalogs = catalogs;
        this.dataSource = dataSource;
    }

    /** The version in force at this instant; before there was any, the first. */
    public Catalog inForceAt(Instant instant) {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement("""
                        select coalesce(max(version) filter (where made <= ?), min(version), 0) from catalog_snapshot""")) {
            select.setObject(1, instant.atOffset(ZoneOffset.UTC));
            var row = select.executeQuery();
            row.next();
            return catalogs.at(row.getLong(1));
        } catch (SQLException _) {
            throw Fault.of(ProblemCode.UNDECIDED, "the catalog could not be read");
        }
    }

    /** The exact words that were shown, known by the SHA-256 of their UTF-8 in hexadecimal. */
    public Optional<CatalogDocument.Notice> wording(String id, int version, String language, String hash) {
        Predicate<CatalogDocument.Notice> shown = notice -> notice.id().equals(id)
                && notice.version() == version
                && notice.language().equals(language)
                && notice.hash().equals(hash);
        // Words may be mended until they are first used: the snapshot that was in force then still has them.
        for (var at = catalogs.newest().version(); at > 0; at--) {
            var found =
                    catalogs.at(at).document().notices().stream().filter(shown).findFirst();
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }
}
