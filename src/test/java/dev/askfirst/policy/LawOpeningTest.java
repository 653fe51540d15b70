package dev.askfirst.policy;

import static dev.askfirst.policy.LawTest.decide;
import static dev.askfirst.policy.LawTest.law;
import static dev.askfirst.policy.LawTest.week;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.policy.Jurisdictions.Bound;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When several laws and what a person wants next agree that a message may go out. */
class LawOpeningTest {

    /** Windows, two laws in other zones and a pause: the answer is the first open minute, and just before it none is. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Paris, America/New_York", "Australia/Lord_Howe, Asia/Kolkata", "Africa/Casablanca, Africa/Cairo",
        "America/St_Johns, Asia/Kathmandu", "Pacific/Apia, Pacific/Chatham", "America/Santiago, Antarctica/Troll"
    })
    void anOpeningIsTheFirstMinuteOnWhichAllAgree(String own, String other) {
        var first = LocalDate.of(2026, 1, 1);
        var windows = HoursTest.week("MON-SUN 08:15-12:00 16:00-23:30", "SAT 22:00-06:00");
        var calls = HoursTest.week("MON-FRI 09:00-13:00 14:00-20:00", "SAT 10:00-18:00", "SUN", "HOLIDAY");
        var texts = HoursTest.week("MON-SUN 02:15-20:45");
        Holidays holidays = (_, day) -> day.getDayOfYear() % 17 == 0;
        var oracle = new MinuteOracle(windows, ZoneId.of(own), _ -> false, first, first.plusDays(400));
        for (var zone : List.of(own, other)) {
            oracle.and(
                    new MinuteOracle(calls, ZoneId.of(zone), day -> holidays.on("", day), first, first.plusDays(400)));
        }
        oracle.and(new MinuteOracle(texts, ZoneId.of(other), _ -> false, first, first.plusDays(400)));
        var laws = List.of(
                new Bound(
                        law(
                                "calls",
                                Optional.of(new Week(calls)),
                                Optional.empty(),
                                Instant.EPOCH,
                                Optional.empty(),
                                false,
                                false),
                        List.of(ZoneId.of(own), ZoneId.of(other))),
                new Bound(
                        law(
                                "texts",
                                Optional.of(new Week(texts)),
                                Optional.empty(),
                                Instant.EPOCH,
                                Optional.empty(),
                                false,
                                false),
                        List.of(ZoneId.of(other))));
        var terms = Terms.EMPTY.after(new Effect.Preferred(preferences(own, windows)));
        var start = Instant.parse("2026-01-02T00:00:00Z");
        for (var at = start; at.isBefore(start.plus(Duration.ofDays(364))); at = at.plusSeconds(900)) {
            agrees(oracle, terms, new Jurisdictions(laws, Optional.empty(), holidays), at);
        }
    }

    private static void agrees(MinuteOracle oracle, Terms terms, Jurisdictions where, Instant at) {
        var opens = Optional.ofNullable(oracle.opens(at)).filter(it -> !it.isAfter(at.plus(Opening.SEARCH)));
        switch (decide(terms, at, false, where)) {
            case Decision.Permit permit -> {
                assertTrue(oracle.open(at), () -> "permit at " + at);
                var closes = oracle.closes(at);
                var latest = at.plus(Policy.VALIDITY);
                assertEquals(closes.isBefore(latest) ? closes : latest, permit.validUntil(), () -> "valid at " + at);
            }
            case Decision.Defer defer -> {
                assertEquals(opens, Optional.of(defer.notBefore()), () -> "asked at " + at);
                // Once for each opening is enough.
                if (defer.notBefore().isAfter(at.plusSeconds(900))) return;
                assertTrue(decide(terms, defer.notBefore(), false, where) instanceof Decision.Permit);
                assertTrue(decide(terms, defer.notBefore().minusNanos(1000), false, where) instanceof Decision.Defer);
            }
            case Decision.Deny _ -> assertEquals(Optional.empty(), opens, () -> "asked at " + at);
        }
    }

    private static Preferences preferences(String zone, Map<Preferences.Day, List<Week.Span>> week) {
        var windows = new ArrayList<Preferences.Window>();
        week.forEach((day, spans) -> {
            for (var span : spans) windows.add(new Preferences.Window("*", "*", Set.of(day), span.from(), span.to()));
        });
        return new Preferences(
                Optional.empty(), Optional.of(zone), Optional.empty(), windows, List.of(), List.of(), List.of());
    }
}
