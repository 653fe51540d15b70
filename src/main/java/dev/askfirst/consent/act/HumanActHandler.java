package dev.askfirst.consent.act;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.DataSubject;
import dev.askfirst.law.AnswerTimes;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Owed;
import dev.askfirst.policy.term.Scope;
import java.time.Instant;

/** Handles requests to talk to a human: from one on a controller's human owes an answer, until it is given. */
final class HumanActHandler {

    /** How many requests to one controller may wait at once: more would add nothing but what must be read for decisions. */
    private static final int MOST_WAITING = 5;

    private final Instant now;
    private final Catalog catalog;
    private final AnswerTimes answerTimes;

    HumanActHandler(Instant now, Catalog catalog, AnswerTimes answerTimes) {
        this.now = now;
        this.catalog = catalog;
        this.answerTimes = answerTimes;
    }

    ActResult apply(Act.OfHuman act, DataSubject subject) {
        return switch (act) {
            case Act.HumanAsked asked -> apply(asked, subject);
            case Act.HumanAnswered answered -> apply(answered, subject);
        };
    }

    private ActResult apply(Act.HumanAsked act, DataSubject subject) {
        var time = catalog.controller(act.controller())
                .flatMap(it -> it.humanRequests())
                .orElseThrow(() -> Fault.of(
                        ProblemCode.CONFLICT,
                        "`%s` takes no requests here: its catalog entry has no `humanRequests`"
                                .formatted(act.controller())));
        var waiting = subject.terms().owed().stream()
                .filter(it -> it.controller().equals(act.controller()))
                .count();
        if (waiting >= MOST_WAITING)
            throw Fault.of(ProblemCode.CONFLICT, MOST_WAITING + " requests of this person wait for an answer already");
        var owed = new Owed(Ids.at(now), act.controller(), answerTimes.due(time, now));
        var body = Json.MAPPER.createObjectNode().put("due", ConsentEvent.text(owed.due()));
        ConsentEvent.scope(body, Scope.of(act.controller(), Scope.ALL, Scope.ALL));
        var head = new ConsentEvent.Head(subject.person(), subject.next(), owed.request(), now, act);
        subject.does(ConsentEvent.of(
                head,
                ConsentEvent.Kind.HUMAN_REQUEST,
                subject.unsaid(now),
                body,
                new Effect.Asked(owed),
                act.evidence().sealed()));
        return new ActResult.Created(ActReply.of(subject));
    }

    private ActResult apply(Act.HumanAnswered act, DataSubject subject) {
        var owed = subject.terms().owed().stream()
                .filter(it -> it.request().equals(act.request()))
                .findFirst()
                .orElseThrow(() -> Fault.of(ProblemCode.CONFLICT, "the request was answered before"));
        var body = Json.MAPPER.createObjectNode().put("request", act.request().toString());
        ConsentEvent.scope(body, Scope.of(owed.controller(), Scope.ALL, Scope.ALL));
        var head = new ConsentEvent.Head(subject.person(), subject.next(), Ids.at(now), now, act);
        subject.does(ConsentEvent.of(
                head,
                ConsentEvent.Kind.HUMAN_ANSWER,
                subject.unsaid(now),
                body,
                new Effect.Answered(act.request()),
                act.evidence().sealed()));
        return new ActResult.Created(ActReply.of(subject));
    }
}
