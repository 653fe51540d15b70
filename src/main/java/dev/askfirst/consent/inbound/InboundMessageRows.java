package dev.askfirst.consent.inbound;

import dev.askfirst.catalog.Rights;
import dev.askfirst.consent.request.Conditions;
import dev.askfirst.consent.request.ListRequest;
import dev.askfirst.person.key.Vault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads the inbound messages that wait for a human; a sender sees those to its own controllers. */
@ApplicationScoped
class InboundMessageRows {

    /** One inbound message; address and text are empty once they are erased. */
    record Row(
            UUID id,
            Instant at,
            String controller,
            String channel,
            String understood,
            Optional<String> from,
            Optional<String> text) {}

    /** Inbound messages, newest first; {@code next} is the cursor of the rest, if there is any. */
    record Page(List<Row> replies, Optional<UUID> next) {}

    private final DataSource dataSource;
    private final Vault vault;

    InboundMessageRows(DataSource dataSource, Vault vault) {
        this.dataSource = dataSource;
        this.vault = vault;
    }

    Page newest(ListRequest.CheckedList list, Optional<Rights> rights) {
        var own = rights.map(it -> it.controllers().toArray(String[]::new));
        var where = new Conditions()
                .and("r.controller = any (?)", own)
                .and("r.controller = ?", list.controller())
                .and("r.id < ?", list.before());
        var rows = read(where, list.limit() + 1);
        return rows.size() <= list.limit()
                ? new Page(rows, Optional.empty())
                : new Page(
                        rows.subList(0, list.limit()),
                        Optional.of(rows.get(list.limit() - 1).id()));
    }

    private List<Row> read(Conditions where, int most) {
        var sql = """
                select r.id, r.at, r.controller, r.channel, r.understood, t.sealed
                from reply r left join reply_text t on t.id = r.id where %s
                order by r.id desc limit %d""".formatted(where.sql(), most);
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement(sql)) {
            where.bind(select);
            var rows = new ArrayList<Row>();
            var row = select.executeQuery();
            while (row.next()) rows.add(row(row));
            return rows;
        } catch (SQLException | IOException e) {
            throw Outage.undecided("the replies could not be read", e);
        }
    }

    private Row row(ResultSet row) throws SQLException, IOException {
        var id = row.getObject(1, UUID.class);
        var sealedText = Optional.ofNullable(row.getBytes(6));
        var plain = sealedText.isEmpty()
                ? Optional.<InboundMessageWriter.Sealed>empty()
                : Optional.of(Json.MAPPER.readValue(
                        vault.unwrap(sealedText.get(), Ids.bytes(id)), InboundMessageWriter.Sealed.class));
        return new Row(
                id,
                row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                plain.map(InboundMessageWriter.Sealed::from),
                plain.map(InboundMessageWriter.Sealed::text));
    }
}
