package dev.askfirst.policy;

import static dev.askfirst.policy.Made.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which word is behind a state, and which of all caps bind a question. */
class WhatCountsTest {

    @Test
    void theWordBehindAStateIsTheOneThatMakesIt() {
        var given = yes(1, -60, Optional.empty(), false);
        var later = yes(2, -30, Optional.of(-10), false);
        var pending = yes(3, -20, Optional.empty(), true);
        var no = no(4, -10, AT, ConsentStatement.Refusal.Kind.WITHDRAWAL);
        assertBehind(Optional.empty());
        assertBehind(Optional.of(given), given, later);
        assertBehind(Optional.of(pending), pending);
        assertBehind(Optional.of(later), later);
        assertBehind(Optional.of(no), given, no);
        assertBehind(Optional.of(no), no);
    }

    @Test
    void noWordIsBehindATopicThatNeedsNone() {
        var question = new Question("acme", "orders", "email", Optional.of(POINT), Authorship.AUTOMATED, false);
        var terms = Terms.EMPTY.with(yes(1, -60, Optional.empty(), false));
        var state = Consent.of(question, ORDERS, terms, NOW);
        assertEquals(new Consent.NotNeeded(), state);
        assertEquals(Optional.empty(), Consent.wordBehind(state, question, ORDERS, terms, NOW));
    }

    @Test
    void aNewYesIsHeldAgainstTheNoThatStands() {
        var refusal = no(1, -60, AT, ConsentStatement.Refusal.Kind.REFUSAL);
        var withdrawal = no(2, -30, AT, ConsentStatement.Refusal.Kind.WITHDRAWAL);
        var given = yes(3, -60, Optional.empty(), false);
        assertStanding(Optional.of(refusal), refusal);
        assertStanding(Optional.of(withdrawal), given, withdrawal);
        assertStanding(Optional.empty(), given);
        assertStanding(Optional.empty(), yes(4, -60, Optional.of(-10), false));
        assertStanding(Optional.empty(), yes(5, -60, Optional.empty(), true));
        assertStanding(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"day,true", "week,true", "month,true", "PT24H,false", "P7D,false"})
    void whatIsCountedByTheCalendarNeedsAZone(String per, boolean needs) {
        var cap = cap("*", 3, per);
        assertEquals(needs, cap.isByCalendar());
        assertEquals(needs, preferences(List.of(), cap).needsZone());
        assertEquals(
                true,
                preferences(List.of(window(Set.of(Preferences.Day.MON))), cap).needsZone());
        assertEquals(false, Preferences.NONE.needsZone());
    }

    @Test
    void onlyWindowsForHolidaysAskForACalendar() {
        assertEquals(
                false, preferences(List.of(window(Set.of(Preferences.Day.MON)))).meansHolidays());
        assertEquals(
                true,
                preferences(List.of(window(Set.of(Preferences.Day.HOLIDAY)))).meansHolidays());
        assertEquals(
                true,
                preferences(List.of(window(Set.of(Preferences.Day.PRE_HOLIDAY))))
                        .meansHolidays());
        assertEquals(
                true,
                preferences(List.of(
                                window(Set.of(Preferences.Day.MON)),
                                window(Set.of(Preferences.Day.TUE, Preferences.Day.HOLIDAY))))
                        .meansHolidays());
        assertEquals(false, Preferences.NONE.meansHolidays());
    }

    @Test
    void whatAPersonLeavesOpenIsFilledIn() {
        var known = Preferences.of(Optional.of("de"), Optional.of("Europe/Berlin"), Optional.of("DE"));
        assertEquals(known, Preferences.NONE.orElse(known));
        var own = Preferences.of(Optional.of("fr"), Optional.empty(), Optional.empty());
        assertEquals(
                Preferences.of(Optional.of("fr"), Optional.of("Europe/Berlin"), Optional.of("DE")), own.orElse(known));
    }

    @Test
    void howFarCapsLookBack() {
        assertEquals(Duration.ZERO, Limits.lookBack(List.of(), List.of()));
        assertEquals(Duration.ofDays(7), Limits.lookBack(List.of(cap("*", 3, "PT24H"), cap("*", 3, "P7D")), List.of()));
        assertEquals(Duration.ofDays(30), Limits.lookBack(List.of(cap("*", 3, "P7D")), List.of(law(1, "P30D", false))));
        var terms = terms(preferences(List.of(), cap("*", 3, "P7D")));
        assertEquals(NOW.minus(Duration.ofDays(7)), Limits.oldest(terms, NOW));
    }

