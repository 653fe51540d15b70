package dev.askfirst.decision.answer;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.Rights;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.person.usage.LearnedHours;
import dev.askfirst.platform.time.Zones;
import dev.askfirst.policy.Facts;
import dev.askfirst.policy.Policy;
import dev.askfirst.policy.hour.HourCounts;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Terms;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * When messages would suit people best who let that be learned, for controllers that ask for it. It is a hint, on no record; a
 * question of any other controller, or about anybody else, costs no lookup.
 */
public final class SuggestedHours {

    private static final SuggestedHours NONE = new SuggestedHours(Map.of());

    private final Map<UUID, HourCounts> counted;

    private SuggestedHours(Map<UUID, HourCounts> counted) {
        this.counted = counted;
    }

    /** What was learned of these people. */
    public static SuggestedHours of(Connection connection, Set<UUID> people) throws SQLException {
        return people.isEmpty() ? NONE : new SuggestedHours(LearnedHours.of(connection, people));
    }

    /**
     * Whether it matters for this question: the person lets it be learned, and has spoken to the controller, which asks for it.
     * Nothing is looked up for others, or the time it takes would tell them who is known.
     */
    public static boolean matter(Catalog catalog, String sender, CheckedQuestion checked, Terms terms) {
        return terms.preferences().learnsHours()
                && checked.controller()
                        .or(() -> catalog.sender(sender).flatMap(Rights::onlyController))
                        .flatMap(catalog::controller)
                        .filter(it -> it.suggestsHours() && terms.spokenTo(it.id()))
                        .isPresent();
    }

    /**
     * The first instant from which the message may go, within hours that suit, at which nothing else delays it; empty where
     * it may not go, or nothing is known, or its sender may not learn it.
     */
    public Optional<Instant> best(UUID person, Question question, Facts facts, DecisionRecord decision) {
        var hours = Optional.ofNullable(counted.get(person)).flatMap(HourCounts::proposed);
        var verdict = decision.verdict();
        if (hours.isEmpty()
                || verdict.outcome() == DecisionRecord.Outcome.DENY
                || decision.context().at().isPresent()
                || !facts.terms().spokenTo(question.controller())) return Optional.empty();
        var from = verdict.notBefore().orElse(decision.decidedAt());
        return facts.terms()
                .preferences()
                .timeZone()
                .map(Zones.current()::named)
                .flatMap(zone -> hours.get().next(from, zone, at -> Policy.isOpen(question, facts, at)));
    }
}
