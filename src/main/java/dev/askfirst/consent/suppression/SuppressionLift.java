package dev.askfirst.consent.suppression;

import static dev.askfirst.outbound.feed.Change.Type.SUPPRESSION_LIFTED;

import dev.askfirst.audit.Entry;
import dev.askfirst.audit.Page;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.outbound.feed.Outbox;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Lifts one suppression in one transaction, and records who did it and that they gave a reason. */
public final class SuppressionLift {

    private record StoredSuppression(UUID contactKey, String controller, String reason, String owner, boolean lifted) {}

    private final Connection connection;
    private final Instant now;

    SuppressionLift(Connection connection, Instant now) {
        this.connection = connection;
        this.now = now;
    }

    /** Adds the lift to the page and writes it; false if the suppression was lifted before. */
    boolean lift(UUID suppression, String reason, Caller caller, Page page) throws SQLException {
        var found = find(suppression);
        var sender = SuppressionSource.sender(caller);
        if (sender.isPresent() && !sender.get().equals(found.owner())) throw none();
        if (sender.isPresent() && found.controller().equals(Scope.ALL)) {
            throw Fault.of(ProblemCode.FORBIDDEN, "it holds for all controllers: only staff lifts it");
        }
        if (!caller.sees(found.controller())) throw none();
        if (caller.isLimited() && found.controller().equals(Scope.ALL)) {
            throw Fault.of(ProblemCode.FORBIDDEN, "it holds for all controllers: only staff without a limit lifts it");
        }
        if (found.lifted()) return false;
        var id = Ids.at(now);
        var texts = new Evidence(Evidence.Method.API, Map.of("reason", reason))
                .sealed()
                .orElseThrow();
        var by = SuppressionSource.of(caller).json();
        var slot = page.add(new Entry()
                .written("by", by)
                .text("evidence", texts.hash())
                .id("id", id)
                .text("kind", "lift")
                .time("made", now)
                .id("suppression", suppression));
        page.insert(connection);
        insert(id, suppression, by, texts, page.id(), slot);
        execute("update suppression set lifted_at = ? where id = ?", time(), suppression);
        tell(found, suppression, page.id());
        return true;
    }

    private void insert(UUID id, UUID suppression, String by, Evidence.Sealed texts, UUID page, short slot)
            throws SQLException {
        var hash = HexFormat.of().parseHex(texts.hash());
        execute(
                "insert into suppression_lift values (?, ?, ?, ?::jsonb, ?, ?, ?)",
                id,
                suppression,
                time(),
                by,
                hash,
                page,
                slot);
        execute("insert into evidence values (?, ?, ?::jsonb)", id, texts.salt(), texts.texts());
    }

    private void tell(StoredSuppression found, UUID suppression, UUID page) throws SQLException {
        var known = KnownContact.by(connection, List.of(found.contactKey())).get(found.contactKey());
        if (known == null) return;
        var reason = Suppressions.Reason.of(found.reason());
        var change = known.told(SUPPRESSION_LIFTED, suppression, now, found.controller(), reason);
        Outbox.add(connection, page, List.of(change));
    }

    private StoredSuppression find(UUID id) throws SQLException {
        try (var select = connection.prepareStatement("""
                select contact_key, controller, reason, coalesce(by ->> 'sender', ''), lifted_at is not null
                from suppression where id = ? for update""")) {
            select.setObject(1, id);
            var row = select.executeQuery();
            if (!row.next()) throw none();
            return new StoredSuppression(
                    row.getObject(1, UUID.class),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getBoolean(5));
        }
    }

    private Object time() {
        return now.atOffset(ZoneOffset.UTC);
    }

    private void execute(String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) statement.setObject(i + 1, parameters[i]);
            statement.executeUpdate();
        }
    }

    public static Fault none() {
        return Fault.of(ProblemCode.NOT_FOUND, "no suppression with this id that you may see");
    }
}