    @Test
    void permitsThatNoCapCanCountAreForgotten() {
        var recent = use(-1, "offers");
        var old = use(-8 * 24, "offers");
        var terms = terms(preferences(List.of(), cap("offers", 3, "P7D")));
        assertEquals(
                List.of(recent),
                Limits.counting(List.of(recent, old, use(-1, "events")), terms, List.of(), List.of(), NOW));
        assertEquals(
                List.of(recent, old),
                Limits.counting(List.of(recent, old), terms, List.of(), List.of(law(1, "P30D", false)), NOW));
        assertEquals(
                List.of(recent),
                Limits.counting(List.of(recent, old), Terms.EMPTY, List.of(cap("*", 3, "day")), List.of(), NOW));
        assertEquals(List.of(), Limits.counting(List.of(recent), Terms.EMPTY, List.of(), List.of(), NOW));
    }

    @Test
    void whatWasRecordedOfCapsBelongsToThem() {
        var facts = facts(terms(preferences(List.of(), cap("*", 3, "P7D"), cap("offers", 1, "P1D"))));
        var limits = Limits.of(QUESTION, facts, List.of());
        assertEquals(2, limits.size());
        var used = Limits.used(limits, QUESTION, List.of(use(-1, "offers")), NOW);
        var spent = used.stream().map(CapUsage::spent).toList();
        assertEquals(used, Limits.recorded(limits, spent));
        assertEquals(List.of(1, 1), spent.stream().map(CapCount::used).toList());
        assertThrows(IllegalArgumentException.class, () -> Limits.recorded(limits, spent.subList(0, 1)));
    }

    @Test
    void capsStandInOrderOwnHouseLaw() {
        var bound = List.of(
                new Jurisdictions.Bound(law(2, "P30D", false), List.of(ZoneId.of("Europe/Paris"))),
                new Jurisdictions.Bound(law(1, "P1D", false), List.of()));
        var facts = facts(terms(preferences(List.of(), cap("*", 3, "P7D"), cap("events", 3, "P7D"))), bound);
        var sources = Limits.of(QUESTION, facts, List.of(cap("*", 9, "P1D"))).stream()
                .map(Limit::source)
                .toList();
        assertEquals(List.of("preference", "controller:acme", "law:row-1", "law:row-2"), sources);
        assertEquals(List.of(), Limits.of(QUESTION, facts(Terms.EMPTY), List.of()));
        assertEquals(
                1,
                Limits.of(QUESTION, facts(Terms.EMPTY), List.of(cap("*", 9, "P1D")))
                        .size());
        assertEquals(
                2, Limits.of(QUESTION, facts(Terms.EMPTY, bound), List.of()).size());
    }

    /** Also where none matters: whoever reads a cap finds a zone. */
    @ParameterizedTest
    @CsvSource({"day", "P7D"})
    void aCapAlwaysHasAZone(String per) {
        var limits = Limits.of(QUESTION, facts(terms(preferences(List.of(), cap("*", 3, per)))), List.of());
        assertEquals(List.of(1), limits.stream().map(it -> it.zones().size()).toList());
    }

    /** In Paris the day began at 23:00 UTC, in Los Angeles at 08:00: the stricter of the two counts. */
    @ParameterizedTest
    @CsvSource({"-1,1,2026-03-05T08:00:00Z", "-3,1,2026-03-04T23:00:00Z", "-11,1,2026-03-04T23:00:00Z", "-12,0,"})
    void ofSeveralZonesTheOneThatHoldsUpLongestCounts(int hours, int used, Instant free) {
        var zones = List.of(ZoneId.of("Europe/Paris"), ZoneId.of("America/Los_Angeles"));
        for (var order : List.of(zones, zones.reversed())) {
            var bound = List.of(new Jurisdictions.Bound(daily(1, Law.Each.CONTROLLER), order));
            var limit =
                    Limits.of(QUESTION, facts(Terms.EMPTY, bound), List.of()).getFirst();
            assertEquals(
                    new CapCount(limit.source(), used, 0, Optional.ofNullable(free)),
                    limit.spent("offers", List.of(use(hours, "offers")), NOW));
        }
    }

    /** In Los Angeles it is still the day before, with one permit of two; in Paris nothing is used. */
    @Test
    void ofTwoThatAdmitTheFullerIsShown() {
        var zones = List.of(ZoneId.of("America/Los_Angeles"), ZoneId.of("Europe/Paris"));
        var bound = List.of(new Jurisdictions.Bound(daily(2, Law.Each.CONTROLLER), zones));
        var limit = Limits.of(QUESTION, facts(Terms.EMPTY, bound), List.of()).getFirst();
        var before = Instant.parse("2026-03-04T05:00:00Z");
        var evening = new CountedPermit(
                new UUID(1, 1), before.minusSeconds(7 * 3_600), "acme", "offers", "marketing", "email", true);
        assertEquals(
                new CapCount(limit.source(), 1, 0, Optional.empty()), limit.spent("offers", List.of(evening), before));
    }

