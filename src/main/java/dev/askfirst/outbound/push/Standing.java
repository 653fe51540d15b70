package dev.askfirst.outbound.push;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.connection.PushTarget;
import dev.askfirst.policy.Decision;
import dev.askfirst.policy.Facts;
import dev.askfirst.policy.Policy;
import dev.askfirst.policy.Reason;
import dev.askfirst.policy.Suppression;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Terms;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What holds for one target at one contact point now: what {@link Policy} would answer to a message of the tool. Nothing but a
 * no that somebody said, and nothing but a yes that is in force, says anything.
 */
record Standing(PushTarget target, Catalog catalog, Instant now) {

    /** What a tool is told. */
    enum Says {
        NO,
        YES
    }

    /**
     * What is to be told, and why.
     *
     * @param act the act that says so; empty for a suppression
     */
    record Word(Says says, String reason, Optional<String> topic, Optional<UUID> act, Instant since) {}

    /** A suppression that stands for the address. */
    record Suppressed(String controller, String reason, Instant at) {

        private static final String LISTED = "do_not_call";

        private Suppression forPolicy() {
            return new Suppression(controller, Optional.of(at).filter(_ -> reason.equals(LISTED)));
        }
    }

    private record Answer(String topic, Set<Reason.Code> reasons) {
        private boolean isNo() {
            return reasons.stream().anyMatch(NOES::contains);
        }

        private boolean isYes() {
            return reasons.stream().noneMatch(LACKS::contains);
        }
    }

    private static final Set<Reason.Code> NOES = EnumSet.of(
            Reason.Code.SUPPRESSED, Reason.Code.OBJECTED, Reason.Code.CONSENT_REFUSED, Reason.Code.CONSENT_WITHDRAWN);
    private static final Set<Reason.Code> LACKS = EnumSet.copyOf(NOES);

    static {
        LACKS.addAll(EnumSet.of(Reason.Code.CONSENT_UNKNOWN, Reason.Code.CONSENT_PENDING, Reason.Code.CONSENT_EXPIRED));
    }

    /** Empty where neither a no binds all that it must, nor a yes is in force. */
    Optional<Word> of(UUID point, Terms terms, List<Suppressed> suppressed) {
        var inForce = catalog.inForce(terms);
        var answers = topics().stream()
                .map(topic -> answer(point, topic, inForce, suppressed))
                .toList();
        if (answers.isEmpty()) return Optional.empty();
        var noes = answers.stream().filter(Answer::isNo).toList();
        var any = target.noTo() == PushTarget.NoTo.ANY;
        if (any ? !noes.isEmpty() : noes.size() == answers.size())
            return Optional.of(no(point, noes.getFirst(), inForce, suppressed));
        var yes = any
                ? answers.stream().allMatch(Answer::isYes)
                : answers.stream().anyMatch(Answer::isYes);
        return yes ? Optional.of(yes(inForce)) : Optional.empty();
    }

    private List<String> topics() {
        return target.topics().isEmpty()
                ? catalog.document().topics().stream()
                        .filter(CatalogDocument.Topic::needsConsent)
                        .map(CatalogDocument.Topic::id)
                        .toList()
                : target.topics();
    }

    private Answer answer(UUID point, String topic, Terms terms, List<Suppressed> suppressed) {
        var all = suppressed.stream().map(Suppressed::forPolicy).toList();
        var facts = new Facts(now, terms, all, catalog.topic(topic).orElseThrow());
        Decision decision = Policy.decide(question(point, topic), facts);
        var codes = EnumSet.noneOf(Reason.Code.class);
        decision.reasons().forEach(it -> codes.add(it.code()));
        return new Answer(topic, codes);
    }

    private Question question(UUID point, String topic) {
        return new Question(
                target.controller(), topic, target.channel(), Optional.of(point), Authorship.PERSONAL, false);
    }

    private Word no(UUID point, Answer answer, Terms terms, List<Suppressed> suppressed) {
        var topic = target.topics().isEmpty() ? Optional.<String>empty() : Optional.of(answer.topic());
        if (answer.reasons().contains(Reason.Code.SUPPRESSED)) {
            var first = suppressed.stream()
                    .min(Comparator.comparing(Suppressed::at))
                    .orElseThrow();
            return new Word(Says.NO, first.reason(), topic, Optional.empty(), first.at());
        }
        var question = question(point, answer.topic());
        var last = terms.refusals().stream()
                .filter(it -> it.scope().touches(question))
                .max(Terms.ORDER)
                .orElseThrow();
        var reason = last.isObjection() ? "objection" : last.kind().name().toLowerCase(Locale.ROOT);
        return new Word(Says.NO, reason, topic, Optional.of(last.id()), last.made());
    }

    private Word yes(Terms terms) {
        var last = terms.grants().stream().max(Terms.ORDER);
        return new Word(
                Says.YES,
                "grant",
                Optional.empty(),
                last.map(ConsentStatement::id),
                last.map(ConsentStatement::made).orElse(now));
    }
}
