package dev.askfirst.catalog;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.postgres.Outage;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Predicate;

/** The catalog as it was. */
@ApplicationScoped
public class CatalogHistory {

    private final CatalogService catalogs;

    CatalogHistory(CatalogService catalogs) {
        this.catalogs = catalogs;
    }

    /** The past as this connection sees it. */
    public Past on(Connection connection) {
        return new Past(catalogs, connection);
    }

    /** Catalogs and wordings of the past; a {@link Fault} if they cannot be read. */
    public record Past(CatalogService catalogs, Connection connection) {

        /** The version in force at this instant; before there was any, the first. */
        public Catalog inForceAt(Instant instant) {
            try (var select = connection.prepareStatement("""
                    select coalesce(max(version) filter (where made <= ?), min(version), 0) from catalog_snapshot""")) {
                select.setObject(1, instant.atOffset(ZoneOffset.UTC));
                var row = select.executeQuery();
                row.next();
                return catalogs.at(connection, row.getLong(1));
            } catch (SQLException e) {
                throw Outage.undecided("the catalog could not be read", e);
            }
        }

        /** The exact words that were shown, known by the SHA-256 of their UTF-8 in hexadecimal. */
        public Optional<CatalogDocument.Notice> wording(String id, int version, String language, String hash) {
            Predicate<CatalogDocument.Notice> shown = notice -> notice.id().equals(id)
                    && notice.version() == version
                    && notice.language().equals(language)
                    && notice.hash().equals(hash);
            try {
                return newest(shown);
            } catch (SQLException e) {
                throw Outage.undecided("the catalog could not be read", e);
            }
        }

        /** Wordings may be corrected until their first use, so the snapshot that was in force at that time is read. */
        private Optional<CatalogDocument.Notice> newest(Predicate<CatalogDocument.Notice> shown) throws SQLException {
            for (var version = catalogs.newest(connection).version(); version > 0; version--) {
                var found = catalogs.at(connection, version).document().notices().stream()
                        .filter(shown)
                        .findFirst();
                if (found.isPresent()) return found;
            }
            return Optional.empty();
        }
    }
}
