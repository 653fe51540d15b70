package dev.askfirst.law;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.policy.term.Preferences;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where, since when and how long one text may confirm a STOP. */
class ConfirmationLawTest {

    private static final Instant NOW = Instant.parse("2026-12-02T17:00:00Z");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # case                              | number        | country | channel   | at                   | minutes
        New York                            | +12125550101  |         | sms       | 2026-12-02T17:00:00Z | 5
        Puerto Rico                         | +17875550101  |         | sms       | 2026-12-02T17:00:00Z | 5
        Guam                                | +16715550101  |         | sms       | 2026-12-02T17:00:00Z | 5
        when the rule came                  | +12125550101  |         | sms       | 2024-04-04T04:00:00Z | 5
        before it                           | +12125550101  |         | sms       | 2024-04-04T03:59:59Z |
        an app, which may be no text        | +12125550101  |         | messaging | 2026-12-02T17:00:00Z |
        a call                              | +12125550101  |         | voice     | 2026-12-02T17:00:00Z |
        Toronto                             | +14165550101  |         | sms       | 2026-12-02T17:00:00Z |
        Paris                               | +33612345678  |         | sms       | 2026-12-02T17:00:00Z |
        Paris, by somebody in the States    | +33612345678  | US      | sms       | 2026-12-02T17:00:00Z |
        New York, by somebody in France     | +12125550101  | FR      | sms       | 2026-12-02T17:00:00Z |
        a number of no state                | +18002225501  |         | sms       | 2026-12-02T17:00:00Z | 5
        a number that nobody can have       | +12005550101  |         | sms       | 2026-12-02T17:00:00Z |
        no number, and no place             |               |         | sms       | 2026-12-02T17:00:00Z |
        """)
    void holdsWhereItHoldsInEveryPlace(
            String name, String number, String country, String channel, Instant at, Integer minutes) {
        var known = new Locator.Known(Optional.ofNullable(number), Asking.stated(country, null));
        var law = ConfirmationLaw.of(ShippedLaws.load().rows(), channel, Asking.LOCATOR, known, at);
        assertEquals(
                Optional.ofNullable(minutes).map(Duration::ofMinutes),
                law.map(ConfirmationLaw::within),
                () -> Asking.LOCATOR.places(known).toString());
    }

    @Test
    void namesTheRowsThatHold() {
        var known = new Locator.Known(Optional.of("+12125550101"), Preferences.NONE);
        var rows = ShippedLaws.load().rows();
        var law = ConfirmationLaw.of(rows, "sms", Asking.LOCATOR, known, NOW).orElseThrow();
        assertEquals(List.of("us-stop-confirmation/1"), law.keys());
        assertEquals(Optional.of(law), ConfirmationLaw.of(rows, law.keys()));
        assertEquals(Optional.empty(), ConfirmationLaw.of(rows, List.of("us-stop-confirmation/1", "gone/1")));
        assertEquals(Optional.empty(), ConfirmationLaw.of(rows, List.of("us-calls/1")));
        assertEquals("law:us-stop-confirmation", law.stop(new UUID(1, 1), NOW).law());
    }

    /** It says what becomes of replies: it limits no message, and charts no country. */
    @Test
    void bindsNoMessage() {
        var row = ShippedLaws.load().rows().stream()
                .filter(it -> it.id().equals("us-stop-confirmation"))
                .toList();
        assertEquals(List.of(), LawRow.laws(row));
    }
}
