package dev.askfirst.decision.lane;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.Rights;
import dev.askfirst.catalog.SenderRights;
import dev.askfirst.catalog.author.Authors;
import dev.askfirst.catalog.feedback.FeedbackRule;
import dev.askfirst.decision.answer.CheckedQuestion;
import dev.askfirst.decision.likeness.TextCheck;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.MessageContext;
import dev.askfirst.decision.record.SaidStop;
import dev.askfirst.decision.record.Told;
import dev.askfirst.law.Locator;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.Fault;
import dev.askfirst.policy.ConfirmableStop;
import dev.askfirst.policy.CountedPermit;
import dev.askfirst.policy.Facts;
import dev.askfirst.policy.Law;
import dev.askfirst.policy.Limit;
import dev.askfirst.policy.Limits;
import dev.askfirst.policy.term.Approach;
import dev.askfirst.policy.term.AuthorshipCheck;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Spread;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Whether this sender may ask a question at all, under this version of the catalog. */
public final class QuestionRules {

    /** How far a check may look ahead or back. */
    private static final Duration YEAR = Duration.ofDays(366);

    /** For how long a message may wait for attention. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(30);

    private final Catalog catalog;

    public QuestionRules(Catalog catalog) {
        this.catalog = catalog;
    }

    /** An admitted question: the controller it is for, and whether its sender is not live yet. */
    record Admitted(String controller, boolean shadow, Optional<Authors> authors, Instant now) {

        /** The context of the message; in shadow mode if this sender is not live yet. */
        MessageContext context(CheckedQuestion checked) {
            var asked = checked.context();
            var context = authors.isPresent() ? asked.by(authors.get(), now) : asked;
            return shadow ? context.inShadow() : context;
        }
    }

    /** Admits a question if this sender may ask it in every respect; else a fault. */
    Admitted admit(String sender, CheckedQuestion checked, Instant now) {
        var rights = SenderRights.of(catalog, sender);
        var own = rights.own().orElseThrow();
        var controller = checked.controller()
                .or(own::onlyController)
                .orElseThrow(() -> Fault.invalid("controller", "is missing: this sender acts for several"));
        rights.requireController(controller);
        rights.requireChannel(checked.context().channel());
        rights.requireScheme("to", checked.context().channel(), checked.to().scheme());
        rights.requireTopic(checked.context().topic());
        checked.context().at().ifPresent(at -> {
            if (Duration.between(now, at).abs().compareTo(YEAR) > 0) {
                throw Fault.invalid("at", "lies more than a year away");
            }
        });
        checked.until().ifPresent(until -> {
            if (until.isAfter(now.plus(LONGEST_WAIT)))
                throw Fault.invalid("value.until", "lies more than 30 days ahead");
        });
        var authors = catalog.controller(controller).flatMap(CatalogDocument.Controller::authors);
        return new Admitted(controller, own.shadow(), authors, now);
    }

    /** The question as the policy sees it. It depends on recorded data alone, so that a replay gets the same one. */
    public Question question(String sender, String controller, MessageContext context, Optional<UUID> point) {
        var message = context.message();
        return new Question(
                controller,
                context.topic(),
                context.channel(),
                point,
                message.counted(),
                critical(sender, message),
                message.confirmsStop(),
                Approach.by(context.channel(), message.approach()));
    }

    /** A STOP that a question confirms, as decisions see it; empty if this catalog lets nobody confirm it. */
    public Optional<ConfirmableStop> confirmable(SaidStop stop) {
        return stop.by(catalog);
    }

    /** Whether it was decided as a critical message. */
    boolean isCritical(DecisionRecord decision) {
        return critical(decision.sender(), decision.context().message())
                && catalog.topic(decision.context().topic())
                        .filter(TopicRules::criticalAllowed)
                        .isPresent();
    }

    /** Whether the sender marked it as critical, and may do so. */
    private boolean critical(String sender, MessageContext.Message message) {
        return message.critical()
                && catalog.sender(sender).filter(Rights::mayBeCritical).isPresent();
    }

    /** What tells where the person who is asked about may be. */
    static Locator.Known whereabouts(CheckedQuestion checked, Terms terms) {
        var number = Optional.of(checked.to())
                .filter(it -> it.scheme().equals("tel"))
                .map(Contact::value);
        return new Locator.Known(number, terms.preferences());
    }

    /** The laws that bind messages of this kind, in any place and at any time. */
    List<Law> laws(CheckedQuestion checked) {
        return catalog.laws(topic(checked), checked.context().channel());
    }

    /** How far a text had spread, where this catalog lets that bind its sender. */
    public Optional<Spread> spread(String sender, Optional<Told> told) {
        return told.filter(_ -> TextCheck.of(catalog, sender) == AuthorshipCheck.ON)
                .map(Told::spread);
    }

    /** The caps that bind this question. */
    public List<Limit> limits(Question question, Facts facts) {
        return Limits.of(question, facts, catalog.capsOf(question.controller()));
    }

    /** The facts with the floor below which messages of this controller about the topic rest. */
    public Facts resting(String controller, Facts facts) {
        if (facts.terms().ratings().isEmpty()) return facts;
        var home = catalog.controller(controller);
        return FeedbackRule.resting(home.map(it -> it.feedback()).orElse(List.of()), controller, facts);
    }

    /** A permit as caps count it. */
    CountedPermit use(DecisionRecord permit, Question question) {
        var topic = catalog.topic(question.topic()).orElseThrow();
        return CountedPermit.of(permit.id(), permit.decidedAt(), question, topic, catalog.kindInLaw(topic));
    }

    /** The permits of a person that some cap can still count. */
    List<CountedPermit> counting(List<CountedPermit> uses, Terms terms, Instant at) {
        return Limits.counting(uses, terms, catalog.caps(), catalog.frequencies(), at);
    }

    TopicRules topic(CheckedQuestion checked) {
        return catalog.topic(checked.context().topic()).orElseThrow();
    }

    /** The terms, with yeses ended as this version of the catalog says. */
    Terms inForce(Terms terms) {
        return catalog.inForce(terms);
    }
}
