package dev.askfirst.consent.act;

import static dev.askfirst.platform.ProblemCode.UNKNOWN_PERSON;

import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.DataSubject;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.term.Effect;
import java.time.Instant;
import java.util.Optional;

/**
 * Handles the merge of two people. Each gets an event: the first one's brings in all that the other had said until
 * then; the other one's ends their history, and names the person they were merged into.
 */
final class Merge {

    private final Act.Merge act;
    private final Instant now;

    Merge(Act.Merge act, Instant now) {
        this.act = act;
        this.now = now;
    }

    ActResult apply(DataSubjects.FoundSubject found) {
        var one = found.subject();
        var other = found.other()
                .orElseThrow(() -> Fault.about(UNKNOWN_PERSON, "other", "nobody is known by the id in `other`"));
        if (one == other) return new ActResult.Unchanged(ActReply.of(one));
        var made = later(one.unsaid(now), other.unsaid(now));
        var body = Json.MAPPER
                .createObjectNode()
                .put("other", other.person().toString())
                .put("otherVersion", other.version());
        one.does(ConsentEvent.of(
                head(one),
                ConsentEvent.Kind.MERGE,
                made,
                body,
                new Effect.Merged(other.terms(), made),
                act.evidence().sealed()));
        other.does(ConsentEvent.of(
                head(other),
                ConsentEvent.Kind.MERGED_INTO,
                made,
                Json.MAPPER.createObjectNode().put("into", one.person().toString()),
                new Effect.Nothing(),
                Optional.empty()));
        other.becomesPartOf(one);
        return new ActResult.Created(ActReply.of(one));
    }

    private ConsentEvent.Head head(DataSubject subject) {
        return new ConsentEvent.Head(subject.person(), subject.next(), Ids.at(now), now, act);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
