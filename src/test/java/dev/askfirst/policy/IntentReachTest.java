package dev.askfirst.policy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether it is any use to look for something: not where a no or an objection stands at every address. */
class IntentReachTest {

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

    private static boolean reaches(Terms terms) {
        return Wanted.reaches(OFFERS, Made.OFFERS, terms, Made.NOW);
    }
}
