package dev.askfirst.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.policy.Jurisdictions.Bound;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of law hold messages back while they are in force, and together with everything else say when not any more. */
class LawTest {

    static final UUID POINT = new UUID(7, 1);
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final ZoneId CHATHAM = ZoneId.of("Pacific/Chatham");
    private static final Instant TUESDAY_NOON = Instant.parse("2026-05-12T10:00:00Z");

    @Test
    void theReasonNamesTheRowAndItsEnd() {
        var row = row("fr-calls", "MON-SUN 09:00-11:00", PARIS);
        var decision = decide(Terms.EMPTY, TUESDAY_NOON, false, row);
        assertEquals("defer 2026-05-13T07:00:00Z quiet_hours", text(decision));
        assertEquals(
                new Reason(
                        Reason.Code.QUIET_HOURS,
                        Optional.of(Instant.parse("2026-05-13T07:00:00Z")),
                        Optional.of("law:fr-calls")),
                decision.reasons().getFirst());
    }

    @Test
    void everyRowIsNamedAndAllOfThemMustBeOpen() {
        var decision = decide(
                Terms.EMPTY,
                TUESDAY_NOON,
                false,
                row("one", "MON-SUN 09:00-11:00", PARIS),
                row("open", "MON-SUN 00:00-24:00", PARIS),
                row("two", "MON-SUN 10:30-11:30", PARIS));
        assertEquals("defer 2026-05-13T08:30:00Z quiet_hours quiet_hours", text(decision));
        assertEquals(
                List.of("law:one 2026-05-13T07:00:00Z", "law:two 2026-05-13T08:30:00Z"),
                decision.reasons().stream()
                        .map(it -> it.source().orElseThrow() + " " + it.until().orElseThrow())
                        .toList());
    }

