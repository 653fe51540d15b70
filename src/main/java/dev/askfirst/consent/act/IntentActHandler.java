package dev.askfirst.consent.act;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.DataSubject;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.event.IntentWish;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.Wanted;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Intent;
import dev.askfirst.policy.term.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Handles what people look for. It becomes an act for each controller that it is open to, or one for all, so that each act
 * concerns one controller or everybody; the first of them gives it its id.
 */
final class IntentActHandler {

    /** How many may be open at once: more would add nothing but what must be read for decisions. */
    private static final int MOST_OPEN = 20;

    /** How far ahead its end may lie. */
    private static final Duration LONGEST = Duration.ofDays(366);

    private final Instant now;
    private final Catalog catalog;

    IntentActHandler(Instant now, Catalog catalog) {
        this.now = now;
        this.catalog = catalog;
    }

    ActResult apply(Act.OfIntent act, DataSubject subject) {
        return switch (act) {
            case Act.IntentSaid said -> apply(said, subject);
            case Act.IntentEnded ended -> apply(ended, subject);
        };
    }

    private ActResult apply(Act.IntentSaid act, DataSubject subject) {
        var wish = act.wish();
        mayBe(wish, subject);
        var id = Ids.at(now);
        var made = subject.unsaid(now);
        var event = id;
        var evidence = act.evidence().sealed();
        for (var controller : wish.controllers().isEmpty() ? List.of(Scope.ALL) : wish.controllers()) {
            says(act, new Head(event, id, controller, made), evidence, subject);
            event = Ids.at(now);
            evidence = Optional.empty();
        }
        return new ActResult.Created(reply(id, subject));
    }

    /** One of the acts that it becomes. */
    private record Head(UUID event, UUID intent, String controller, Instant made) {}

    private void says(Act.IntentSaid act, Head one, Optional<Evidence.Sealed> evidence, DataSubject subject) {
        var wish = act.wish();
        var body = Json.MAPPER
                .createObjectNode()
                .put("intent", one.intent().toString())
                .put("max", wish.max())
                .put("until", ConsentEvent.text(wish.until()));
        if (!wish.channels().isEmpty()) new TreeSet<>(wish.channels()).forEach(body.putArray("channels")::add);
        ConsentEvent.scope(body, Scope.of(one.controller(), wish.topic(), Scope.ALL));
        var intent = new Intent(
                one.intent(),
                wish.topic(),
                Set.of(one.controller()),
                wish.channels(),
                wish.until(),
                wish.max(),
                Optional.empty());
        subject.does(ConsentEvent.of(
                new ConsentEvent.Head(subject.person(), subject.next(), one.event(), now, act),
                ConsentEvent.Kind.INTENT,
                one.made(),
                body,
                new Effect.Wanted(intent, one.made()),
                evidence));
    }

    private void mayBe(IntentWish wish, DataSubject subject) {
        if (!wish.until().isAfter(now)) throw Fault.invalid("until", "lies in the past");
        if (wish.until().isAfter(now.plus(LONGEST))) throw Fault.invalid("until", "is more than a year ahead");
        var open =
                subject.terms().intents().stream().filter(it -> !it.over(now)).count();
        if (open >= MOST_OPEN)
            throw conflict("%d intents of this person are open: end one of them first".formatted(MOST_OPEN));
        var serving = catalog.document().servingIntents(wish.topic());
        for (var controller : wish.controllers()) {
            if (!serving.contains(controller))
                throw conflict("`%s` serves no intents on `%s`: its catalog entry says so in `intents`"
                        .formatted(controller, wish.topic()));
        }
        if (serving.isEmpty())
            throw conflict(
                    "nobody serves intents on `%s`: no catalog entry says so in `intents`".formatted(wish.topic()));
        var meant = wish.controllers().isEmpty() ? List.copyOf(serving) : wish.controllers();
        if (meant.stream().noneMatch(it -> reaches(it, wish, subject)))
            throw Fault.of(
                    ProblemCode.STANDING_NO,
                    "a no of this person stands against everybody that it would be open to: an intent lifts none");
    }

    /** Whether a message of this controller could go out by it: by some channel no no stands against it. */
    private boolean reaches(String controller, IntentWish wish, DataSubject subject) {
        var topic = catalog.topic(wish.topic()).orElseThrow(() -> Fault.invalid("topic", "is not in the catalog"));
        var terms = catalog.inForce(subject.terms());
        return catalog.document().channels().stream()
                .map(it -> it.id())
                .filter(it -> wish.channels().isEmpty() || wish.channels().contains(it))
                .anyMatch(it -> Wanted.reaches(Scope.of(controller, wish.topic(), it), topic, terms, now));
    }

    private ActResult apply(Act.IntentEnded act, DataSubject subject) {
        var intent = subject.terms().intents().stream()
                .filter(it -> it.id().equals(act.intent()))
                .findFirst()
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "no intent of this person with this id"));
        // One that is over already stays as it ended.
        if (intent.over(now)) return new ActResult.Unchanged(reply(intent.id(), subject));
        var made = subject.unsaid(now);
        var body = Json.MAPPER.createObjectNode().put("intent", intent.id().toString());
        if (intent.controllers().size() == 1)
            ConsentEvent.scope(body, Scope.of(intent.controllers().iterator().next(), intent.topic(), Scope.ALL));
        subject.does(ConsentEvent.of(
                new ConsentEvent.Head(subject.person(), subject.next(), Ids.at(now), now, act),
                ConsentEvent.Kind.INTENT_ENDED,
                made,
                body,
                new Effect.IntentEnded(intent.id(), made),
                act.evidence().sealed()));
        return new ActResult.Created(reply(intent.id(), subject));
    }

    private static ActReply reply(UUID intent, DataSubject subject) {
        return new ActReply(
                intent, subject.person(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Fault conflict(String why) {
        return Fault.of(ProblemCode.CONFLICT, why);
    }
}
