package dev.askfirst.outbound.webhook;

import dev.askfirst.outbound.feed.Change;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A webhook as deliveries need it; {@code secrets} are wrapped, the newest first. */
record ActiveWebhook(UUID id, String owner, String url, Optional<Set<String>> types, List<byte[]> secrets) {

    private static final String COLUMNS =
            "select webhook_id, owner, url, types, secret, old_secret, old_secret_until from webhook ";

    static Optional<ActiveWebhook> load(Connection connection, UUID id, Instant now) throws SQLException {
        try (var select = connection.prepareStatement(COLUMNS + "where webhook_id = ? and active")) {
            select.setObject(1, id);
            var row = select.executeQuery();
            return row.next() ? Optional.of(of(row, now)) : Optional.empty();
        }
    }

    /** The webhooks that still lack deliveries for changes in the feed. */
    static List<UUID> behind(Connection connection) throws SQLException {
        return ids(connection, """
                select webhook_id from webhook_progress join webhook using (webhook_id)
                where active and next_position < (select next_position from relay)""");
    }

    /** Those that have something to send now. */
    static List<UUID> due(Connection connection, String now) throws SQLException {
        return ids(connection, """
                select webhook_id from webhook
                where active and exists (select 1 from webhook_turn turn
                    where turn.webhook_id = webhook.webhook_id and turn.urgent in (true, false) and due_at <= %s)""".formatted(now));
    }

    /** Codes open a person's page, so they go only to webhooks that name their type. */
    boolean wants(Change change) {
        if (types.isEmpty()) return change.type() != Change.Type.CODE_REQUESTED;
        return types.get().contains(change.type().text());
    }

    private static List<UUID> ids(Connection connection, String sql) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            var ids = new ArrayList<UUID>();
            var row = select.executeQuery();
            while (row.next()) ids.add(row.getObject(1, UUID.class));
            return ids;
        }
    }

    private static ActiveWebhook of(ResultSet row, Instant now) throws SQLException {
        var secrets = new ArrayList<byte[]>();
        secrets.add(row.getBytes("secret"));
        var until = row.getObject("old_secret_until", OffsetDateTime.class);
        if (until != null && now.isBefore(until.toInstant())) secrets.add(row.getBytes("old_secret"));
        var types = row.getArray("types");
        return new ActiveWebhook(
                row.getObject("webhook_id", UUID.class),
                row.getString("owner"),
                row.getString("url"),
                types == null ? Optional.empty() : Optional.of(Set.copyOf(Arrays.asList((String[]) types.getArray()))),
                secrets);
    }
}
