package dev.askfirst.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which word is behind a state, and which of all caps and rests bind a question. */
class WhatCountsTest {

    private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");
    private static final UUID POINT = new UUID(7, 1);
    private static final TopicRules OFFERS = new TopicRules("offers", "marketing", true, false, true);
    private static final TopicRules ORDERS = new TopicRules("orders", "service", false, false, false);
    private static final Question QUESTION =
            new Question("acme", "offers", "email", Optional.of(POINT), Authorship.AUTOMATED, false);
    private static final Scope AT = Scope.of("acme", "offers", "email").at(POINT);

    @Test
    void theWordBehindAStateIsTheOneThatMakesIt() {
        var given = yes(1, -60, Optional.empty(), false);
        var later = yes(2, -30, Optional.of(-10), false);
        var pending = yes(3, -20, Optional.empty(), true);
        var no = no(4, -10, AT, Word.No.Kind.WITHDRAWAL);
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
        var refusal = no(1, -60, AT, Word.No.Kind.REFUSAL);
        var withdrawal = no(2, -30, AT, Word.No.Kind.WITHDRAWAL);
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
        var spent = used.stream().map(Used::spent).toList();
        assertEquals(used, Limits.recorded(limits, spent));
        assertEquals(List.of(1, 1), spent.stream().map(Spent::used).toList());
        assertThrows(IllegalArgumentException.class, () -> Limits.recorded(limits, spent.subList(0, 1)));
    }

