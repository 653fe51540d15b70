package dev.askfirst.consent;

import static dev.askfirst.platform.ProblemCode.STANDING_NO;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.person.PairwiseIds;
import dev.askfirst.platform.Caller;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.policy.Authorship;
import dev.askfirst.policy.Consent;
import dev.askfirst.policy.Question;
import dev.askfirst.policy.Scope;
import dev.askfirst.policy.TopicRules;
import dev.askfirst.policy.Word;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Hears acts one after the other: what is new becomes a word and an event, what is known adds nothing. */
final class Listener {

    private final Instant now;
    private final Catalog catalog;
    private final PairwiseIds pairwiseIds;
    private final History history;

    Listener(Instant now, Catalog catalog, PairwiseIds pairwiseIds, History history) {
        this.now = now;
        this.catalog = catalog;
        this.pairwiseIds = pairwiseIds;
        this.history = history;
    }

    ActResult hear(Act act, Speakers.Found found) throws SQLException {
        return switch (act) {
            case Act.Grant grant -> hear(grant, found);
            case Act.No no -> hear(no, found);
        };
    }

    private ActResult hear(Act.Grant grant, Speakers.Found found) throws SQLException {
        var speaker = found.speaker();
        var topic = catalog.topic(grant.topic()).orElseThrow();
        var scope = new Scope(grant.controller(), grant.topic(), grant.channel(), found.point());
        var standing = Consent.standingNo(question(scope), topic, speaker.terms(), now);
        if (standing.isPresent() && !overrides(grant, standing.get())) {
            return new ActResult.Refused(Fault.of(
                    STANDING_NO, "the person said no on " + standing.get().made()));
        }
        var made = grant.confirmation().orElseGet(() -> made(grant, speaker));
        var pending = topic.doubleOptIn() && grant.confirmation().isEmpty();
        var yes = new Word.Yes(Ids.at(now), scope, made, grant.expires(), pending);
        var known = history.same(speaker, yes);
        if (known.isPresent()) {
            return new ActResult.Unchanged(reply(known.get(), grant, speaker, state(scope, topic, speaker)));
        }
        record(grant, yes, found);
        return new ActResult.Created(reply(yes.id(), grant, speaker, state(scope, topic, speaker)));
    }

    private ActResult hear(Act.No act, Speakers.Found found) {
        var speaker = found.speaker();
        var point = act.contactOnly() ? found.point() : Optional.<UUID>empty();
        var scope = new Scope(act.controller(), act.topic(), act.channel(), point);
        var no = new Word.No(Ids.at(now), scope, made(act, speaker), act.kind(), act.services());
        var known = speaker.terms().alreadySaid(no);
        if (known.isPresent()) {
            return new ActResult.Unchanged(reply(known.get().id(), act, speaker, state(known.get())));
        }
        record(act, no, found);
        return new ActResult.Created(reply(no.id(), act, speaker, state(no)));
    }

    private void record(Act act, Word word, Speakers.Found found) {
        var speaker = found.speaker();
        speaker.says(word, ConsentEvent.of(speaker.person(), speaker.version() + 1, now, act, word, found.point()));
    }

    /** Without an instant of its own an act is made now, and always after everything the person said before. */
    private Instant made(Act act, Speaker speaker) {
        var earliest = speaker.terms().lastMade().plusNanos(1000);
        var unsaid = now.isAfter(earliest) ? now : earliest;
        return act.at().filter(at -> !at.isAfter(now)).orElse(unsaid);
    }

    /** A standing no is not overwritten by habit, such as the nightly copy of a customer database. */
    private static boolean overrides(Act.Grant grant, Word.No standing) {
        if (!grant.by().is(Caller.SENDER)) return true;
        return grant.at().filter(at -> at.isAfter(standing.made())).isPresent()
                && grant.evidence().overridesANo();
    }

    private ActReply reply(UUID id, Act act, Speaker speaker, ActReply.State state) {
        var person = act.by().is(Caller.SENDER) && !act.controller().equals(Scope.ALL)
                ? pairwiseIds.of(act.controller(), speaker.person())
                : speaker.person();
        return new ActReply(id, person, state);
    }

    private ActReply.State state(Scope scope, TopicRules topic, Speaker speaker) {
        return switch (Consent.of(question(scope), topic, speaker.terms(), now)) {
            case Consent.Given _, Consent.NotNeeded _ -> ActReply.State.GIVEN;
            case Consent.Pending _, Consent.Unknown _ -> ActReply.State.PENDING;
            case Consent.Refused _ -> ActReply.State.REFUSED;
            case Consent.Withdrawn _ -> ActReply.State.WITHDRAWN;
            case Consent.Expired _ -> ActReply.State.EXPIRED;
        };
    }

    private static ActReply.State state(Word.No no) {
        return switch (no.kind()) {
            case REFUSAL -> ActReply.State.REFUSED;
            case WITHDRAWAL -> ActReply.State.WITHDRAWN;
        };
    }

    private static Question question(Scope scope) {
        return new Question(
                scope.controller(), scope.topic(), scope.channel(), scope.point(), Authorship.AUTOMATED, false);
    }
}
