package dev.askfirst.outbound.mail;

import dev.askfirst.outbound.feed.Change;
import dev.askfirst.outbound.feed.Outbox;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Sql;
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
 * Lets the operator's own systems deliver codes to addresses other than e-mail. The change is recorded when a letter
 * would be sent, never while somebody waits for a page: so response times do not show who is known.
 */
@ApplicationScoped
class CodeTeller {

    private record Told() implements Transactions.Recorded {
        @Override
        public Optional<UUID> page() {
            return Optional.empty();
        }
    }

    private static final Sql HEARD =
            Sql.of("select 1 from webhook where active and owner = :owner and types @> array[:type]::text[] limit 1");

    private final Transactions transactions;
    private final Recipients recipients;
    private final DataSource dataSource;

    CodeTeller(Transactions transactions, Recipients recipients, DataSource dataSource) {
        this.transactions = transactions;
        this.recipients = recipients;
        this.dataSource = dataSource;
    }

    /** Whether a webhook of staff has subscribed to deliver codes. */
    boolean isHeard() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return HEARD.with("owner", Scope.ALL)
                    .with("type", Change.Type.CODE_REQUESTED.text())
                    .exists(connection);
        }
    }

    /** Records a change if this letter is a code for a known person's address other than e-mail; false otherwise. */
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
