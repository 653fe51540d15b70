package dev.askfirst.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Intent;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What intents tell besides a decision: whether it is any use to look for something, and how long nobody asks after it. */
class WhatIntentsTellTest {

    private static final Scope OFFERS = Scope.of("acme", "offers", "email");

    /** Somebody says no everywhere, and yes at one address: there an intent may let a message go out. */
    @Test
    void aNoThatStandsKeepsAnIntentFromReaching() {
        var withdrawn = Made.no(1, -60, OFFERS, ConsentStatement.Refusal.Kind.WITHDRAWAL);
        var here = Made.no(2, -60, Made.AT, ConsentStatement.Refusal.Kind.WITHDRAWAL);
        var never = Made.no(3, -60, Scope.EVERYTHING, ConsentStatement.Refusal.Kind.WITHDRAWAL);
        var yes = Made.yes(4, -30, Optional.of(-10), false);
        assertTrue(reaches(Terms.EMPTY));
        assertFalse(reaches(Made.terms(withdrawn)));
        assertFalse(reaches(Made.terms(never)));
        assertTrue(reaches(Made.terms(here)), "another address may be there");
        assertTrue(reaches(Made.terms(withdrawn, yes)), "answered there, if only for a while");
        assertFalse(reaches(Made.terms(withdrawn, Made.yes(4, -90, Optional.empty(), false))));
        assertFalse(reaches(Made.terms(never, yes)), "an expired yes lifts no objection");
    }

    /** The same as for the topic, for one intent: whatever its state is. */
    @Test
    void restIsToldOfEachIntentWhileItLasts() {
        var over = wish(new UUID(5, 1), Made.NOW);
        var rested = over.restedBy();
        assertEquals(Optional.of(rested), Wanted.restUntil(over, List.of(), rested.minusNanos(1000)));
        assertEquals(Optional.empty(), Wanted.restUntil(over, List.of(), rested));
        assertEquals(Optional.empty(), Wanted.restUntil(over, List.of(), Made.NOW.minusNanos(1000)));
        var longer = wish(new UUID(5, 2), Made.NOW.plusSeconds(5));
        var terms = Terms.EMPTY;
        for (var it : List.of(longer, over)) terms = terms.after(new Effect.Wanted(it, Instant.EPOCH));
        assertEquals(Optional.of(longer.restedBy()), Wanted.restUntil(terms, "offers", List.of(), longer.until()));
    }

    private static Intent wish(UUID id, Instant until) {
        return new Intent(id, "offers", Set.of(Scope.ALL), Set.of(), until, 1, Optional.empty());
    }

    private static boolean reaches(Terms terms) {
        return Wanted.reaches(OFFERS, Made.OFFERS, terms, Made.NOW);
    }
}
