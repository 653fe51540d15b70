package dev.askfirst.consent.human;

import dev.askfirst.consent.due.DueList;
import dev.askfirst.consent.request.Conditions;
import dev.askfirst.consent.request.ListRequest;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads requests to talk to a human, with the texts of their acts. */
@ApplicationScoped
class HumanRequestRows {

    /** Requests, and the cursor of the rest, if there is any. */
    record Page(List<HumanRequest> requests, Optional<UUID> next) {}

    private static final int MOST_OF_ONE = 200;

    private static final DueList LIST = new DueList("human_request", "r");

    private static final String SELECT = """
            select r.id, r.at, r.controller, r.due_at, coalesce(m.into_id, e.person_id) as person, a.at as answered_at,
                q.texts ->> 'note' as text, t.texts ->> 'note' as answer, t.texts ->> 'actor' as by
            from human_request r join consent_event e on e.id = r.id
            left join merged_person m on m.person_id = e.person_id
            left join human_answer a on a.request_id = r.id
            left join evidence q on q.event = r.id left join evidence t on t.event = a.id where\s""";

    private final DataSource dataSource;
    private final Clock clock;

    HumanRequestRows(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * The newest of them, or those that wait, the first to be due first.
     *
     * @param within the controllers that the caller is restricted to
     */
    Page list(ListRequest.CheckedList list, boolean onlyDue, List<Optional<List<String>>> within) {
        var rows = read(LIST.where(list, onlyDue, within), LIST.order(list, onlyDue));
        return new Page(DueList.shown(rows, list), DueList.next(rows, list, HumanRequest::id));
    }

    /** One of them; empty if there is none with this id. */
    Optional<HumanRequest> find(UUID id) {
        return read(new Conditions().and("r.id = :id", "id", Optional.of(id)), "").stream()
                .findFirst();
    }

    /** Those of a person, and of whoever was merged into them, the newest first. */
    List<HumanRequest> of(UUID person) {
        var own = new Conditions()
                .and(
                        "e.person_id = any (array(select :person::uuid union all select person_id from merged_person where into_id = :person))",
                        "person",
                        Optional.of(person));
        return read(own, " order by r.id desc limit " + MOST_OF_ONE);
    }

    private List<HumanRequest> read(Conditions where, String rest) {
        try (var connection = dataSource.getConnection()) {
            var now = clock.read(connection);
            return where.query(SELECT, rest).list(connection, row -> row(row, now));
        } catch (SQLException e) {
            throw Outage.undecided("the requests could not be read", e);
        }
    }

    private static HumanRequest row(Row row, Instant now) throws SQLException {
        var answered = row.optionalTime("answered_at");
        var due = row.time("due_at");
        return new HumanRequest(
                row.id("id"),
                row.time("at"),
                row.text("controller"),
                row.id("person"),
                answered.isPresent() ? HumanRequest.State.ANSWERED : HumanRequest.State.WAITING,
                due,
                !answered.orElse(now).isBefore(due),
                answered,
                row.optionalText("text"),
                row.optionalText("answer"),
                row.optionalText("by"));
    }
}
