package dev.askfirst.consent.act;

import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.platform.postgres.RowType;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Effect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/** Notes which yeses end by themselves, and when: they can be listed before that, and subscribers are told after it. */
final class Expiries {

    private static final RowType EXPIRY = RowType.of(
            "consent_expiry", 1, "grant_id", "person_id", "controller", "topic", "channel", "expires_at", "told");

    private record Expiry(UUID person, ConsentStatement.Grant yes) {}

    private final Connection connection;

    Expiries(Connection connection) {
        this.connection = connection;
    }

    void note(List<ConsentEvent> events) throws SQLException {
        var ending = new LinkedHashMap<UUID, Expiry>();
        for (var event : events) {
            if (event.effect() instanceof Effect.Said(ConsentStatement.Grant yes)
                    && !yes.pending()
                    && yes.expires().isPresent()) {
                ending.put(yes.id(), new Expiry(event.person(), yes));
            }
        }
        if (ending.isEmpty()) return;
        try (var insert = connection.prepareStatement(EXPIRY.insert() + " on conflict do nothing")) {
            EXPIRY.bind(
                    insert,
                    1,
                    List.copyOf(ending.values()),
                    (expiry, columns) -> columns.id(expiry.yes().id())
                            .id(expiry.person())
                            .text(expiry.yes().scope().controller())
                            .text(expiry.yes().scope().topic())
                            .text(expiry.yes().scope().channel())
                            .time(expiry.yes().expires().orElseThrow())
                            .flag(false));
            insert.executeUpdate();
        }
    }
}
