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
public class InboundMessageRows {

    /**
     * One inbound message; address and text are empty once they are erased.
     *
     * @param dueAt by when a human must have found out whether it is a no
     * @param resolved what they found
     */
    public record ListedMessage(
            UUID id,
            Instant at,
            String controller,
            String channel,
            String understood,
            Optional<Instant> dueAt,
            Optional<String> resolved,
            Optional<String> from,
            Optional<String> text) {}

    /** Inbound messages, newest first; {@code next} is the cursor of the rest, if there is any. */
    public record Page(List<ListedMessage> replies, Optional<UUID> next) {}

    private static final String SELECT = """
            select r.id, r.at, r.controller, r.channel, r.understood, r.due_at, s.outcome, t.sealed
            from reply r left join reply_text t on t.id = r.id left join reply_resolution s on s.reply_id = r.id where\s""";

    private final DataSource dataSource;
    private final Vault vault;

    InboundMessageRows(DataSource dataSource, Vault vault) {
        this.dataSource = dataSource;
        this.vault = vault;
    }

    /**
     * The newest of them.
     *
     * @param limit the controllers that staff are limited to
     */
    Page newest(ListRequest.CheckedList list, Optional<Rights> rights, Optional<List<String>> limit) {
        var own = rights.map(Rights::controllers);
        var where = new Conditions()
                .and("r.controller = any (:limit)", "limit", limit)
                .and("r.controller = any (:own)", "own", own)
                .and("r.controller = :controller", "controller", list.controller())
                .and("r.id < :before", "before", list.before());
        return page(read(where, " order by r.id desc", list.limit() + 1), list);
    }

    /** Those that nobody has resolved yet, the first to be due first. */
    Page due(ListRequest.CheckedList list, Optional<Rights> rights, Optional<List<String>> limit) {
        var where = new Conditions()
                .and("r.controller = any (:limit)", "limit", limit)
                .and("exists (select 1 from due_reply d where d.id = r.id)")
                .and("r.controller = any (:own)", "own", rights.map(Rights::controllers))
                .and("r.controller = :controller", "controller", list.controller())
                .and("(r.due_at, r.id) > (select due_at, id from reply where id = :before)", "before", list.before());
        return page(read(where, " order by r.due_at, r.id", list.limit() + 1), list);
    }

    /** One of them; empty if there is none with this id. */
    Optional<ListedMessage> find(UUID id) {
        return read(new Conditions().and("r.id = :id", "id", Optional.of(id)), "", 1).stream()
                .findFirst();
    }

    private static Page page(List<ListedMessage> rows, ListRequest.CheckedList list) {
        return rows.size() <= list.limit()
                ? new Page(rows, Optional.empty())
                : new Page(
                        rows.subList(0, list.limit()),
                        Optional.of(rows.get(list.limit() - 1).id()));
    }

    private List<ListedMessage> read(Conditions where, String order, int most) {
        try (var connection = dataSource.getConnection()) {
            return where.query(SELECT, order + " limit " + most).list(connection, this::row);
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
                row.optionalTime("due_at"),
                row.optionalText("outcome"),
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