    @ParameterizedTest
    @CsvSource({"P366D,true", "P367D,false", "PT8784H,true", "PT8785H,false", "PT0H,false", "P1D,true", "year,false"})
    void periodsAreAYearAtMost(String text, boolean good) {
        assertEquals(good, Per.parse(text).isPresent());
    }

    @Test
    void aSpanThatEndsWhereItBeginsIsAWholeDay() {
        assertEquals(600 + 24 * 60, new Week.Span(600, 600).end());
        assertEquals(601, new Week.Span(600, 601).end());
    }

    /** One of two has no end in sight: so has the question. */
    @Test
    void withoutAnEndOfOneThereIsNoOpening() {
        Delay ends = delay(Reason.until(Reason.Code.PAUSED, NOW.plusSeconds(60)));
        Delay never = delay(Reason.of(Reason.Code.CAP_REACHED));
        assertEquals(Optional.empty(), new Opening(List.of(ends, never), List.of()).from(NOW));
        assertEquals(Optional.of(NOW.plusSeconds(60)), new Opening(List.of(ends), List.of()).from(NOW));
    }

    /** A window for holidays is never open where no calendar is known; one for Wednesdays is, holiday or not. */
    @Test
    void whereNoCalendarIsKnownNoDayIsAHoliday() {
        var holidays = facts(terms(preferences(List.of(window(Set.of(Preferences.Day.HOLIDAY))))));
        assertEquals(1, Windows.of(QUESTION, holidays).orElseThrow().at(NOW).size());
        var wednesdays = facts(terms(preferences(
                List.of(window(Set.of(Preferences.Day.WED)), window(Set.of(Preferences.Day.PRE_HOLIDAY))))));
        assertEquals(0, Windows.of(QUESTION, wednesdays).orElseThrow().at(NOW).size());
    }

    private static Delay delay(Reason reason) {
        return new Delay() {
            @Override
            public List<Reason> at(Instant at) {
                return reason.until().filter(end -> !at.isBefore(end)).isPresent() ? List.of() : List.of(reason);
            }

            @Override
            public Optional<Instant> begins(Instant from, Instant before) {
                return Optional.empty();
            }
        };
    }

    /** Somebody asked again after the no, and nobody confirmed: the no has no answer yet. */
    @Test
    void whatWasAskedAndNotConfirmedAnswersNoNo() {
        var scope = Scope.of("acme", "offers", "email").at(new UUID(2, 2));
        var no = new ConsentStatement.Refusal(
                new UUID(1, 1), scope, NOW.minusSeconds(90), ConsentStatement.Refusal.Kind.WITHDRAWAL, false);
        var asked = new ConsentStatement.Grant(
                new UUID(1, 2), scope, NOW.minusSeconds(60), Optional.empty(), true, Optional.empty());
        assertStandingFor(scope, Optional.of(no), no, asked);
        assertStandingFor(scope, Optional.empty(), no, asked.confirmed(NOW.minusSeconds(30)));
        assertStandingFor(
                scope,
                Optional.empty(),
                no,
                new ConsentStatement.Grant(
                        new UUID(1, 2),
                        scope,
                        NOW.minusSeconds(60),
                        Optional.of(NOW.minusSeconds(10)),
                        false,
                        Optional.empty()));
    }

    private static void assertStandingFor(Scope scope, Optional<ConsentStatement> wanted, ConsentStatement... words) {
        var question = new Question("acme", "offers", "email", scope.point(), Authorship.AUTOMATED, false);
        assertEquals(wanted, Consent.standingNo(question, OFFERS, terms(words), NOW));
    }

    private static void assertBehind(Optional<ConsentStatement> wanted, ConsentStatement... words) {
        var terms = terms(words);
        var state = Consent.of(QUESTION, OFFERS, terms, NOW);
        assertEquals(wanted, Consent.wordBehind(state, QUESTION, OFFERS, terms, NOW), state::toString);
    }

    private static void assertStanding(Optional<ConsentStatement> wanted, ConsentStatement... words) {
        assertEquals(wanted, Consent.standingNo(QUESTION, OFFERS, terms(words), NOW));
    }
}
