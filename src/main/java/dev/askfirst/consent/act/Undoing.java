package dev.askfirst.consent.act;

import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.DataSubject;
import dev.askfirst.consent.event.Fold;
import dev.askfirst.consent.event.History;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.term.ConsentStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Takes back a no that was said on a page a moment ago. It grants nothing that did not hold: all other acts are folded anew, as
 * if the no had never been said, and that must be what is stored apart from it.
 */
record Undoing(Act.Undo undo, Instant now, History history) {

    ActResult apply(DataSubject subject) throws SQLException {
        var acts = history.of(subject.person());
        var no = acts.stream()
                .filter(it -> it.id().equals(undo.no()))
                .filter(it -> it.isUndoable(now))
                .filter(it ->
                        acts.stream().noneMatch(later -> later.undoes().stream().anyMatch(it.id()::equals)))
                .findFirst()
                .orElseThrow(() -> Fault.of(ProblemCode.CONFLICT, "there is no no here that can still be undone"));
        // Acts of this very transaction, or acts that were deleted, cannot be folded.
        if (!subject.events().isEmpty() || !words(acts).equals(ids(subject)))
            throw Fault.of(ProblemCode.CONFLICT, "what held before cannot be told any more");
        var left = Fold.undoing(acts, no.id());
        // Then it was said twice, maybe by two: none of them is told that messages come again.
        if (subject.terms()
                .after(left)
                .alreadySaid((ConsentStatement.Refusal) no.word())
                .isPresent()) throw Fault.of(ProblemCode.CONFLICT, "another no says the same");
        var body = Json.MAPPER.createObjectNode().put("undoes", no.id().toString());
        ConsentEvent.scope(body, no.scope());
        var head = new ConsentEvent.Head(subject.person(), subject.next(), Ids.at(now), now, undo);
        subject.does(ConsentEvent.of(
                head,
                ConsentEvent.Kind.UNDO,
                subject.unsaid(now),
                body,
                left,
                undo.evidence().sealed()));
        return new ActResult.Created(ActReply.of(subject));
    }

    private static List<UUID> words(List<RecordedAct> acts) {
        return Fold.of(acts).words().stream().map(it -> it.id()).toList();
    }

    private static List<UUID> ids(DataSubject subject) {
        return subject.terms().words().stream().map(it -> it.id()).toList();
    }
}
