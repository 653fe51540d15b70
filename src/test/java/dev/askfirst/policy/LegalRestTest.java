package dev.askfirst.policy;

import static dev.askfirst.policy.Made.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long the law wants somebody left in peace who said no. */
class LegalRestTest {

    @Test
    void aRestBeginsWithTheLatestNoAndEndsWithALaterYes() {
        var rest = List.of(new Jurisdictions.Bound(rest(NOW.minusSeconds(9_999_999), false), List.of()));
        var early = no(1, -120, AT, ConsentStatement.Refusal.Kind.REFUSAL);
        var late = no(2, -60, Scope.of("acme", "offers.shoes", Scope.ALL), ConsentStatement.Refusal.Kind.REFUSAL);
        assertEquals(Optional.empty(), LegalRest.of(QUESTION, facts(Terms.EMPTY, rest)));
        assertEquals(Optional.of(end(-120)), until(Terms.EMPTY.with(early), rest));
        assertEquals(
                Optional.of(end(-120)), until(Terms.EMPTY.with(early).with(late), rest), "the other is not touched");
        var wide = no(3, -60, Scope.of("acme", Scope.ALL, Scope.ALL), ConsentStatement.Refusal.Kind.REFUSAL);
        assertEquals(Optional.of(end(-60)), until(Terms.EMPTY.with(early).with(wide), rest));
        assertEquals(Optional.of(end(-60)), until(Terms.EMPTY.with(wide).with(early), rest));
        var yes = yes(4, -30, Optional.empty(), false);
        assertEquals(Optional.empty(), until(Terms.EMPTY.with(early).with(yes), rest));
        assertEquals(
                Optional.of(end(-120)), until(Terms.EMPTY.with(early).with(yes(5, -30, Optional.empty(), true)), rest));
        assertEquals(
                Optional.of(end(-120)),
                until(Terms.EMPTY.with(yes(6, -180, Optional.empty(), false)).with(early), rest));
    }

    @Test
    void aRestThatIsNotInForceYetBeginsWithItsLaw() {
        var start = NOW.plusSeconds(3_600);
        var rest = List.of(new Jurisdictions.Bound(rest(start, false), List.of()));
        var delay = LegalRest.of(
                        QUESTION, facts(Terms.EMPTY.with(no(1, -60, AT, ConsentStatement.Refusal.Kind.REFUSAL)), rest))
                .orElseThrow();
        assertEquals(List.of(), delay.at(NOW));
        assertEquals(1, delay.at(start).size());
        assertEquals(Optional.of(start), delay.begins(NOW, start.plusSeconds(1)));
        assertEquals(Optional.empty(), delay.begins(NOW, start));
        assertEquals(Optional.empty(), delay.begins(start, start.plusSeconds(9)));
        assertEquals(List.of(), delay.at(end(-60)));
    }

    @Test
    void aRestThatIsOverWhenItsLawComesIntoForceNeverBegins() {
        var start = end(-60).plusSeconds(3_600);
        var rest = List.of(new Jurisdictions.Bound(rest(start, false), List.of()));
        var delay = LegalRest.of(
                        QUESTION, facts(Terms.EMPTY.with(no(1, -60, AT, ConsentStatement.Refusal.Kind.REFUSAL)), rest))
                .orElseThrow();
        assertEquals(Optional.empty(), delay.begins(NOW, start.plusSeconds(1)));
    }

    @Test
    void whatIsCriticalPassesARestThatLetsIt() {
        var critical = new Question("acme", "offers", "email", Optional.of(POINT), Authorship.AUTOMATED, true);
        var terms = Terms.EMPTY.with(no(1, -60, AT, ConsentStatement.Refusal.Kind.REFUSAL));
        var lets = List.of(new Jurisdictions.Bound(rest(Instant.EPOCH, true), List.of()));
        var keeps = List.of(new Jurisdictions.Bound(rest(Instant.EPOCH, false), List.of()));
        assertEquals(Optional.empty(), LegalRest.of(critical, facts(terms, lets)));
        assertEquals(true, LegalRest.of(QUESTION, facts(terms, lets)).isPresent());
        assertEquals(true, LegalRest.of(critical, facts(terms, keeps)).isPresent());
    }

    private static Optional<Instant> until(Terms terms, List<Jurisdictions.Bound> rest) {
        return LegalRest.of(QUESTION, facts(terms, rest))
                .flatMap(delay -> delay.at(NOW).getFirst().until());
    }

    private static Instant end(int minute) {
        return NOW.plusSeconds(minute * 60L)
                .atOffset(ZoneOffset.UTC)
                .plus(Period.ofMonths(1))
                .toInstant();
    }
}
