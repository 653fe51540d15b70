package dev.askfirst.consent.act;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.consent.event.History;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.person.point.TermsJson;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Terms;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The reply to an act that is repeated under its idempotency key. The act is not handled again, and its reply is the
 * first one; only the state in it is the current one, because a question would be answered by that.
 */
record SaidBefore(Connection connection, Catalog catalog, Instant now) {

    private static final StateAfter OVER =
            new StateAfter(ActReply.State.WITHDRAWN, Optional.of("what was said then does not hold any more"));

    ActResult asOfNow(ActResult first) throws SQLException {
        return switch (first) {
            case ActResult.Created(var reply) -> new ActResult.Created(asOfNow(reply));
            case ActResult.Unchanged(var reply) -> new ActResult.Unchanged(asOfNow(reply));
            case ActResult.Refused refused -> refused;
        };
    }

    private ActReply asOfNow(ActReply first) throws SQLException {
        if (first.state().isEmpty()) return first;
        var act = new History(connection).act(first.id());
        var terms = act.isPresent() ? terms(act.get().person()) : Optional.<Terms>empty();
        // A person who was erased has no terms, and nothing they said holds any more.
        return first.with(terms.isEmpty() ? OVER : state(act.orElseThrow(), terms.get()));
    }

    private StateAfter state(RecordedAct act, Terms terms) {
        if (!(act.effect() instanceof Effect.Said(var word))) return OVER;
        return switch (word) {
            case ConsentStatement.Grant yes ->
                catalog.topic(yes.scope().topic())
                        .map(topic -> StateAfter.ofYes(yes.scope(), topic, catalog, terms, now))
                        .orElse(OVER);
            case ConsentStatement.Refusal no -> StateAfter.ofNo(no, catalog, terms, now);
        };
    }

    private Optional<Terms> terms(UUID person) throws SQLException {
        try (var select = connection.prepareStatement("""
                select terms from terms where person_id =
                    coalesce((select into_id from merged_person where person_id = ?), ?)""")) {
            select.setObject(1, person);
            select.setObject(2, person);
            var row = select.executeQuery();
            return row.next() ? Optional.of(TermsJson.read(row.getBytes(1))) : Optional.empty();
        }
    }
}
