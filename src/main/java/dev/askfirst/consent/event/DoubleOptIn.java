package dev.askfirst.consent.event;

import static dev.askfirst.platform.ProblemCode.ASKED_TOO_OFTEN;
import static dev.askfirst.platform.ProblemCode.CONFLICT;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.Consent;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** A yes that counts only once the person has confirmed it: how they are asked, how often, and whether it is too late. */
public final class DoubleOptIn {

    /**
     * How the request to confirm reaches the person. The names stay in the record: new ones may be added, none renamed.
     */
    public enum Delivery {
        /** The service writes an e-mail. */
        LETTER,
        /** Entitled subscribers get an event, and deliver the request by the channel itself. */
        EVENT,
        /** The sender delivers the request itself, if the catalog trusts it with that. */
        SENDER
    }

    /** How long after a request it can be sent again, and how often in a day: the pages say both. */
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(5);

    private static final int AGAIN_MOST = 3;
    private static final Duration AGAIN_PER = Duration.ofDays(1);

    private final Instant now;
    private final AskRules rules;
    private final Catalog catalog;
    private final History history;

    public DoubleOptIn(Instant now, AskRules rules, Catalog catalog, History history) {
        this.now = now;
        this.rules = rules;
        this.catalog = catalog;
        this.history = history;
    }

    /**
     * How this person is asked to confirm. Empty for an imported grant, and if the person has just proved that the
     * address is theirs. Refused if they were asked too often.
     */
    public Optional<Delivery> ask(Act.Grant grant, Scope scope, DataSubject subject) throws SQLException {
        if (grant.origin() != Act.Origin.REPORTED) return Optional.empty();
        if (!grant.by().is(Caller.PERSON)) rested(scope, subject);
        var asked = history.asked(subject, scope, now.minus(rules.per()));
        if (asked.size() >= rules.most()) {
            var free = asked.get(asked.size() - rules.most()).plus(rules.per());
            throw Fault.of(
                            ASKED_TOO_OFTEN,
                            "the person was asked %d times in %d days"
                                    .formatted(asked.size(), rules.per().toDays()))
                    .retryAfter(Duration.between(now, free));
        }
        return Optional.of(delivery(grant));
    }

    /** Whoever asks, and whether or not it was open to them: after an intent its topic rests. */
    private void rested(Scope scope, DataSubject subject) throws SQLException {
        var until = history.restUntil(subject, scope.topic(), now);
        if (until.isEmpty()) return;
        throw Fault.of(
                        ASKED_TOO_OFTEN,
                        "the person is not asked about this before "
                                + until.get().atOffset(ZoneOffset.UTC).toLocalDate())
                .retryAfter(Duration.between(now, until.get()));
    }

    /** The yes of a pending grant, confirmed at this instant; a conflict if it is too late for that. */
    public ConsentStatement.Grant confirm(RecordedAct granted, DataSubject subject, Instant at) {
        return waiting(granted, subject).confirmed(at);
    }

    /**
     * What a person is asked once more: the yes for just this scope that waits to be confirmed. A conflict if there is none
     * or it is too late, and refused if they were asked a moment ago or often today.
     */
    public RecordedAct askAgain(Scope scope, DataSubject subject) throws SQLException {
        var pending = subject.terms().grants().stream()
                .filter(yes -> yes.pending() && yes.scope().equals(scope))
                .max(Terms.ORDER)
                .orElseThrow(() -> tooLate("was answered already, or never made"));
        var granted = history.act(pending.id()).orElseThrow();
        waiting(granted, subject);
        var again = history.askedAgain(subject, granted, now.minus(AGAIN_PER));
        var last = again.isEmpty() ? granted.known() : again.getLast();
        var free = again.size() < AGAIN_MOST
                ? last.plus(AGAIN_AFTER)
                : later(
                        last.plus(AGAIN_AFTER),
                        again.get(again.size() - AGAIN_MOST).plus(AGAIN_PER));
        if (now.isBefore(free)) {
            throw Fault.of(ASKED_TOO_OFTEN, "the request was sent a moment ago, or often enough today")
                    .retryAfter(Duration.between(now, free));
        }
        return granted;
    }

    /** The first instant at which a request that was recorded then can no longer be confirmed. */
    public Instant lapses(RecordedAct granted) {
        return granted.known().plus(rules.lapses());
    }

    /**
     * Whether the request to confirm this yes went to the address without the help of whoever reported it: then whoever
     * answers it on its page has read it there.
     */
    public static boolean wentToTheAddress(RecordedAct granted) {
        return granted.text("delivery")
                .filter(it -> !it.equals(Json.text(Delivery.SENDER)))
                .isPresent();
    }

    private ConsentStatement.Grant waiting(RecordedAct granted, DataSubject subject) {
        var asked =
                subject.terms().asked(granted.id()).orElseThrow(() -> tooLate("was answered, or asked anew, already"));
        var topic = catalog.topic(asked.scope().topic()).orElseThrow(() -> tooLate("is about a topic that is gone"));
        if (Consent.overtaken(asked, question(asked.scope()), topic, subject.terms())) {
            throw tooLate("was overtaken by a no");
        }
        if (!now.isBefore(lapses(granted))) throw tooLate("has lapsed");
        return asked;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Delivery delivery(Act.Grant grant) {
        var delivers = grant.by().sender().filter(this::deliversConfirmation).isPresent();
        if (delivers) return Delivery.SENDER;
        return scheme(grant.who()).equals("mailto") ? Delivery.LETTER : Delivery.EVENT;
    }

    private boolean deliversConfirmation(String sender) {
        return catalog.document().senders().stream()
                .filter(it -> it.id().equals(sender))
                .anyMatch(CatalogDocument.Sender::deliversConfirmation);
    }

    private static String scheme(Addressee who) {
        return switch (who) {
            case Addressee.AtContact(var contact) -> contact.scheme();
            case Addressee.AtOwnContact(var contact, var _) -> contact.scheme();
            case Addressee.AtHash _,
                    Addressee.OfAct _,
                    Addressee.AtPoint _,
                    Addressee.AtPerson _,
                    Addressee.AtPairwise _ -> throw new IllegalStateException("a grant names a contact");
        };
    }

    private static Fault tooLate(String why) {
        return Fault.of(CONFLICT, "this request for consent %s; to ask again: `POST /v1/grants`".formatted(why));
    }

    public static Question question(Scope scope) {
        return new Question(
                scope.controller(), scope.topic(), scope.channel(), scope.point(), Authorship.AUTOMATED, false);
    }
}
