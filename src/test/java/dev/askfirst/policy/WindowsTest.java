package dev.askfirst.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Pause;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Preferences.Day;
import dev.askfirst.policy.term.Preferences.Window;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person's windows: the most specific scope counts, its windows add up, and the answer says when to come again. */
class WindowsTest {

    private static final UUID POINT = new UUID(7, 1);
    private static final UUID GRANT = new UUID(1, 1);

    /** Thursday the 14th of May is a holiday in France, and so is the 25th. */
    private static final Holidays FRENCH = (calendar, day) ->
            calendar.equals("FR") && List.of("2026-05-14", "2026-05-25").contains(day.toString());

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # case                               | windows: channel topic days from-to                         | asked                | answer
        none                                 |                                                             | 2026-05-12T21:00:00Z | permit 2026-05-12T21:15:00Z
        inside                               | * * - 09:00-18:00                                           | 2026-05-12T10:00:00Z | permit 2026-05-12T10:15:00Z
        a permit ends with the window        | * * - 09:00-18:00                                           | 2026-05-12T15:50:00Z | permit 2026-05-12T16:00:00Z
        windows that meet are one            | * * - 09:00-18:00; * * - 18:00-19:00                        | 2026-05-12T15:50:00Z | permit 2026-05-12T16:05:00Z
        outside                              | * * - 09:00-18:00                                           | 2026-05-12T16:00:00Z | defer 2026-05-13T07:00:00Z outside_window
        two add up                           | * * - 09:00-10:00; * * - 19:00-20:00                        | 2026-05-12T17:30:00Z | permit 2026-05-12T17:45:00Z
        for another channel                  | sms * - 09:00-10:00                                         | 2026-05-12T16:00:00Z | permit 2026-05-12T16:15:00Z
        for another topic                    | * events - 09:00-10:00                                      | 2026-05-12T16:00:00Z | permit 2026-05-12T16:15:00Z
        for a topic below                    | * offers.shoes.running - 09:00-10:00                        | 2026-05-12T16:00:00Z | permit 2026-05-12T16:15:00Z
        the channel's replaces the general   | * * - 09:00-10:00; email * - 18:00-19:00                    | 2026-05-12T16:00:00Z | permit 2026-05-12T16:15:00Z
        also where it is the stricter one    | * * - 00:00-24:00; email * - 20:00-21:00                    | 2026-05-12T16:00:00Z | defer 2026-05-12T18:00:00Z outside_window
        the topic's replaces the channel's   | * offers - 18:00-19:00; email * - 09:00-10:00               | 2026-05-12T16:00:00Z | permit 2026-05-12T16:15:00Z
        the deeper topic's replaces both     | * offers - 09:00-10:00; * offers.shoes - 18:00-19:00        | 2026-05-12T16:00:00Z | permit 2026-05-12T16:15:00Z
        topic and channel replace deeper     | * offers.shoes - 09:00-10:00; email offers - 18:00-19:00    | 2026-05-12T16:00:00Z | permit 2026-05-12T16:15:00Z
        and of those the deeper one counts   | email offers - 09:00-10:00; email offers.shoes - 18:00-19:00 | 2026-05-12T16:00:00Z | permit 2026-05-12T16:15:00Z
        on other days                        | * * MON,WED 09:00-18:00                                     | 2026-05-12T10:00:00Z | defer 2026-05-13T07:00:00Z outside_window
        the night of Tuesday on Wednesday    | * * TUE 22:00-07:00                                         | 2026-05-13T04:59:00Z | permit 2026-05-13T05:00:00Z
        the night of Tuesday is not Monday's | * * TUE 22:00-07:00                                         | 2026-05-12T04:00:00Z | defer 2026-05-12T20:00:00Z outside_window
        a holiday is its weekday             | * * THU 09:00-18:00                                         | 2026-05-14T10:00:00Z | permit 2026-05-14T10:15:00Z
        unless the group names holidays      | * * THU 09:00-18:00; * * HOLIDAY 20:00-21:00                | 2026-05-14T10:00:00Z | defer 2026-05-14T18:00:00Z outside_window
        also over windows for every day      | * * - 09:00-18:00; * * HOLIDAY 20:00-21:00                  | 2026-05-14T10:00:00Z | defer 2026-05-14T18:00:00Z outside_window
        another group's holidays do not      | * * - 09:00-18:00; sms * HOLIDAY 20:00-21:00                | 2026-05-14T10:00:00Z | permit 2026-05-14T10:15:00Z
        the day before a holiday likewise    | * * - 09:00-18:00; * * PRE_HOLIDAY 20:00-21:00              | 2026-05-13T10:00:00Z | defer 2026-05-13T18:00:00Z outside_window
        holidays alone                       | * * HOLIDAY 09:00-18:00                                     | 2026-05-12T10:00:00Z | defer 2026-05-14T07:00:00Z outside_window
        no holiday in sight                  | * * HOLIDAY 09:00-18:00                                     | 2026-05-26T10:00:00Z | deny outside_window no_opening
        """)
    void count(String name, String windows, Instant at, String answer) {
        var terms = terms(windows == null ? "" : windows, Optional.empty());
        assertEquals(answer, text(decide("offers.shoes", terms, at, false)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # case                               | windows                                        | asked                | answer
        at any hour of other days            |                                                | 2026-05-13T10:00:00Z | permit 2026-05-13T10:15:00Z
        never on the holiday                 |                                                | 2026-05-14T10:00:00Z | defer 2026-05-14T22:00:00Z outside_window
        up to the midnight before it         |                                                | 2026-05-13T21:50:00Z | permit 2026-05-13T22:00:00Z
        windows wait for the day after       | * * - 09:00-18:00                              | 2026-05-14T10:00:00Z | defer 2026-05-15T07:00:00Z outside_window
        also those for holidays              | * * - 09:00-18:00; * * HOLIDAY 20:00-21:00     | 2026-05-14T18:30:00Z | defer 2026-05-15T07:00:00Z outside_window
        and those that run on past midnight  | * * - 22:00-07:00                              | 2026-05-13T23:00:00Z | defer 2026-05-14T22:00:00Z outside_window
        and those of another group           | email * - 09:00-18:00; * * - 10:00-11:00       | 2026-05-14T10:00:00Z | defer 2026-05-15T07:00:00Z outside_window
        where no window is for this          | sms * - 09:00-18:00                            | 2026-05-14T10:00:00Z | defer 2026-05-14T22:00:00Z outside_window
        """)
    void neverOnHolidays(String name, String windows, Instant at, String answer) {
        var usual = terms(windows == null ? "" : windows, Optional.empty());
        var wish = usual.preferences();
        var terms = usual.after(new Effect.Preferred(new Preferences(
                wish.locale(),
                wish.timeZone(),
                wish.country(),
                wish.windows(),
                List.of(),
                List.of(),
                List.of(),
                true)));
        assertEquals(answer, text(decide("offers.shoes", terms, at, false)));
    }

    @Test
    void theLaterDelayWinsAndBothAreNamed() {
        var at = Instant.parse("2026-05-12T10:00:00Z");
        var paused = terms("* * - 09:00-18:00", Optional.empty())
                .after(new Effect.Paused(new Pause("*", "*", Instant.parse("2026-08-01T20:00:00Z"))));
        assertEquals("defer 2026-08-02T07:00:00Z paused", text(decide("offers.shoes", paused, at, false)));
        assertEquals(
                "defer 2026-08-02T07:00:00Z paused outside_window",
                text(decide("offers.shoes", paused, at.plusSeconds(12 * 3600), false)));
    }

    @Test
    void whereConsentEndsBeforeTheWindowOpensThereIsNothingToWaitFor() {
        var at = Instant.parse("2026-05-12T17:00:00Z");
        var opens = Instant.parse("2026-05-13T07:00:00Z");
        assertEquals(
                "deny outside_window no_opening",
                text(decide("offers", terms("* * - 09:00-18:00", Optional.of(opens)), at, false)));
        assertEquals(
                "defer 2026-05-13T07:00:00Z outside_window",
                text(decide("offers", terms("* * - 09:00-18:00", Optional.of(opens.plusSeconds(1))), at, false)));
    }

    @Test
    void theReasonSaysWhenItsOwnWindowOpens() {
        var at = Instant.parse("2026-05-12T17:00:00Z");
        var terms = terms("* * - 09:00-18:00", Optional.empty())
                .after(new Effect.Paused(new Pause("*", "*", at.plusSeconds(60))));
        assertEquals(
                List.of(Optional.of(at.plusSeconds(60)), Optional.of(Instant.parse("2026-05-13T07:00:00Z"))),
                decide("offers", terms, at, false).reasons().stream()
                        .map(Reason::until)
                        .toList());
    }

    @Test
    void withoutAZoneNoTimeIsKnownToSuit() {
        var terms = Terms.EMPTY
                .with(yes(Optional.empty()))
                .after(new Effect.Preferred(new Preferences(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        windows("* * - 00:00-24:00"),
                        List.of(),
                        List.of(),
                        List.of())));
        var decision = decide("offers", terms, Instant.parse("2026-05-12T17:00:00Z"), false);
        assertEquals("deny outside_window no_opening", text(decision));
    }

    @Test
    void criticalMessagesPassPausesAndWindowsAndNoesThatDoNotNameTheirTopic() {
        var at = Instant.parse("2026-05-12T17:00:00Z");
        var busy = terms("* * - 09:00-18:00; * security - 09:00-10:00", Optional.empty())
                .after(new Effect.Paused(new Pause("*", "security", at.plusSeconds(60))))
                .with(no(Scope.ALL));
        assertEquals("permit 2026-05-12T17:15:00Z", text(decide("security", busy, at, true)));
        assertEquals("deny objected paused outside_window", text(decide("security", busy, at, false)));
        assertEquals("deny consent_refused", text(decide("security", busy.with(no("security")), at, true)));
        assertEquals(
                "deny objected consent_refused outside_window",
                text(decide("offers", busy.with(no("offers")), at, true)));
    }

    private static ConsentStatement.Refusal no(String topic) {
        var scope = Scope.of("acme", topic, Scope.ALL);
        return new ConsentStatement.Refusal(
                new UUID(2, topic.length()),
                scope,
                Instant.parse("2026-05-01T00:00:00Z"),
                ConsentStatement.Refusal.Kind.REFUSAL,
                true);
    }

    private static Terms terms(String windows, Optional<Instant> expires) {
        return Terms.EMPTY
                .with(yes(expires))
                .after(new Effect.Preferred(new Preferences(
                        Optional.empty(),
                        Optional.of("Europe/Paris"),
                        Optional.of("FR"),
                        windows(windows),
                        List.of(),
                        List.of(),
                        List.of())));
    }

    private static ConsentStatement.Grant yes(Optional<Instant> expires) {
        var scope = Scope.of("acme", "offers", "email").at(POINT);
        return new ConsentStatement.Grant(
                GRANT, scope, Instant.parse("2026-01-01T00:00:00Z"), expires, false, Optional.empty());
    }

    private static List<Window> windows(String text) {
        var windows = new ArrayList<Window>();
        for (var line : text.split(";")) {
            if (line.isBlank()) continue;
            var parts = line.strip().split(" ");
            var days = EnumSet.noneOf(Day.class);
            if (!parts[2].equals("-")) for (var day : parts[2].split(",")) days.add(Day.valueOf(day));
            var span = HoursTest.week("MON " + parts[3]).get(Day.MON).getFirst();
            windows.add(new Window(parts[0], parts[1], days, span.from(), span.to()));
        }
        return windows;
    }

    private static Decision decide(String topic, Terms terms, Instant at, boolean critical) {
        var security = topic.equals("security");
        var rules = new TopicRules(topic, security ? "safety" : "marketing", !security, false, security);
        var question = new Question("acme", topic, "email", Optional.of(POINT), Authorship.AUTOMATED, critical);
        var jurisdictions = new Jurisdictions(List.of(), Optional.of("FR"), FRENCH);
        return Policy.decide(question, new Facts(at, terms, List.of(), rules, jurisdictions));
    }

    private static String text(Decision decision) {
        var text = new StringBuilder(decision.getClass().getSimpleName());
        if (decision instanceof Decision.Permit permit) text.append(' ').append(permit.validUntil());
        if (decision instanceof Decision.Defer defer) text.append(' ').append(defer.notBefore());
        for (var reason : decision.reasons())
            text.append(' ').append(reason.code().name().toLowerCase(java.util.Locale.ROOT));
        var line = text.toString();
        return Character.toLowerCase(line.charAt(0)) + line.substring(1);
    }
}
