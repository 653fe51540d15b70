package dev.askfirst.decision.likeness;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.Rights;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.decision.record.Told;
import dev.askfirst.policy.Decision;
import dev.askfirst.policy.Facts;
import dev.askfirst.policy.Policy;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.AuthorshipCheck;
import dev.askfirst.policy.term.Doubt;
import dev.askfirst.policy.term.Question;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** Checks, for the questions of one batch and under its catalog, whether texts that are called personal are. */
public final class TextCheck {

    private final Catalog catalog;
    private final KnownTexts texts;
    private final Map<Telling, Judgement> judged = new IdentityHashMap<>();

    public TextCheck(Catalog catalog, KnownTexts texts) {
        this.catalog = catalog;
        this.texts = texts;
    }

    /** Whether and how a sender's word is checked. */
    public static AuthorshipCheck of(Catalog catalog, String sender) {
        return catalog.sender(sender).map(Rights::check).orElse(AuthorshipCheck.OFF);
    }

    /** Whether a permit can come of it. A doubt can make one out of a no, where somebody wants machines alone. */
    public static boolean mayPermit(Optional<Telling> telling, Question question, Facts facts) {
        return Policy.decide(question, facts) instanceof Decision.Permit
                || telling.isPresent()
                        && Policy.decide(question.by(Authorship.AUTOMATED), facts) instanceof Decision.Permit;
    }

    /** What is on record of this text, and binds its sender unless it is in shadow; empty where nothing is checked. */
    public Optional<Told> told(String sender, Optional<Telling> telling, Question question, Facts facts) {
        var check = telling.isEmpty() ? AuthorshipCheck.OFF : of(catalog, sender);
        if (check == AuthorshipCheck.OFF) return Optional.empty();
        var judged = texts.judge(telling.get());
        this.judged.put(telling.get(), judged);
        var shadow = check == AuthorshipCheck.SHADOW;
        var would = shadow && Doubt.is(judged.spread())
                ? Optional.of(Policy.decide(question, facts.spread(Optional.of(judged.spread()))))
                : Optional.<Decision>empty();
        return Optional.of(new Told(
                judged.spread(),
                judged.first(),
                shadow,
                would.map(it -> DecisionRecord.Verdict.of(it, false).outcome())));
    }

    /** Later texts are compared with this one, if it was asked about in order to send it. */
    public void add(Optional<Telling> telling, DecisionRecord decision) {
        if (decision.context().mode() == Mode.CHECK
                || decision.basis().derived().told().isEmpty()) return;
        var source = new KnownTexts.Source(
                decision.id(),
                decision.decidedAt(),
                decision.sender(),
                decision.context().message().campaign());
        telling.ifPresent(it -> texts.add(it, judged.get(it), source));
    }

    /** What later batches are to know. */
    public KnownTexts texts() {
        return texts;
    }
}
