package dev.askfirst.consent.complaint;

import dev.askfirst.consent.due.DueList;
import dev.askfirst.consent.request.Conditions;
import dev.askfirst.consent.request.ListRequest;
import dev.askfirst.person.key.Vault;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads the register of complaints. */
@ApplicationScoped
class ComplaintRows {

    /** Complaints, and the cursor of the rest, if there is any. */
    record Page(List<Complaint> complaints, Optional<UUID> next) {}

    private static final DueList LIST = new DueList("complaint", "c");

    private static final String SELECT = """
            select c.id, c.at, c.received_at, c.controller, c.due_at, a.made as acknowledged, r.made as resolved, r.outcome,
                t.sealed, e.texts ->> 'answer' as answer
            from complaint c left join complaint_text t on t.id = c.id
            left join complaint_step a on a.complaint_id = c.id and a.step = 'acknowledged'
            left join complaint_step r on r.complaint_id = c.id and r.step = 'resolved'
            left join evidence e on e.event = r.id where\s""";

    private final DataSource dataSource;
    private final Vault vault;
    private final Clock clock;

    ComplaintRows(DataSource dataSource, Vault vault, Clock clock) {
        this.dataSource = dataSource;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * The newest of them, or those that are due, the first to be due first.
     *
     * @param within the controllers that the caller is restricted to
     */
    Page list(ListRequest.CheckedList list, boolean onlyDue, List<Optional<List<String>>> within) {
        var rows = read(LIST.where(list, onlyDue, within), LIST.order(list, onlyDue));
        return new Page(DueList.shown(rows, list), DueList.next(rows, list, Complaint::id));
    }

    /** One of them; empty if there is none with this id. */
    Optional<Complaint> find(UUID id) {
        return read(new Conditions().and("c.id = :id", "id", Optional.of(id)), "").stream()
                .findFirst();
    }

    /** Those of a person, the newest first. */
    List<Complaint> of(UUID person) {
        var own = new Conditions()
                .and(
                        "t.contact_key in (select contact_key from contact_point where person_id = :person)",
                        "person",
                        Optional.of(person));
        return read(own, " order by c.id desc limit 200");
    }

    private List<Complaint> read(Conditions where, String rest) {
        try (var connection = dataSource.getConnection()) {
            return read(connection, where, rest, clock.read(connection));
        } catch (SQLException e) {
            throw Outage.undecided("the complaints could not be read", e);
        }
    }

    private List<Complaint> read(Connection connection, Conditions where, String rest, Instant now)
            throws SQLException {
        return where.query(SELECT, rest).list(connection, row -> row(row, now));
    }

    private Complaint row(Row row, Instant now) throws SQLException {
        var id = row.id("id");
        var plain = row.optionalBytes("sealed").map(it -> unsealed(vault.unwrap(it, Ids.bytes(id))));
        var resolved = row.optionalTime("resolved");
        var acknowledged = row.optionalTime("acknowledged").or(() -> resolved);
        var due = row.time("due_at");
        return new Complaint(
                id,
                row.time("at"),
                row.time("received_at"),
                row.text("controller"),
                state(acknowledged, resolved),
                due,
                !acknowledged.orElse(now).isBefore(due),
                acknowledged,
                resolved,
                row.optionalText("outcome"),
                plain.map(ComplaintWriter.Sealed::from),
                plain.map(ComplaintWriter.Sealed::text),
                row.optionalText("answer"));
    }

    private static Complaint.State state(Optional<Instant> acknowledged, Optional<Instant> resolved) {
        if (resolved.isPresent()) return Complaint.State.RESOLVED;
        return acknowledged.isPresent() ? Complaint.State.ACKNOWLEDGED : Complaint.State.DUE;
    }

    private static ComplaintWriter.Sealed unsealed(byte[] json) {
        try {
            return Json.MAPPER.readValue(json, ComplaintWriter.Sealed.class);
        } catch (IOException e) {
            throw Outage.undecided("the complaints could not be read", e);
        }
    }
}
