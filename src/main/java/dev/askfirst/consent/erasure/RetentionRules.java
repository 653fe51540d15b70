package dev.askfirst.consent.erasure;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.RetentionRule;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides what must be kept of a person, by the catalog's rules at one instant. A yes is kept while it is in force, and
 * then until every rule that covers it has run out. A yes that no rule covers is kept.
 *
 * @param usesRead up to this instant it is known which yeses permits relied on; a yes that ended later is kept for now
 * @param lapses how long a yes waits to be confirmed
 */
record RetentionRules(Catalog catalog, Instant now, Instant usesRead, Duration lapses) {

    /** The acts of a person, and of all who were merged into them, and the day (UTC) on which a permit last relied on each yes. */
    record Life(List<RecordedAct> acts, Map<UUID, LocalDate> lastUsed) {}

    /** A yes with the acts that prove it. */
    private record Yes(ConsentStatement.Grant word, String basis, List<RecordedAct> proof) {}

    /** The acts whose texts need not be kept as proof any more. */
    List<UUID> provenLongEnough(Life life) {
        return grants(life)
                .filter(yes -> isOver(yes, life, Instant.MIN))
                .flatMap(yes -> yes.proof().stream())
                .filter(act -> act.texts().isPresent())
                .map(RecordedAct::id)
                .toList();
    }

    /**
     * Whether nothing of the person must be kept: no standing no is left, and the rules of every yes have run out, even
     * if they are counted from the person's last act.
     */
    boolean nothing(Life life, Terms terms) {
        if (terms.words().stream().anyMatch(ConsentStatement.Refusal.class::isInstance)) return false;
        var last = life.acts().stream()
                .filter(act -> !isHolding(act))
                .map(RecordedAct::known)
                .max(Instant::compareTo)
                .orElse(now);
        var grants = grants(life).toList();
        return !grants.isEmpty() && grants.stream().allMatch(yes -> isOver(yes, life, last));
    }

    private boolean isOver(Yes yes, Life life, Instant notBefore) {
        var ended = ended(yes.word(), life);
        if (ended.isEmpty() || ended.get().isAfter(usesRead)) return false;
        var rules = catalog.retentionOf(yes.basis(), yes.word().scope().topic());
        return !rules.isEmpty()
                && rules.stream()
                        .map(rule -> rule.endsAt(later(since(rule, yes.word(), ended.get(), life), notBefore)))
                        .noneMatch(end -> end.isAfter(now));
    }

    private static Instant since(RetentionRule rule, ConsentStatement.Grant yes, Instant ended, Life life) {
        return switch (rule.from()) {
            case GRANT -> yes.made();
            case USE -> lastUse(yes, life);
            case END -> ended;
        };
    }

    /** The end of the day on which it was last relied on: when on that day is not known. */
    private static Instant lastUse(ConsentStatement.Grant yes, Life life) {
        return Optional.ofNullable(life.lastUsed().get(yes.id()))
                .map(day -> later(
                        yes.made(), day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()))
                .orElse(yes.made());
    }

    /** The first instant at which no permit could rely on the yes any more; empty if one still can. */
    private Optional<Instant> ended(ConsentStatement.Grant yes, Life life) {
        var merged = life.acts().stream()
                .filter(act -> act.kind() == ConsentEvent.Kind.MERGE)
                .map(RecordedAct::known)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        var lifted = life.acts().stream().flatMap(act -> act.lifts().stream()).collect(Collectors.toSet());
        var undone = life.acts().stream().flatMap(act -> act.undoes().stream()).collect(Collectors.toSet());
        // A STOP that a START took back ended nothing, nor did a no that was undone.
        var standing = life.acts().stream()
                .filter(act -> act.stop().filter(lifted::contains).isEmpty() && !undone.contains(act.id()));
        return Stream.concat(byItself(yes), standing.flatMap(act -> by(act, yes)))
                // Before a merge, acts of one of the two people could not end a yes of the other.
                .map(end -> later(end, merged))
                .min(Instant::compareTo)
                .filter(end -> !end.isAfter(now));
    }

    private Stream<Instant> byItself(ConsentStatement.Grant yes) {
        var byNotice = yes.notice().flatMap(it -> catalog.endOfGrantsUnder(it.id(), it.version()));
        var unconfirmed = yes.pending() ? Stream.of(yes.made().plus(lapses)) : Stream.<Instant>empty();
        return Stream.of(yes.expires().stream(), byNotice.stream(), unconfirmed).flatMap(ends -> ends);
    }

    /** When this act ended the yes, if it did; never before the act was known. */
    private Stream<Instant> by(RecordedAct act, ConsentStatement.Grant yes) {
        var ends = switch (act.kind()) {
            case GRANT, CONFIRMATION, REFUSAL, WITHDRAWAL -> ends(act.word(), yes);
            case CONTACT_REMOVED -> act.scope().point().equals(yes.scope().point());
            case PREFERENCES,
                    PAUSE,
                    RESUME,
                    START,
                    UNDO,
                    ASKED_AGAIN,
                    HUMAN_REQUEST,
                    HUMAN_ANSWER,
                    DEPUTY_NAMED,
                    DEPUTY_ENDED,
                    FEEDBACK,
                    FEEDBACK_RESET,
                    INTENT,
                    INTENT_ENDED,
                    TERMS_BROUGHT,
                    MERGE,
                    MERGED_INTO,
                    CONTACT_ADDED,
                    CONTACT_VERIFIED,
                    ERASURE,
                    HOLD,
                    RELEASE -> false;
        };
        return ends ? Stream.of(later(act.made(), act.known())) : Stream.empty();
    }

    private boolean ends(ConsentStatement word, ConsentStatement.Grant yes) {
        if (word.id().equals(yes.id())) return false;
        if (!Terms.EMPTY.with(yes).with(word).words().contains(yes)) return true;
        var needsConsent =
                catalog.topic(yes.scope().topic()).map(TopicRules::needsConsent).orElse(true);
        return needsConsent
                && word instanceof ConsentStatement.Refusal no
                && no.scope().includes(yes.scope())
                && !no.made().isBefore(yes.made());
    }

    private static Stream<Yes> grants(Life life) {
        return life.acts().stream()
                .filter(act -> act.kind() == ConsentEvent.Kind.GRANT)
                .map(grant -> yes(grant, life));
    }

    /** A yes with its proof; a confirmed one counts from its confirmation. */
    private static Yes yes(RecordedAct grant, Life life) {
        var id = Optional.of(grant.id().toString());
        var basis = grant.text("basis").orElse("express");
        return life.acts().stream()
                .filter(act -> act.kind() == ConsentEvent.Kind.CONFIRMATION
                        && act.text("confirms").equals(id))
                .findFirst()
                .map(it -> new Yes((ConsentStatement.Grant) it.word(), basis, List.of(grant, it)))
                .orElseGet(() -> new Yes((ConsentStatement.Grant) grant.word(), basis, List.of(grant)));
    }

    private static boolean isHolding(RecordedAct act) {
        return act.kind() == ConsentEvent.Kind.HOLD || act.kind() == ConsentEvent.Kind.RELEASE;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