    @Test
    void oneRowMustBeOpenInAllItsZones() {
        var row = row("both", "MON-SUN 09:00-22:30", PARIS, CHATHAM);
        assertEquals("defer 2026-05-12T20:15:00Z quiet_hours", text(decide(Terms.EMPTY, TUESDAY_NOON, false, row)));
        var never = row("both", "MON-SUN 09:00-18:00", PARIS, CHATHAM);
        assertEquals("deny quiet_hours no_opening", text(decide(Terms.EMPTY, TUESDAY_NOON, false, never)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # case                              | valid from           | valid to             | asked                | answer
        not yet                             | 2026-05-12T10:00:01Z |                      | 2026-05-12T10:00:00Z | permit 2026-05-12T10:00:01Z
        from its first instant              | 2026-05-12T10:00:00Z |                      | 2026-05-12T10:00:00Z | defer 2026-05-13T07:00:00Z quiet_hours
        not any more                        | 2020-01-01T00:00:00Z | 2026-05-12T10:00:00Z | 2026-05-12T10:00:00Z | permit 2026-05-12T10:15:00Z
        over before it opens                | 2020-01-01T00:00:00Z | 2026-05-12T11:00:00Z | 2026-05-12T10:00:00Z | defer 2026-05-12T11:00:00Z quiet_hours
        over after it opens                 | 2020-01-01T00:00:00Z | 2026-06-12T11:00:00Z | 2026-05-12T10:00:00Z | defer 2026-05-13T07:00:00Z quiet_hours
        over before it would close          | 2020-01-01T00:00:00Z | 2026-05-13T08:55:00Z | 2026-05-13T08:50:00Z | permit 2026-05-13T09:05:00Z
        closing soon                        | 2020-01-01T00:00:00Z |                      | 2026-05-13T08:50:00Z | permit 2026-05-13T09:00:00Z
        """)
    void bindsWhileItIsValid(String name, Instant from, Instant to, Instant at, String answer) {
        var law = law("x", week("MON-SUN 09:00-11:00"), Optional.empty(), from, Optional.ofNullable(to), false, false);
        assertEquals(answer, text(decide(Terms.EMPTY, at, false, new Bound(law, List.of(PARIS)))));
    }

    @Test
    void theNextVersionTakesOverAtItsInstant() {
        var change = Instant.parse("2026-05-12T10:30:00Z");
        var from = Instant.parse("2020-01-01T00:00:00Z");
        var first = law("x", week("MON-SUN 09:00-18:00"), Optional.empty(), from, Optional.of(change), false, false);
        var second = law("x", week("MON-SUN 20:00-21:00"), Optional.empty(), change, Optional.empty(), false, false);
        var both = new Bound[] {new Bound(first, List.of(PARIS)), new Bound(second, List.of(PARIS))};
        assertEquals("permit 2026-05-12T10:30:00Z", text(decide(Terms.EMPTY, change.minusSeconds(60), false, both)));
        assertEquals("defer 2026-05-12T18:00:00Z quiet_hours", text(decide(Terms.EMPTY, change, false, both)));
        var early = Instant.parse("2026-05-12T06:00:00Z");
        assertEquals("defer 2026-05-12T07:00:00Z quiet_hours", text(decide(Terms.EMPTY, early, false, both)));
    }

    @Test
    void onlyWhereTheRowSaysSoDoCriticalMessagesPass() {
        var from = Instant.EPOCH;
        var binding = law(
                "x", week("MON-SUN 09:00-11:00"), Optional.of(Period.ofDays(60)), from, Optional.empty(), false, false);
        var exempting = law(
                "x", week("MON-SUN 09:00-11:00"), Optional.of(Period.ofDays(60)), from, Optional.empty(), true, false);
        var refused = Terms.EMPTY.with(no("events", TUESDAY_NOON.minusSeconds(60)));
        assertEquals(
                "defer 2026-05-13T07:00:00Z quiet_hours",
                text(decide(refused, TUESDAY_NOON, true, new Bound(binding, List.of(PARIS)))));
        assertEquals(
                "permit 2026-05-12T10:15:00Z",
                text(decide(refused, TUESDAY_NOON, true, new Bound(exempting, List.of(PARIS)))));
        assertEquals(
                "defer 2026-05-13T07:00:00Z quiet_hours",
                text(decide(refused, TUESDAY_NOON, false, new Bound(exempting, List.of(PARIS)))));
    }

    @Test
    void aYesLiftsHoursOnlyWhereTheHouseHasSwitchedItOn() {
        var yes =
                Terms.EMPTY.with(no("orders", TUESDAY_NOON.minusSeconds(120))).with(yes(TUESDAY_NOON.minusSeconds(60)));
        var off =
                law("x", week("MON-SUN 09:00-11:00"), Optional.empty(), Instant.EPOCH, Optional.empty(), false, false);
        var on = law("x", week("MON-SUN 09:00-11:00"), Optional.empty(), Instant.EPOCH, Optional.empty(), false, true);
        assertEquals(
                "defer 2026-05-13T07:00:00Z quiet_hours",
                text(decide(yes, TUESDAY_NOON, false, new Bound(off, List.of(PARIS)))));
        assertEquals(
                "permit 2026-05-12T10:15:00Z", text(decide(yes, TUESDAY_NOON, false, new Bound(on, List.of(PARIS)))));
        assertEquals(
                "defer 2026-05-13T07:00:00Z quiet_hours",
                text(decide(Terms.EMPTY, TUESDAY_NOON, false, new Bound(on, List.of(PARIS)))));
    }

    @Test
    void aRefusalIsLeftInPeaceUntilALaterYes() {
        var rest = new Bound(
                law(
                        "fr",
                        Optional.empty(),
                        Optional.of(Period.ofDays(60)),
                        Instant.EPOCH,
                        Optional.empty(),
                        false,
                        false),
                List.of(PARIS));
        var no = Terms.EMPTY.with(no(Scope.ALL, Instant.parse("2026-05-01T08:00:00Z")));
        assertEquals("defer 2026-06-30T08:00:00Z quiet_hours", text(decide(no, TUESDAY_NOON, false, rest)));
        var again = no.with(no("orders.more", Instant.parse("2026-05-03T08:00:00Z")));
        assertEquals("defer 2026-06-30T08:00:00Z quiet_hours", text(decide(again, TUESDAY_NOON, false, rest)));
        assertEquals(
                "permit 2026-06-30T08:15:00Z", text(decide(no, Instant.parse("2026-06-30T08:00:00Z"), false, rest)));
        var lifted = no.with(yes(Instant.parse("2026-05-02T08:00:00Z")));
        assertEquals("permit 2026-05-12T10:15:00Z", text(decide(lifted, TUESDAY_NOON, false, rest)));
        var before = no.with(yes(Instant.parse("2026-04-02T08:00:00Z")));
        assertEquals("defer 2026-06-30T08:00:00Z quiet_hours", text(decide(before, TUESDAY_NOON, false, rest)));
    }

    @Test
    void fromTheEndOfARestHoursAreSoughtAnew() {
        var rest = law(
                "fr",
                week("MON-FRI 10:00-13:00", "SAT", "SUN"),
                Optional.of(Period.ofDays(60)),
                Instant.EPOCH,
                Optional.empty(),
                false,
                false);
        var no = Terms.EMPTY.with(no(Scope.ALL, Instant.parse("2026-05-05T12:00:00Z")));
        var decision = decide(no, TUESDAY_NOON, false, new Bound(rest, List.of(PARIS)));
        assertEquals("defer 2026-07-06T08:00:00Z quiet_hours", text(decision));
    }

    private static Bound row(String id, String week, ZoneId... zones) {
        return new Bound(
                law(id, week(week), Optional.empty(), Instant.EPOCH, Optional.empty(), false, false), List.of(zones));
    }

    static Optional<Week> week(String... lines) {
        return Optional.of(Week.ofLaw(HoursTest.week(lines)));
    }

    static Law law(
            String id,
            Optional<Week> week,
            Optional<Period> rest,
            Instant from,
            Optional<Instant> to,
            boolean critical,
            boolean consent) {
        return new Law(
                id,
                1,
                List.of("FR"),
                Set.of("voice"),
                Set.of("marketing"),
                week,
                Optional.of("any"),
                List.of(),
                Optional.empty(),
                rest,
                new Law.Exceptions(critical, consent),
                from,
                to);
    }

    private static ConsentStatement.Refusal no(String topic, Instant made) {
        return new ConsentStatement.Refusal(
                new UUID(2, topic.length()),
                Scope.of("acme", topic, Scope.ALL),
                made,
                ConsentStatement.Refusal.Kind.REFUSAL,
                false);
    }

    private static ConsentStatement.Grant yes(Instant made) {
        var scope = Scope.of("acme", "orders", "voice").at(POINT);
        return new ConsentStatement.Grant(new UUID(1, 1), scope, made, Optional.empty(), false, Optional.empty());
    }

    static Decision decide(Terms terms, Instant at, boolean critical, Bound... laws) {
        return decide(terms, at, critical, new Jurisdictions(List.of(laws), Optional.empty(), Holidays.NONE));
    }

    static Decision decide(Terms terms, Instant at, boolean critical, Jurisdictions where) {
        var question = new Question("acme", "orders", "voice", Optional.of(POINT), Authorship.AUTOMATED, critical);
        var topic = new TopicRules("orders", "marketing", false, false, true);
        return Policy.decide(question, new Facts(at, terms, List.of(), topic, where));
    }

    private static String text(Decision decision) {
        var text = new StringBuilder(decision.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        if (decision instanceof Decision.Permit permit) text.append(' ').append(permit.validUntil());
        if (decision instanceof Decision.Defer defer) text.append(' ').append(defer.notBefore());
        for (var reason : decision.reasons())
            text.append(' ').append(reason.code().name().toLowerCase(Locale.ROOT));
        return text.toString();
    }
}
