package dev.askfirst.policy;

import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.Intent;
import dev.askfirst.policy.term.IntentUse;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a person is looking for, where a question lacks consent and no no stands against it: an open intent permits the
 * message, and one that is over asks to be left in peace for a while. Nothing else of a decision is changed by it.
 *
 * @param relied the open intent that ends first, and its end
 * @param left what it allows after this message
 * @param rest if none is open: the one that is over, and until when nobody asks again
 */
public record Wanted(Optional<Intent> relied, int left, Optional<Rest> rest) {

    /** An intent that is over; nobody asks for a yes on its topic before {@code until}. */
    public record Rest(UUID intent, Instant until) {}

    private static final Wanted NOTHING = new Wanted(Optional.empty(), 0, Optional.empty());

    private static final Comparator<Intent> FIRST_TO_END =
            Comparator.comparing(Intent::until).thenComparing(Intent::id);

    /** What the intents say to this question; nothing where consent needs none of them, or a no stands against it. */
    static Wanted of(Question question, Facts facts, Consent consent) {
        if (facts.terms().intents().isEmpty() || !lacks(question, facts, consent)) return NOTHING;
        var rests = new ArrayList<Rest>();
        for (var intent : touching(question, facts.terms())) {
            var count = count(intent, facts.used());
            if (!intent.over(facts.at()) && count.used() < intent.max())
                return new Wanted(Optional.of(intent), intent.max() - count.used() - 1, Optional.empty());
            rest(intent, count, facts.at()).ifPresent(rests::add);
        }
        var last = rests.stream().max(Comparator.comparing(Rest::until).thenComparing(Rest::intent));
        return last.isEmpty() ? NOTHING : new Wanted(Optional.empty(), 0, last);
    }

    /** The intent that this permit relies on, if it relies on one. */
    public static Optional<IntentUse> use(Decision decision, Question question, Facts facts) {
        if (facts.terms().intents().isEmpty()
                || !(decision instanceof Decision.Permit(var _, var grant, var _))
                || grant.isEmpty()) return Optional.empty();
        var wanted = of(question, facts, Consent.of(question, facts.topic(), facts.terms(), facts.at()));
        return wanted.relied()
                .filter(it -> it.id().equals(grant.get()))
                .map(it -> new IntentUse(it.id(), wanted.left()));
    }

    /** Whether the person ever told this controller what they look for, so that it may see why it gets no permit. */
    static boolean told(Question question, Terms terms) {
        return terms.intents().stream().anyMatch(it -> it.touches(question));
    }

    /** The limits of those intents whose count matters to this question. */
    static List<Limit> limits(Question question, Facts facts) {
        if (facts.terms().intents().isEmpty()) return List.of();
        var consent = Consent.of(question, facts.topic(), facts.terms(), facts.at());
        if (!lacks(question, facts, consent)) return List.of();
        return touching(question, facts.terms()).stream()
                .filter(it -> facts.at().isBefore(it.restedBy()))
                .map(Limit::of)
                .toList();
    }

    /** What was used up of these intents when the question was asked, of all that is counted for the person by now. */
    public static List<CapUsage> counted(Question question, Facts facts, List<CountedPermit> uses) {
        var before = uses.stream().filter(it -> !it.at().isAfter(facts.at())).toList();
        return Limits.used(limits(question, facts), question, before, facts.at());
    }

    /**
     * Until when nobody asks for a yes on a topic, one above it or below it, whoever they are; empty if anybody may.
     *
     * @param uses the permits that are counted for this person
     */
    public static Optional<Instant> restUntil(Terms terms, String topic, List<CountedPermit> uses, Instant at) {
        return terms.intents().stream()
                .filter(it -> it.isAbout(topic))
                .flatMap(it -> rest(it, Limit.of(it).spent(topic, uses, at), at).stream())
                .map(Rest::until)
                .max(Comparator.naturalOrder());
    }

    /** The same for this intent alone; empty while it is open, and once the rest after it is over. */
    public static Optional<Instant> restUntil(Intent intent, List<CountedPermit> uses, Instant at) {
        return rest(intent, Limit.of(intent).spent(intent.topic(), uses, at), at)
                .map(Rest::until);
    }

    /** Whether an intent could let a message of this scope go out at some address: neither a no nor an objection stands there. */
    public static boolean reaches(Scope scope, TopicRules topic, Terms terms, Instant at) {
        var named = terms.grants().stream().map(it -> it.scope().point());
        return Stream.concat(Stream.of(Optional.<UUID>empty()), named)
                .map(point -> new Question(
                        scope.controller(), scope.topic(), scope.channel(), point, Authorship.AUTOMATED, false))
                .anyMatch(it ->
                        Consent.standingNo(it, topic, terms, at).isEmpty() && !Consent.objected(it, topic, terms, at));
    }

    /** How many of these permits relied on this intent. */
    public static int used(Intent intent, List<CountedPermit> uses) {
        return (int) uses.stream()
                .filter(it -> it.intent().equals(Optional.of(intent.id())))
                .count();
    }

    /** Whether consent is missing and may be replaced: no no stands that the person has not answered. */
    private static boolean lacks(Question question, Facts facts, Consent consent) {
        return switch (consent) {
            case Consent.Given _, Consent.NotNeeded _, Consent.Refused _, Consent.Withdrawn _ -> false;
            case Consent.Unknown _, Consent.Pending _, Consent.Expired _ ->
                facts.topic().needsConsent()
                        && Consent.standingNo(question, facts.topic(), facts.terms(), facts.at())
                                .isEmpty();
        };
    }

    private static List<Intent> touching(Question question, Terms terms) {
        return terms.intents().stream()
                .filter(it -> it.touches(question))
                .sorted(FIRST_TO_END)
                .toList();
    }

    /** While nothing was counted for it, nothing is used up. */
    private static CapCount count(Intent intent, List<CapUsage> used) {
        return used.stream()
                .filter(it -> it.limit().intent().equals(Optional.of(intent.id())))
                .map(CapUsage::spent)
                .findFirst()
                .orElse(new CapCount("", 0, 0, Optional.empty()));
    }

    private static Optional<Rest> rest(Intent intent, CapCount count, Instant at) {
        var usedUp = count.free();
        if (!intent.over(at) && usedUp.isEmpty()) return Optional.empty();
        var until = usedUp.filter(intent.restedBy()::isAfter).orElse(intent.restedBy());
        return at.isBefore(until) ? Optional.of(new Rest(intent.id(), until)) : Optional.empty();
    }
}
