package dev.askfirst.consent.act;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.DataSubject;
import dev.askfirst.consent.event.Rated;
import dev.askfirst.consent.event.RatingsForgotten;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Rating;
import dev.askfirst.policy.term.Ratings;
import dev.askfirst.policy.term.Scope;
import java.time.Instant;
import java.util.List;

/** Handles what people say of how useful messages are: the same again adds nothing, another word replaces the first. */
final class UsefulnessActHandler {

    private final Instant now;

    UsefulnessActHandler(Instant now) {
        this.now = now;
    }

    ActResult apply(Act.OfUsefulness act, DataSubject subject) {
        return switch (act) {
            case Rated rated -> apply(rated, subject);
            case RatingsForgotten forgotten -> apply(forgotten, subject);
        };
    }

    private ActResult apply(Rated act, DataSubject subject) {
        var said = Ratings.of(subject.terms().ratings(), act.controller(), act.topic()).stream()
                .flatMap(it -> it.latest().stream())
                .anyMatch(it -> it.message().equals(act.message()) && it.value() == act.value());
        if (said) return new ActResult.Unchanged(ActReply.of(subject));
        var made = subject.unsaid(now);
        var body = body(act.controller(), act.topic())
                .put("message", act.message().toString())
                .put("value", Json.text(act.value()));
        var rating = new Rating(act.message(), act.value(), made);
        return does(
                act,
                ConsentEvent.Kind.FEEDBACK,
                made,
                body,
                new Effect.Rated(act.controller(), act.topic(), List.of(rating)),
                subject);
    }

    private ActResult apply(RatingsForgotten act, DataSubject subject) {
        if (Ratings.of(subject.terms().ratings(), act.controller(), act.topic()).isEmpty())
            return new ActResult.Unchanged(ActReply.of(subject));
        return does(
                act,
                ConsentEvent.Kind.FEEDBACK_RESET,
                subject.unsaid(now),
                body(act.controller(), act.topic()),
                new Effect.Forgotten(act.controller(), act.topic()),
                subject);
    }

    private static ObjectNode body(String controller, String topic) {
        var body = Json.MAPPER.createObjectNode();
        ConsentEvent.scope(body, Scope.of(controller, topic, Scope.ALL));
        return body;
    }

    private ActResult does(
            Act act, ConsentEvent.Kind kind, Instant made, ObjectNode body, Effect effect, DataSubject subject) {
        var head = new ConsentEvent.Head(subject.person(), subject.next(), Ids.at(now), now, act);
        subject.does(
                ConsentEvent.of(head, kind, made, body, effect, act.evidence().sealed()));
        return new ActResult.Created(ActReply.of(subject));
    }
}
