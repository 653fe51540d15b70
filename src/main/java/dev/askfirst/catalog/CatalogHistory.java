package dev.askfirst.catalog;

import dev.askfirst.catalog.NoticeUse.Wording;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The catalog as it was. */
@ApplicationScoped
public class CatalogHistory {

    private static final Sql IN_FORCE = Sql.of("""
            select coalesce(max(version) filter (where made <= :at), min(version), 0) as version from catalog_snapshot""");

    /** Each of these wordings as the newest snapshot has it that holds it, found in one reading of all snapshots. */
    private static final Sql WORDINGS = Sql.of("""
            select distinct on (shown.id, shown.version, shown.language, shown.hash) notice
            from unnest(:ids::text[], :versions::bigint[], :languages::text[], :hashes::text[])
                as shown (id, version, language, hash)
            join (select version as snapshot, jsonb_array_elements(document::jsonb -> 'notices') as notice
                from catalog_snapshot) as past
            on notice ->> 'id' = shown.id
                and (notice ->> 'version')::bigint = shown.version
                and notice ->> 'language' = shown.language
                and encode(sha256(convert_to(notice ->> 'words', 'UTF8')), 'hex') = shown.hash
            order by shown.id, shown.version, shown.language, shown.hash, snapshot desc""");

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
            try {
                var version = IN_FORCE.with("at", instant).first(connection, row -> row.number("version"));
                return catalogs.at(connection, version.orElseThrow());
            } catch (SQLException e) {
                throw Outage.undecided("the catalog could not be read", e);
            }
        }

        /** This version, which there must be. */
        public Catalog version(long version) {
            try {
                return catalogs.at(connection, version);
            } catch (SQLException e) {
                throw Outage.undecided("the catalog could not be read", e);
            }
        }

        /** The notice with the exact words that were shown, if the catalog ever held it. */
        public Optional<CatalogDocument.Notice> wording(Wording shown) {
            return Optional.ofNullable(wordings(List.of(shown)).get(shown));
        }

        /**
         * The notices with the exact words that were shown, as far as the catalog ever held them. Those in force are in
         * memory; all others cost one statement, however many they are.
         */
        public Map<Wording, CatalogDocument.Notice> wordings(Collection<Wording> shown) {
            if (shown.isEmpty()) return Map.of();
            try {
                var found = inForce(Set.copyOf(shown));
                var missing = new HashSet<>(shown);
                missing.removeAll(found.keySet());
                if (!missing.isEmpty()) found.putAll(past(List.copyOf(missing)));
                return found;
            } catch (SQLException e) {
                throw Outage.undecided("the catalog could not be read", e);
            }
        }

        private Map<Wording, CatalogDocument.Notice> inForce(Set<Wording> shown) throws SQLException {
            var keys = shown.stream().map(Wording::key).collect(Collectors.toSet());
            var found = new HashMap<Wording, CatalogDocument.Notice>();
            for (var notice : catalogs.newest(connection).document().notices()) {
                if (!keys.contains(NoticeUse.Key.of(notice))) continue;
                var wording = Wording.of(notice);
                if (shown.contains(wording)) found.put(wording, notice);
            }
            return found;
        }

        /** Wordings may be corrected until their first use, so older snapshots can hold other words of the same version. */
        private Map<Wording, CatalogDocument.Notice> past(List<Wording> shown) throws SQLException {
            return WORDINGS
                    .with("ids", shown.stream().map(Wording::id).toList())
                    .with("versions", shown.stream().map(Wording::version).toList())
                    .with("languages", shown.stream().map(Wording::language).toList())
                    .with("hashes", shown.stream().map(Wording::hash).toList())
                    .list(connection, row -> notice(row.text("notice")))
                    .stream()
                    .collect(Collectors.toMap(Wording::of, it -> it));
        }

        private static CatalogDocument.Notice notice(String stored) {
            return Json.MAPPER.convertValue(Json.stored(stored), CatalogDocument.Notice.class);
        }
    }
}
