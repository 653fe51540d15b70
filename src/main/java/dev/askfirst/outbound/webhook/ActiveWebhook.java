package dev.askfirst.outbound.webhook;

import dev.askfirst.outbound.feed.Change;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A webhook as deliveries need it; {@code secrets} are wrapped, the newest first. */
record ActiveWebhook(UUID id, String owner, String url, Optional<Set<String>> types, List<byte[]> secrets) {

    private static final Sql ACTIVE = Sql.of("""
            select webhook_id, owner, url, types, secret, old_secret, old_secret_until from webhook
            where webhook_id = :id and active""");
    private static final Sql BEHIND = Sql.of("""
            select webhook_id from webhook_progress join webhook using (webhook_id)
            where active and next_position < (select next_position from feed_position)""");

    static Optional<ActiveWebhook> load(Connection connection, UUID id, Instant now) throws SQLException {
        return ACTIVE.with("id", id).first(connection, row -> of(row, now));
    }

    /** The webhooks that still lack deliveries for changes in the feed. */
    static List<UUID> behind(Connection connection) throws SQLException {
        return BEHIND.list(connection, row -> row.id("webhook_id"));
    }

    /** Those that have something to send now. */
    static List<UUID> due(Connection connection, String now) throws SQLException {
        return Sql.of("""
                        select webhook_id from webhook
                        where active and exists (select 1 from webhook_turn turn
                            where turn.webhook_id = webhook.webhook_id and turn.urgent in (true, false)
                                and due_at <= %s)""".formatted(now)).list(connection, row -> row.id("webhook_id"));
    }

    /** Codes open a person's page, so they go only to webhooks that name their type. */
    boolean wants(Change change) {
        if (types.isEmpty()) return change.type() != Change.Type.CODE_REQUESTED;
        return types.get().contains(change.type().text());
    }

    private static ActiveWebhook of(Row row, Instant now) throws SQLException {
        var secrets = new ArrayList<byte[]>();
        secrets.add(row.bytes("secret"));
        var until = row.optionalTime("old_secret_until");
        if (until.filter(now::isBefore).isPresent()) secrets.add(row.bytes("old_secret"));
        return new ActiveWebhook(
                row.id("webhook_id"),
                row.text("owner"),
                row.text("url"),
                row.optionalTexts("types").map(Set::copyOf),
                secrets);
    }
}
