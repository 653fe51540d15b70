package dev.askfirst.outbound.mail;

import dev.askfirst.outbound.feed.Change;
import dev.askfirst.outbound.feed.Outbox;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Transactions;
import dev.askfirst.policy.term.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Has codes for addresses that are none of e-mail brought there by the operator's own means. It is told when a letter would
 * be sent, and so never while somebody waits for a page: how long that takes tells nothing of who is known.
 */
@ApplicationScoped
class CodeTeller {

    private record Told() implements Transactions.Recorded {
        @Override
        public Optional<UUID> page() {
            return Optional.empty();
        }
    }

    private final Transactions transactions;
    private final Recipients recipients;
    private final DataSource dataSource;

    CodeTeller(Transactions transactions, Recipients recipients, DataSource dataSource) {
        this.transactions = transactions;
        this.recipients = recipients;
        this.dataSource = dataSource;
    }

    /** Whether somebody has asked to bring them. */
    boolean isHeard() throws SQLException {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement(
                        "select 1 from webhook where active and owner = ? and types @> array[?]::text[] limit 1")) {
            select.setString(1, Scope.ALL);
            select.setString(2, Change.Type.CODE_REQUESTED.text());
            return select.executeQuery().next();
        }
    }

    /** Tells of this letter if it is a code that goes elsewhere, to somebody; false if there is nothing to tell. */
    boolean tell(Letter letter, Instant now) throws SQLException {
        if (letter.kind() != Letter.Kind.CODE || !now.isBefore(letter.lapses())) return false;
        var recipient = recipients.elsewhere(letter.point());
        if (recipient.isEmpty()) return false;
        var change = change(letter, recipient.get(), now);
        transactions.run(connection -> {
            Outbox.add(connection, Ids.at(now), List.of(change));
            return new Told();
        });
        return true;
    }

    private static Change change(Letter letter, Recipients.Recipient recipient, Instant now) {
        var data = Change.noData()
                .put("scheme", recipient.scheme())
                .put("point", letter.point().toString())
                .put("language", letter.language())
                .put("lapses", letter.lapses().toString());
        return new Change(
                letter.id(),
                Change.Type.CODE_REQUESTED,
                Optional.of(recipient.person()),
                recipient.version(),
                Scope.ALL,
                List.of(),
                now,
                data);
    }
}
