package dev.askfirst.person.point;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Owed;
import dev.askfirst.policy.term.Pause;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Rating;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Terms come back from the database as they went in. */
class TermsJsonTest {

    private static final Instant AT = Instant.parse("2026-03-04T10:00:00.123456Z");

    @Test
    void comesBackAsItWentIn() {
        var scope = Scope.of("acme", "offers", "email").at(new UUID(7, 1));
        var notice = Optional.of(new ConsentStatement.Grant.Shown("acme-marketing", 3));
        var terms = Terms.EMPTY
                .with(new ConsentStatement.Grant(
                        new UUID(1, 1), scope, AT, Optional.of(AT.plusSeconds(9)), false, notice))
                .with(new ConsentStatement.Grant(
                        new UUID(1, 2), scope, AT.plusSeconds(1), Optional.empty(), true, Optional.empty()))
                .with(new ConsentStatement.Refusal(
                        new UUID(2, 1), Scope.EVERYTHING, AT, ConsentStatement.Refusal.Kind.REFUSAL, true))
                .with(new ConsentStatement.Refusal(
                        new UUID(2, 2),
                        scope,
                        AT,
                        ConsentStatement.Refusal.Kind.WITHDRAWAL,
                        true,
                        Optional.of(new UUID(5, 1))))
                .after(new Effect.Preferred(preferences()))
                .after(new Effect.Paused(new Pause(Scope.ALL, Scope.ALL, AT)))
                .after(new Effect.Paused(new Pause("email", "offers.shoes", AT.plusSeconds(5))))
                .after(new Effect.Asked(new Owed(new UUID(6, 1), "acme", AT.plusSeconds(7))))
                .after(new Effect.Asked(new Owed(new UUID(6, 2), "globex", AT.plusSeconds(6))))
                .after(new Effect.Rated(
                        "acme",
                        "offers",
                        List.of(
                                new Rating(new UUID(8, 1), Rating.Value.LESS, AT),
                                new Rating(new UUID(8, 2), Rating.Value.MORE, AT.plusSeconds(1)))))
                .after(new Effect.Rated(
                        "globex", "events", List.of(new Rating(new UUID(8, 3), Rating.Value.FINE, AT))));
        assertEquals(terms, again(terms));
        assertEquals(Terms.EMPTY, again(Terms.EMPTY));
    }

    @ParameterizedTest
    @CsvSource({"00:00,0", "09:30,570", "23:59,1439", "24:00,1440", "24:01,", "9:30,", "25:00,", "12:60,", "noon,"})
    void knowsTheMinutesOfADay(String clock, Integer minutes) {
        assertEquals(Optional.ofNullable(minutes), PreferencesJson.minutes(clock));
        if (minutes != null) assertEquals(clock, PreferencesJson.clock(minutes));
    }

    private static Terms again(Terms terms) {
        return TermsJson.read(TermsJson.write(terms).getBytes(StandardCharsets.UTF_8));
    }

    private static Preferences preferences() {
        var days = Set.of(Preferences.Day.MON, Preferences.Day.PRE_HOLIDAY);
        return new Preferences(
                        Optional.of("fr"),
                        Optional.of("Europe/Paris"),
                        Optional.of("FR"),
                        List.of(
                                new Preferences.Window("email", Scope.ALL, days, 540, 1440),
                                new Preferences.Window(Scope.ALL, "offers", Set.of(), 1320, 420)),
                        List.of(
                                new Preferences.Cap("sms", "acme", "offers", 3, "P7D", Optional.empty()),
                                new Preferences.Cap(
                                        Scope.ALL,
                                        Scope.ALL,
                                        Scope.ALL,
                                        5,
                                        "month",
                                        Optional.of(new Preferences.Reserve("events", 2)))),
                        List.of(new Preferences.AuthorshipChoice(Scope.ALL, "offers", Set.of(Authorship.PERSONAL))),
                        List.of("email", "post"))
                .withUsefulFloor(Optional.of(25));
    }
}
