package dev.askfirst.consent.event;

import static dev.askfirst.platform.ProblemCode.ASKED_TOO_OFTEN;
import static dev.askfirst.platform.ProblemCode.CONFLICT;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.platform.Fault;
import dev.askfirst.policy.Consent;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
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

    /** The yes of a pending grant, confirmed at this instant; a conflict if it is too late for that. */
    public ConsentStatement.Grant confirm(RecordedAct granted, DataSubject subject, Instant at) {
        var asked =
                subject.terms().asked(granted.id()).orElseThrow(() -> tooLate("was answered, or asked anew, already"));
        var topic = catalog.topic(asked.scope().topic()).orElseThrow(() -> tooLate("is about a topic that is gone"));
        if (Consent.overtaken(asked, question(asked.scope()), topic, subject.terms())) {
            throw tooLate("was overtaken by a no");
        }
        if (!now.isBefore(granted.known().plus(rules.lapses()))) throw tooLate("has lapsed");
        return asked.confirmed(at);
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