    @Test
    void capsStandInOrderOwnHouseLaw() {
        var bound = List.of(
                new Whereabouts.Bound(law(2, "P30D", false), List.of(ZoneId.of("Europe/Paris"))),
                new Whereabouts.Bound(law(1, "P1D", false), List.of()));
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

    /** Where the house lets consent lift a law's limit, only a yes in force does. */
    @Test
    void aLawThatConsentLiftsBindsWhoeverSaidNothing() {
        var bound = List.of(new Whereabouts.Bound(law(1, "P30D", true), List.of()));
        var yes = Terms.EMPTY.with(yes(1, -60, Optional.empty(), false));
        assertEquals(
                1, Limits.of(QUESTION, facts(Terms.EMPTY, bound), List.of()).size());
        assertEquals(0, Limits.of(QUESTION, facts(yes, bound), List.of()).size());
        var always = List.of(new Whereabouts.Bound(law(1, "P30D", false), List.of()));
        assertEquals(1, Limits.of(QUESTION, facts(yes, always), List.of()).size());
    }

    @Test
    void aLawThatIsNotInForceLimitsNothing() {
        var later = law(1, "P30D", false, NOW.plusSeconds(1));
        var bound = List.of(new Whereabouts.Bound(later, List.of()));
        assertEquals(List.of(), Limits.of(QUESTION, facts(Terms.EMPTY, bound), List.of()));
    }

    @Test
    void aRestBeginsWithTheLatestNoAndEndsWithALaterYes() {
        var rest = List.of(new Whereabouts.Bound(rest(NOW.minusSeconds(9_999_999), false), List.of()));
        var early = no(1, -120, AT, Word.No.Kind.REFUSAL);
        var late = no(2, -60, Scope.of("acme", "offers.shoes", Scope.ALL), Word.No.Kind.REFUSAL);
        assertEquals(Optional.empty(), LegalRest.of(QUESTION, facts(Terms.EMPTY, rest)));
        assertEquals(Optional.of(end(-120)), until(Terms.EMPTY.with(early), rest));
        assertEquals(
                Optional.of(end(-120)), until(Terms.EMPTY.with(early).with(late), rest), "the other is not touched");
        var wide = no(3, -60, Scope.of("acme", Scope.ALL, Scope.ALL), Word.No.Kind.REFUSAL);
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
        var rest = List.of(new Whereabouts.Bound(rest(start, false), List.of()));
        var delay = LegalRest.of(QUESTION, facts(Terms.EMPTY.with(no(1, -60, AT, Word.No.Kind.REFUSAL)), rest))
                .orElseThrow();
        assertEquals(List.of(), delay.at(NOW));
        assertEquals(1, delay.at(start).size());
        assertEquals(Optional.of(start), delay.begins(NOW, start.plusSeconds(1)));
        assertEquals(Optional.empty(), delay.begins(NOW, start));
        assertEquals(Optional.empty(), delay.begins(start, start.plusSeconds(9)));
        assertEquals(List.of(), delay.at(end(-60)));
    }

    @Test
    void whatIsCriticalPassesARestThatLetsIt() {
        var critical = new Question("acme", "offers", "email", Optional.of(POINT), Authorship.AUTOMATED, true);
        var terms = Terms.EMPTY.with(no(1, -60, AT, Word.No.Kind.REFUSAL));
        var lets = List.of(new Whereabouts.Bound(rest(Instant.EPOCH, true), List.of()));
        var keeps = List.of(new Whereabouts.Bound(rest(Instant.EPOCH, false), List.of()));
        assertEquals(Optional.empty(), LegalRest.of(critical, facts(terms, lets)));
        assertEquals(true, LegalRest.of(QUESTION, facts(terms, lets)).isPresent());
        assertEquals(true, LegalRest.of(critical, facts(terms, keeps)).isPresent());
    }

    private static Optional<Instant> until(Terms terms, List<Whereabouts.Bound> rest) {
        return LegalRest.of(QUESTION, facts(terms, rest))
                .flatMap(delay -> delay.at(NOW).getFirst().until());
    }

    private static Instant end(int minute) {
        return NOW.plusSeconds(minute * 60L)
                .atOffset(ZoneOffset.UTC)
                .plus(Period.ofMonths(1))
                .toInstant();
    }

    private static void assertBehind(Optional<Word> wanted, Word... words) {
        var terms = terms(words);
        var state = Consent.of(QUESTION, OFFERS, terms, NOW);
        assertEquals(wanted, Consent.wordBehind(state, QUESTION, OFFERS, terms, NOW), state::toString);
    }

    private static void assertStanding(Optional<Word> wanted, Word... words) {
        assertEquals(wanted, Consent.standingNo(QUESTION, OFFERS, terms(words), NOW));
    }

    private static Terms terms(Word... words) {
        var terms = Terms.EMPTY;
        for (var word : words) terms = terms.with(word);
        return terms;
    }

    private static Terms terms(Preferences preferences) {
        return Terms.EMPTY.after(new Effect.Preferred(preferences));
    }

    private static Facts facts(Terms terms) {
        return facts(terms, List.of());
    }

    private static Facts facts(Terms terms, List<Whereabouts.Bound> laws) {
        return new Facts(NOW, terms, List.of(), OFFERS, new Whereabouts(laws, Optional.empty(), Holidays.NONE));
    }

    private static Law law(int n, String per, boolean consentLifts) {
        return law(n, per, consentLifts, Instant.EPOCH);
    }

    private static Law law(int n, String per, boolean consentLifts, Instant from) {
        return row(
                n,
                Optional.of(new Law.Frequency(3, per, Law.Each.CONTROLLER)),
                Optional.empty(),
                from,
                false,
                consentLifts);
    }

    private static Law rest(Instant from, boolean critical) {
        return row(1, Optional.empty(), Optional.of(Period.ofMonths(1)), from, critical, false);
    }

    private static Law row(
            int n,
            Optional<Law.Frequency> often,
            Optional<Period> rest,
            Instant from,
            boolean critical,
            boolean consent) {
        return new Law(
                "row-" + n,
                1,
                List.of("FR"),
                Set.of("email"),
                Set.of("marketing"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                often,
                rest,
                new Law.Exceptions(critical, consent),
                from,
                Optional.empty());
    }

    private static Use use(int hours, String topic) {
        return new Use(UUID.randomUUID(), NOW.plusSeconds(hours * 3_600L), "acme", topic, "marketing", "email", true);
    }

    private static Preferences.Cap cap(String topic, int max, String per) {
        return new Preferences.Cap("*", "acme", topic, max, per, Optional.empty());
    }

    private static Preferences.Window window(Set<Preferences.Day> days) {
        return new Preferences.Window("*", "*", days, 540, 1080);
    }

    private static Preferences preferences(List<Preferences.Window> windows, Preferences.Cap... caps) {
        return new Preferences(
                Optional.empty(), Optional.of("UTC"), Optional.empty(), windows, List.of(caps), List.of(), List.of());
    }

    private static Word.Yes yes(int id, int minute, Optional<Integer> ends, boolean pending) {
        return new Word.Yes(
                new UUID(3, id),
                AT,
                NOW.plusSeconds(minute * 60L),
                ends.map(it -> NOW.plusSeconds(it * 60L)),
                pending,
                Optional.empty());
    }

    private static Word.No no(int id, int minute, Scope scope, Word.No.Kind kind) {
        return new Word.No(new UUID(4, id), scope, NOW.plusSeconds(minute * 60L), kind, false);
    }
}
