package dev.askfirst.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.time.Zones;
import dev.askfirst.policy.Holidays;
import dev.askfirst.policy.term.Preferences;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where somebody may be, by what they stated and by their number; and what law then stands in the way. */
class LocatorTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # case                                   | number        | country | zone             | places
        a number of a city                       | +12125550123  |         |                  | US-NY America/New_York
        a number of Miami                        | +13055550123  |         |                  | US-FL America/New_York
        the panhandle reaches into both          | +18505551234  |         |                  | US-FL America/New_York, US-FL America/Chicago
        its overlay too                          | +14485551234  |         |                  | US-FL America/New_York, US-FL America/Chicago
        Orlando's overlay is Orlando             | +16895551234  |         |                  | US-FL America/New_York
        a new overlay that no library knows      | +17285551234  |         |                  | US-FL America/New_York
        and another                              | +17385551234  |         |                  | US-CA America/Los_Angeles
        El Paso keeps another time than Texas    | +19155551234  |         |                  | US-TX America/Denver
        Van Horn's code spans two                | +14325551234  |         |                  | US-TX America/Chicago, US-TX America/Denver
        Chattanooga's code spans two             | +14235551234  |         |                  | US-TN America/New_York, US-TN America/Chicago
        Gary keeps Chicago's time                | +12195551234  |         |                  | US-IN America/Chicago
        Evansville's code spans two              | +18125551234  |         |                  | US-IN America/Indiana/Indianapolis, US-IN America/Chicago
        its overlay too                          | +19305551234  |         |                  | US-IN America/Indiana/Indianapolis, US-IN America/Chicago
        western Kentucky spans two               | +12705551234  |         |                  | US-KY America/New_York, US-KY America/Chicago
        its overlay too                          | +13645551234  |         |                  | US-KY America/New_York, US-KY America/Chicago
        western Nebraska spans two               | +13085551234  |         |                  | US-NE America/Chicago, US-NE America/Denver
        Vancouver                                | +16045550101  |         |                  | CA-BC America/Vancouver
        Saskatchewan, with its neighbours' times | +14745551234  |         |                  | CA-SK America/Regina, CA-SK America/Swift_Current, CA-SK America/Edmonton, CA-SK America/Winnipeg
        north-western Ontario                    | +16835551234  |         |                  | CA-ON America/Toronto, CA-ON America/Winnipeg, CA-ON America/Atikokan
        Toronto                                  | +14165551234  |         |                  | CA-ON America/Toronto
        a French mobile                          | +33612345678  |         |                  | FR Europe/Paris
        an overseas land                         | +262692123456 |         |                  | RE Indian/Mayotte, RE Indian/Reunion
        Spain reaches to the Canaries            | +34612345678  |         |                  | ES Atlantic/Canary, ES Europe/Madrid
        a stated country has all its zones       |               | NZ      |                  | NZ Pacific/Auckland, NZ Pacific/Chatham
        a stated zone has its country            |               |         | Asia/Tokyo       | JP Asia/Tokyo
        both stated leave nothing open           | +12125550123  | FR      | Europe/Paris     | FR Europe/Paris
        a statement that agrees with the number  | +12125550163  | US      | America/New_York | US-NY America/New_York
        a country that agrees with the number    | +12125550163  | US      |                  | US-NY America/New_York
        a state that agrees with the number      | +12125550163  | US-NY   |                  | US-NY America/New_York
        a state and its zone, of another number  | +13055550123  | US-NY   | America/New_York | US-NY America/New_York
        another state is one more                | +12125550163  | US-FL   |                  | US-NY America/New_York, US-FL America/New_York, US-FL America/Chicago
        a state without a number                 |               | US-NY   |                  | US-NY America/New_York
        the zone of a number that has two        | +18505551234  | US      | America/Chicago  | US-FL America/Chicago
        Britain, of a number of four lands       | +441632960123 | GB      |                  | GB Europe/London
        Ascension has a clock                    | +24740123     |         |                  | AC Atlantic/St_Helena
        Kosovo has a clock                       | +383441234567 |         |                  | XK Europe/Belgrade
        a stated country beside the number's own | +33612345678  | DE      |                  | FR Europe/Paris, DE Europe/Berlin, DE Europe/Busingen
        the zone picks the number's place        | +34612345678  |         | Atlantic/Canary  | ES Atlantic/Canary
        a zone elsewhere adds what binds there   | +33612345678  |         | Asia/Tokyo       | FR Asia/Tokyo, JP Asia/Tokyo
        the same time in another country         | +33612345678  |         | Europe/Berlin    | FR Europe/Berlin, DE Europe/Berlin
        another name of the same zone            | +12125550123  |         | US/Eastern       | US-NY US/Eastern
        nobody's number of one country           | +33612        |         |                  | FR Europe/Paris
        nobody's number of several               | +441632960123 |         |                  | GB Europe/London, GG Europe/Guernsey, IM Europe/Isle_of_Man, JE Europe/Jersey
        a zone that is nowhere                   |               |         | Etc/GMT+3        | ZZ Etc/GMT+3
        """)
    void finds(String name, String number, String country, String zone, String places) {
        assertEquals(places, text(places(number, country, zone)));
    }

    @Test
    void aNumberOfNoCountryIsAnywhere() {
        var places = places("+80012345678", null, null);
        assertEquals(27, places.size());
        assertEquals(List.of("ZZ"), places.stream().map(Place::code).distinct().toList());
        assertEquals("JP Asia/Tokyo", text(places("+80012345678", null, "Asia/Tokyo")));
    }

    @Test
    void aNumberOfTheWholeCountryIsInEveryState() {
        var codes = places("+18005551234", null, null).stream().map(Place::code).collect(Collectors.toSet());
        assertEquals(51, codes.size());
        assertTrue(codes.containsAll(List.of("US-HI", "US-ME", "US-DC")));
        var time = places("+18005551234", null, "America/Denver");
        assertTrue(time.stream().allMatch(place -> Zones.name(place.zone()).equals("America/Denver")));
        assertTrue(text(time).contains("US-CO")
                && text(time).contains("US-TX")
                && !text(time).contains("US-NY"));
    }

    @Test
    void aNumberFromElsewhereInTheCountryBringsTheStatesOfTheStatedZone() {
        var places = text(places("+12125550123", null, "America/Denver"));
        assertTrue(places.startsWith("US-NY America/Denver"));
        assertTrue(places.contains("US-UT America/Denver"));
    }

    /** Consent assumed settled: what the law of every place the person may be in says together. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # case                                  | channel | number        | country | zone            | at                   | answer
        New York by day                         | voice   | +12125550123  |         |                 | 2026-07-15T18:00:00Z | permit
        New York at night                       | voice   | +12125550123  |         |                 | 2026-07-16T01:00:00Z | defer 2026-07-16T12:00:00Z law:us-calls
        Florida's evening ends earlier          | voice   | +13055550123  |         |                 | 2026-07-16T00:30:00Z | defer 2026-07-16T12:00:00Z law:us-fl-calls
        in texts too                            | sms     | +13055550123  |         |                 | 2026-07-16T00:30:00Z | defer 2026-07-16T12:00:00Z law:us-fl-calls
        El Paso on Sunday, by both clocks       | voice   | +19155551234  |         |                 | 2026-07-19T17:30:00Z | defer 2026-07-19T18:00:00Z law:us-tx-calls
        anywhere in the States, before Hawaii   | voice   | +18005551234  | US      |                 | 2026-01-14T17:59:59Z | defer 2026-01-14T18:00:00Z law:us-calls
        once Hawaii is up                       | voice   | +18005551234  |         |                 | 2026-01-14T18:00:00Z | permit
        Maine goes home at five                 | voice   | +18005551234  |         |                 | 2026-01-14T22:00:00Z | defer 2026-01-15T18:00:00Z law:us-me-calls
        a stated country without a number       | voice   |               | US      |                 | 2026-01-14T17:59:59Z | defer 2026-01-14T18:00:00Z law:us-calls
        and at eight in Hawaii                  | voice   |               | US      |                 | 2026-01-14T18:00:00Z | permit
        France at lunch                         | voice   | +33612345678  |         |                 | 2026-09-15T11:00:00Z | defer 2026-09-15T12:00:00Z law:fr-calls
        France does not bind texts              | sms     | +33612345678  |         |                 | 2026-09-15T23:00:00Z | permit
        Reunion, in both of its zones           | voice   | +262692123456 |         |                 | 2026-09-15T09:30:00Z | defer 2026-09-15T11:00:00Z law:fr-calls
        Germany has no hours                    | voice   | +4930901820   |         |                 | 2026-09-15T23:00:00Z | permit
        a German abroad who did not say where   | voice   | +4930901820   |         | Europe/Paris    | 2026-09-15T23:00:00Z | defer 2026-09-16T08:00:00Z law:fr-calls
        the day after a weekend in Spain        | voice   | +34612345678  |         |                 | 2026-06-06T10:00:00Z | defer 2026-06-08T08:00:00Z law:es-calls
        mail is bound by none of them           | email   |               | US      |                 | 2026-07-16T03:00:00Z | permit
        nowhere known, but the zone, by night   | voice   | +80012345678  |         | Etc/GMT+3       | 2026-07-16T03:00:00Z | defer 2026-07-16T12:00:00Z law:world
        and by day                              | voice   | +80012345678  |         | Etc/GMT+3       | 2026-07-16T13:00:00Z | permit
        nowhere known at all                    | voice   | +80012345678  |         |                 | 2026-07-16T13:00:00Z | deny law:world no_opening
        nor for texts                           | sms     | +80012345678  |         |                 | 2026-07-16T13:00:00Z | deny law:world no_opening
        a country without a row, by night       | sms     | +2348031234567 |        |                 | 2026-07-15T22:00:00Z | defer 2026-07-16T08:00:00Z law:world
        and on a Sunday                         | voice   | +2348031234567 |        |                 | 2026-07-19T10:00:00Z | defer 2026-07-20T08:00:00Z law:world
        and by day                              | voice   | +2348031234567 |        |                 | 2026-07-16T10:00:00Z | permit
        so is one without a number              | voice   |               | JP      |                 | 2026-07-16T13:00:00Z | defer 2026-07-17T00:00:00Z law:world
        Vancouver's winter is over for good     | voice   | +16045550101  |         |                 | 2026-12-01T05:15:00Z | defer 2026-12-01T16:00:00Z law:ca-calls
        Alberta's too                           | voice   | +14035550123  |         |                 | 2026-12-01T04:15:00Z | defer 2026-12-01T15:00:00Z law:ca-calls
        Iqaluit is asleep                       | voice   | +18675551234  |         |                 | 2026-12-03T04:15:00Z | defer 2026-12-03T16:00:00Z law:ca-calls
        a New Yorker who says so, on a Sunday   | voice   | +12125550163  | US      | America/New_York | 2026-12-06T18:00:00Z | permit
        messaging apps are not bound            | messaging | +80012345678 |        |                 | 2026-07-16T13:00:00Z | permit
        Pennsylvania before the Sunday ban      | voice   | +12155551234  |         |                 | 2026-10-11T15:00:00Z | permit
        Pennsylvania since the Sunday ban       | voice   | +12155551234  |         |                 | 2026-10-18T15:00:00Z | defer 2026-10-19T12:00:00Z law:us-pa-calls
        """)
    void whatStandsInTheWay(
            String name, String channel, String number, String country, String zone, Instant at, String answer) {
        var known = new Locator.Known(Optional.ofNullable(number), Asking.stated(country, zone));
        var laws = Asking.shipped(channel, "marketing");
        var where = Asking.LOCATOR.jurisdictions(laws, known, at, Asking.CALENDARS);
        assertEquals(answer, Asking.text(Asking.decide(channel, where, at)));
    }

    @Test
    void whereNothingIsInPlayNothingIsLookedUp() {
        var known = new Locator.Known(Optional.of("+33612345678"), Preferences.NONE);
        var where = Asking.LOCATOR.jurisdictions(List.of(), known, Instant.EPOCH, Holidays.NONE);
        assertEquals(List.of(), where.laws());
        assertEquals(Optional.empty(), where.calendar());
    }

    private static List<Place> places(String number, String country, String zone) {
        return Asking.LOCATOR.places(new Locator.Known(Optional.ofNullable(number), Asking.stated(country, zone)));
    }

    private static String text(List<Place> places) {
        return places.stream()
                .map(place -> place.code() + " " + Zones.name(place.zone()))
                .collect(Collectors.joining(", "));
    }

    /** One zone for each clock, and of several the one that people know. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        -             | DE | Europe/Berlin
        -             | GB | Europe/London
        +447911123456 | -  | Europe/London
        +12125550123  | -  | America/New_York
        +4915112345678 | - | Europe/Berlin
        +34612345678  | -  | Atlantic/Canary, Europe/Madrid
        -             | NZ | Pacific/Auckland, Pacific/Chatham
        -             | AT | Europe/Vienna
        -             | IN | Asia/Kolkata
        -             | -  | -
        """)
    void theZonesThatSomebodyMayLiveIn(String number, String country, String zones) {
        var known = new Locator.Known(
                Optional.ofNullable(number),
                Preferences.of(Optional.empty(), Optional.empty(), Optional.ofNullable(country)));
        assertEquals(zones == null ? "" : zones, String.join(", ", Asking.LOCATOR.zones(known)));
    }
}
