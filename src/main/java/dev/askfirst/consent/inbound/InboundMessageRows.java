package dev.askfirst.consent.inbound;

import dev.askfirst.catalog.Rights;
import dev.askfirst.consent.request.Conditions;
import dev.askfirst.consent.request.ListRequest;
import dev.askfirst.person.key.Vault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads the inbound messages that wait for a human; a sender sees those to its own controllers. */
@ApplicationScoped
class InboundMessageRows {

    /** One inbound message; address and text are empty once they are erased. */
    record ListedMessage(
            UUID id,
            Instant at,
            String controller,
            String channel,
            String understood,
            Optional<String> from,
            Optional<String> text) {}

    /** Inbound messages, newest first; {@code next} is the cursor of the rest, if there is any. */
    record Page(List<ListedMessage> replies, Optional<UUID> next) {}

    private static final String SELECT = """
            select r.id, r.at, r.controller, r.channel, r.understood, t.sealed
            from reply r left join reply_text t on t.id = r.id where\s""";

    private final DataSource dataSource;
    private final Vault vault;

    InboundMessageRows(DataSource dataSource, Vault vault) {
        this.dataSource = dataSource;
        this.vault = vault;
    }

    Page newest(ListRequest.CheckedList list, Optional<Rights> rights) {
        var own = rights.map(Rights::controllers);
        var where = new Conditions()
                .and("r.controller = any (:own)", "own", own)
                .and("r.controller = :controller", "controller", list.controller())
                .and("r.id < :before", "before", list.before());
        var rows = read(where, list.limit() + 1);
        return rows.size() <= list.limit()
                ? new Page(rows, Optional.empty())
                : new Page(
                        rows.subList(0, list.limit()),
                        Optional.of(rows.get(list.limit() - 1).id()));
    }

    private List<ListedMessage> read(Conditions where, int most) {
        try (var connection = dataSource.getConnection()) {
            return where.query(SELECT, " order by r.id desc limit " + most).list(connection, this::row);
        } catch (SQLException e) {
            throw Outage.undecided("the replies could not be read", e);
        }
    }

    private ListedMessage row(Row row) throws SQLException {
        var id = row.id("id");
        var plain = row.optionalBytes("sealed").map(it -> unsealed(vault.unwrap(it, Ids.bytes(id))));
        return new ListedMessage(
                id,
                row.time("at"),
                row.text("controller"),
                row.text("channel"),
                row.text("understood"),
                plain.map(InboundMessageWriter.Sealed::from),
                plain.map(InboundMessageWriter.Sealed::text));
    }

    private static InboundMessageWriter.Sealed unsealed(byte[] json) {
        try {
            return Json.MAPPER.readValue(json, InboundMessageWriter.Sealed.class);
        } catch (IOException e) {
            throw Outage.undecided("the replies could not be read", e);
        }
    }
}
