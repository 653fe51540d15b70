package dev.askfirst.consent.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.request.Conditions;
import dev.askfirst.consent.request.ListRequest;
import dev.askfirst.consent.suppression.SuppressionLift;
import dev.askfirst.consent.suppression.SuppressionSource;
import dev.askfirst.consent.suppression.Suppressions;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads suppressions back: a sender sees its own, and never whether the person is known; staff see all. */
@ApplicationScoped
class SuppressionRows {

    /** Who recorded it, for staff. */
    record By(String issuer, String subject, String role, Optional<String> sender) {}

    /** One suppression as callers see it. */
    record ListedSuppression(
            UUID id,
            String controller,
            Suppressions.Reason reason,
            Instant at,
            Optional<String> note,
            Optional<String> source,
            Optional<Instant> liftedAt,
            Optional<String> liftReason,
            Optional<By> by) {

        private ListedSuppression withoutBy() {
            return new ListedSuppression(
                    id, controller, reason, at, note, source, liftedAt, liftReason, Optional.empty());
        }

        /** That it is there, and nothing of whoever ordered it: it binds all, and may be another's. */
        private ListedSuppression bare() {
            var none = Optional.<String>empty();
            return new ListedSuppression(id, controller, reason, at, none, none, liftedAt, none, Optional.empty());
        }
    }

    /** Suppressions, newest first; {@code next} is the cursor of the rest, if there is any. */
    record Page(List<ListedSuppression> suppressions, Optional<UUID> next) {}

    private static final String SELECT = """
            select s.id, s.controller, s.reason, s.at, s.by, s.lifted_at,
                coalesce(own.texts, ofpage.texts) as texts, why.texts as why
            from suppression s left join evidence own on own.event = s.id
            left join evidence ofpage on ofpage.event = s.page_id
            left join suppression_lift l on l.suppression_id = s.id left join evidence why on why.event = l.id
            where\s""";

    private final DataSource dataSource;
    private final ContactKeys keys;

    SuppressionRows(DataSource dataSource, ContactKeys keys) {
        this.dataSource = dataSource;
        this.keys = keys;
    }

    ListedSuppression one(UUID id, Caller caller) {
        var where = mine(caller).and("s.id = :id", "id", Optional.of(id));
        return seenBy(caller, read(where, "")).stream().findFirst().orElseThrow(SuppressionLift::none);
    }

    /** All suppressions that stand for this address, in whatever form it was delivered. */
    List<ListedSuppression> of(Contact contact, Caller caller) {
        var all = keys.inEveryForm(contact).all().stream()
                .map(ContactKeys.ContactKey::key)
                .toList();
        var where = mine(caller)
                .and("s.contact_key = any (:keys::uuid[])", "keys", Optional.of(all))
                .and("s.lifted_at is null");
        return seenBy(caller, read(where, " order by s.id desc"));
    }

    /** Whether a suppression that the caller may see blocks the address even after this yes. */
    boolean silence(Act.Grant grant, Contact contact) {
        return of(contact, grant.by()).stream()
                .filter(row -> Scope.of(row.controller(), Scope.ALL, Scope.ALL)
                        .includes(Scope.of(grant.controller(), grant.topic(), grant.channel())))
                // A register yields to an express yes.
                .anyMatch(row -> row.reason() != Suppressions.Reason.DO_NOT_CALL || !grant.isExpress());
    }

    Page newest(ListRequest.CheckedList list, Optional<Suppressions.Reason> reason, Caller caller) {
        var where = mine(caller)
                .and("s.lifted_at is null")
                .and("s.controller = :controller", "controller", list.controller())
                .and("s.reason = :reason", "reason", reason)
                .and("s.id < :before", "before", list.before());
        var rows = seenBy(caller, read(where, " order by s.id desc limit " + (list.limit() + 1)));
        return rows.size() <= list.limit()
                ? new Page(rows, Optional.empty())
                : new Page(
                        rows.subList(0, list.limit()),
                        Optional.of(rows.get(list.limit() - 1).id()));
    }

    private static Conditions mine(Caller caller) {
        return new Conditions()
                .and("s.by ->> 'sender' = :sender", "sender", SuppressionSource.sender(caller))
                .and("(s.controller = '*' or s.controller = any (:limit::text[]))", "limit", caller.limit());
    }

    private static List<ListedSuppression> seenBy(Caller caller, List<ListedSuppression> rows) {
        if (caller.isLimited())
            return rows.stream()
                    .map(it -> it.controller().equals(Scope.ALL) ? it.bare() : it)
                    .toList();
        return SuppressionSource.sender(caller).isEmpty()
                ? rows
                : rows.stream().map(ListedSuppression::withoutBy).toList();
    }

    private List<ListedSuppression> read(Conditions where, String rest) {
        try (var connection = dataSource.getConnection()) {
            return where.query(SELECT, rest).list(connection, SuppressionRows::row);
        } catch (SQLException e) {
            throw Outage.undecided("the suppressions could not be read", e);
        }
    }

    private static ListedSuppression row(Row row) throws SQLException {
        var texts = row.optionalText("texts").map(Json::stored);
        return new ListedSuppression(
                row.id("id"),
                row.text("controller"),
                Suppressions.Reason.of(row.text("reason")),
                row.time("at"),
                texts.flatMap(it -> text(it, "note")),
                texts.flatMap(it -> text(it, Evidence.SOURCE)),
                row.optionalTime("lifted_at"),
                row.optionalText("why").map(Json::stored).flatMap(it -> text(it, "reason")),
                Optional.of(Json.MAPPER.convertValue(Json.stored(row.text("by")), By.class)));
    }

    private static Optional<String> text(JsonNode texts, String member) {
        return Optional.ofNullable(texts.get(member)).map(JsonNode::textValue);
    }
}
