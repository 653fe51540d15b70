package dev.askfirst.catalog.draft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.catalog.CatalogChanges;
import dev.askfirst.catalog.CatalogWriter;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of drafts. */
@ApplicationScoped
class DraftRows implements CatalogWriter.Keeper {

    /** How many are listed, the newest first. */
    private static final int LISTED = 100;

    private static final Sql SAME = Sql.of("""
            select id from catalog_draft
            where state = 'waiting' and base = :base and hash = :hash and second_admin = :secondAdmin
                and by ->> 'issuer' = :issuer and by ->> 'subject' = :subject
            order by id limit 1""");

    private static final Sql INSERT = Sql.of("""
            insert into catalog_draft (id, base, document, hash, second_admin, made, by, note, state)
            values (:id, :base, :document, :hash, :secondAdmin, :made, :by::jsonb, :note, 'waiting')""");

    private static final String COLUMNS = """
            select id, base, document, second_admin, made, by, note, state, settled, settled_by, reason, version, rebased_as
            from catalog_draft\s""";

    private static final Sql ONE = Sql.of(COLUMNS + "where id = :id");
    private static final Sql LOCKED = Sql.of(COLUMNS + "where id = :id for update");
    private static final Sql ALL = Sql.of(COLUMNS + "order by id desc limit :most");
    private static final Sql OPEN = Sql.of(COLUMNS + "where state = 'waiting' order by id desc limit :most");

    private static final Sql SETTLE = Sql.of("""
            update catalog_draft set state = :state, settled = :at, settled_by = :by::jsonb, reason = :reason,
                version = :version, rebased_as = :rebasedAs
            where id = :id and state = 'waiting'""");

    @Override
    public UUID keep(Connection connection, CatalogWriter.Proposal proposal) throws SQLException {
        var text = CatalogChanges.text(proposal.document());
        var hash = Sha256.of(text);
        var same = SAME.with("base", proposal.base().version())
                .with("hash", hash)
                .with("secondAdmin", proposal.secondAdmin())
                .with("issuer", proposal.by().issuer())
                .with("subject", proposal.by().subject())
                .first(connection, row -> row.id("id"));
        if (same.isPresent()) return same.get();
        var id = Ids.at(proposal.at());
        INSERT.with("id", id)
                .with("base", proposal.base().version())
                .with("document", text)
                .with("hash", hash)
                .with("secondAdmin", proposal.secondAdmin())
                .with("made", proposal.at())
                .with("by", Json.write(proposal.by()))
                .with("note", proposal.note())
                .update(connection);
        return id;
    }

    Optional<Draft> one(Connection connection, UUID id) throws SQLException {
        return ONE.with("id", id).first(connection, DraftRows::draft);
    }

    /** The same, and nobody else settles it before this transaction ends. */
    Optional<Draft> locked(Connection connection, UUID id) throws SQLException {
        return LOCKED.with("id", id).first(connection, DraftRows::draft);
    }

    /** The newest first. */
    List<Draft> list(Connection connection, boolean onlyWaiting) throws SQLException {
        return (onlyWaiting ? OPEN : ALL).with("most", LISTED).list(connection, DraftRows::draft);
    }

    /** What becomes of a draft that waits. */
    void settle(Connection connection, UUID id, Draft.State state, Draft.Settled settled) throws SQLException {
        var rows = SETTLE.with("state", state)
                .with("at", settled.at())
                .with("by", Json.write(settled.by()))
                .with("reason", settled.reason())
                .with("version", settled.version())
                .with("rebasedAs", settled.rebasedAs())
                .with("id", id)
                .update(connection);
        if (rows != 1) throw new IllegalStateException("draft " + id + " does not wait any more");
    }

    private static Draft draft(Row row) throws SQLException {
        var settled = row.optionalTime("settled");
        return new Draft(
                row.id("id"),
                row.number("base"),
                CatalogChanges.document(row.text("document")),
                row.flag("second_admin"),
                row.time("made"),
                recorded(row.text("by")),
                row.optionalText("note"),
                row.constant(Draft.State.class, "state"),
                settled.isEmpty() ? Optional.empty() : Optional.of(settled(settled.get(), row)));
    }

    private static Draft.Settled settled(Instant at, Row row) throws SQLException {
        return new Draft.Settled(
                at,
                recorded(row.text("settled_by")),
                row.optionalText("reason"),
                row.optionalNumber("version"),
                row.optionalId("rebased_as"));
    }

    private static Caller.Recorded recorded(String stored) {
        JsonNode by = Json.stored(stored);
        return new Caller.Recorded(
                by.path("issuer").asText(),
                by.path("subject").asText(),
                by.path("role").asText());
    }
}
