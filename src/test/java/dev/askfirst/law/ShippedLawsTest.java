package dev.askfirst.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.policy.term.Preferences;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows that come with the service are whole; a broken one changes nothing, and says so. */
class ShippedLawsTest {

    private static final String ROW = """
            - id: fr-calls
              version: 1
              name: Calls
              jurisdictions: [FR]
              channels: [voice]
              kinds: [marketing]
              windows: { MON-SUN: ['09:00-20:00'] }
              validFrom: 2020-01-01T00:00:00Z
              source: https://laws.example/fr
              asOf: 2026-11-22
              confidence: primary
            """;

    @Test
    void everyRowIsTakenOver() {
        var shipped = ShippedLaws.load();
        assertEquals(List.of(), shipped.refused());
        assertTrue(shipped.rows().size() >= 32, () -> shipped.rows().size() + " rows");
        for (var row : shipped.rows()) {
            LawRow.laws(List.of(row));
            if (row.source().contains("dropcowboy"))
                assertEquals(LawRow.Confidence.UNVERIFIED, row.confidence(), row.id());
        }
    }

    @Test
    void everyFileIsRead() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources/law"))) {
            var there = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .count();
            assertEquals(18, there);
        }
        var jurisdictions = ShippedLaws.load().rows().stream()
                .flatMap(row -> row.jurisdictions().stream())
                .toList();
        for (var wanted : "ZZ US US-FL US-OK US-WA US-TX US-AL US-LA US-MS US-CT US-KY US-MD US-MA US-MI US-MN US-NM"
                .concat(
                        " US-NV US-RI US-PA US-UT US-WY US-ME US-OR US-SD FR RE ES IT DE GB IN CA AU SG CO AE BR PE PT NL")
                .split(" ")) assertTrue(jurisdictions.contains(wanted), wanted);
    }

    /** What every year has to bring, by the laws' own lists. */
    @ParameterizedTest
    @CsvSource({
        "FR, 2026-05-14",
        "FR, 2027-05-06",
        "FR, 2028-05-25",
        "FR, 2029-05-10",
        "FR, 2030-05-30",
        "FR, 2026-11-11",
        "IT, 2026-06-02",
        "IT, 2030-04-22",
        "ES, 2026-10-12",
        "AU, 2027-01-26",
        "AU, 2028-04-14",
        "US-AL, 2026-07-03",
        "US-RI, 2026-08-10",
        "US-UT, 2026-07-24",
        "US-PA, 2027-03-26",
        "US-PA, 2026-11-03",
        "US-PA, 2032-11-02",
        "US-LA, 2026-01-08",
        "US-LA, 2026-11-27",
        "US-AL, 2027-12-01",
        "US-RI, 2027-05-04",
        "CO, 2026-11-16",
        "NL, 2026-04-27",
        "BR, 2026-09-07",
        "PE, 2026-07-28"
    })
    void holidaysAreKnown(String calendar, LocalDate day) {
        assertTrue(Asking.CALENDARS.on(calendar, day));
        assertTrue(!Asking.CALENDARS.on(calendar, day.plusDays(5)));
    }

    /** Independence Day 2026 is a Saturday, 2027 a Sunday; New Year's Day 2028 a Saturday. */
    @ParameterizedTest
    @ValueSource(strings = {"US-AL", "US-LA", "US-PA", "US-RI", "US-UT"})
    void aHolidayIsOneOnItsDayAndOnTheDayItIsObserved(String calendar) {
        for (var day : "2026-07-03 2026-07-04 2027-07-04 2027-07-05 2027-12-31 2028-01-01".split(" "))
            assertTrue(Asking.CALENDARS.on(calendar, LocalDate.parse(day)), day);
        for (var day : "2026-07-02 2026-07-05 2026-07-06 2027-07-03 2027-07-06 2027-12-30".split(" "))
            assertFalse(Asking.CALENDARS.on(calendar, LocalDate.parse(day)), day);
    }

    @ParameterizedTest
    @CsvSource({"1818-03-22", "1961-04-02", "2000-04-23", "2024-03-31", "2026-04-05", "2027-03-28", "2038-04-25"})
    void easterIsWhereTheChurchHasIt(LocalDate easter) {
        assertEquals(easter, LegalHolidays.easter(easter.getYear()));
    }

    /** What a number is told at an instant, by channel. Noon in New York is seventeen o'clock in UTC. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # case                                       | number        | channel   | at                   | said
        half past eight in Portland                  | +15035550101  | sms       | 2026-12-02T04:30:00Z | defer 2026-12-02T16:00:00Z
        a message there is a text                    | +15035550101  | messaging | 2026-12-02T04:30:00Z | defer 2026-12-02T16:00:00Z
        but not the year before                      | +15035550101  | sms       | 2025-12-02T04:30:00Z | permit
        texts in Maryland                            | +13015550101  | sms       | 2026-12-03T01:30:00Z | defer 2026-12-03T13:00:00Z
        not before 2024                              | +13015550101  | sms       | 2023-12-03T01:30:00Z | permit
        three in the night in Hartford, by an app    | +18605550123  | messaging | 2026-12-02T08:00:00Z | defer 2026-12-02T14:00:00Z
        by an app in Florida                         | +13055550123  | messaging | 2026-12-02T08:00:00Z | defer 2026-12-02T13:00:00Z
        by an app in Texas on a Sunday morning       | +17135550123  | messaging | 2026-12-06T16:00:00Z | defer 2026-12-06T18:00:00Z
        texts in Texas, before they were calls       | +17135550123  | messaging | 2025-07-06T16:00:00Z | permit
        a call to South Dakota on a Saturday         | +16055550123  | voice     | 2026-12-05T18:00:00Z | defer 2026-12-07T16:00:00Z
        Philadelphia on the Fourth, a Saturday       | +12155550117  | voice     | 2026-07-04T17:00:00Z | defer 2026-07-05T12:00:00Z
        on the third, when it was observed           | +12155550117  | voice     | 2026-07-03T17:00:00Z | defer 2026-07-05T12:00:00Z
        on Flag Day                                  | +12155550107  | voice     | 2027-06-14T18:00:00Z | defer 2027-06-15T12:00:00Z
        on Good Friday                               | +12155550107  | voice     | 2027-03-26T16:00:00Z | defer 2027-03-27T12:00:00Z
        on Election Day                              | +12155550107  | voice     | 2026-11-03T17:00:00Z | defer 2026-11-04T13:00:00Z
        Jackson on a holiday                         | +16015550107  | voice     | 2026-12-25T18:00:00Z | permit
        and half past eight in the evening           | +16015550107  | voice     | 2026-12-23T02:30:00Z | permit
        on a Sunday                                  | +16015550107  | voice     | 2026-12-06T18:00:00Z | defer 2026-12-07T14:00:00Z
        Bogota on a Sunday                           | +573001234567 | sms       | 2026-12-06T08:00:00Z | defer 2026-12-07T12:00:00Z
        on a Saturday afternoon, by an app           | +573001234567 | messaging | 2026-12-05T20:00:00Z | defer 2026-12-07T12:00:00Z
        Dubai in the evening                         | +971501234567 | sms       | 2026-12-02T14:00:00Z | defer 2026-12-03T05:00:00Z
        Lima on a Saturday                           | +51912345678  | sms       | 2026-12-05T15:00:00Z | defer 2026-12-07T12:00:00Z
        Sao Paulo on a Sunday                        | +5511912345678 | voice    | 2026-12-06T15:00:00Z | defer 2026-12-07T12:00:00Z
        Lisbon late                                  | +351912345678 | voice     | 2026-12-02T20:30:00Z | defer 2026-12-03T10:00:00Z
        Amsterdam on King's Day                      | +31612345678  | voice     | 2026-04-27T10:00:00Z | defer 2026-04-28T07:00:00Z
        """)
    void saysWhen(String name, String number, String channel, Instant at, String said) {
        var known = new Locator.Known(Optional.of(number), Preferences.NONE);
        var where = Asking.LOCATOR.jurisdictions(Asking.shipped(channel, "marketing"), known, at, Asking.CALENDARS);
        var text = Asking.text(Asking.decide(channel, where, at));
        assertEquals(said, text.replaceFirst("(defer [^ ]*).*", "$1"));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        '09:00-20:00'                | '25:00-26:00'                  | fr-calls: laws.fr-calls.windows has `25:00-26:00`, which are no hours such as `09:00-20:00`
        '09:00-20:00'                | '09:00-09:00'                  | fr-calls: laws.fr-calls.windows has `09:00-09:00`, which are no hours such as `09:00-20:00`
        '09:00-20:00'                | '24:00-09:00'                  | fr-calls: laws.fr-calls.windows has `24:00-09:00`, which are no hours such as `09:00-20:00`
        MON-SUN                      | MON-FRI                        | fr-calls: laws.fr-calls.windows leaves out a day of the week; closed days are `[]`
        MON-SUN                      | SUN-MON                        | fr-calls: laws.fr-calls.windows has `SUN-MON`, which is no day such as `SAT`, `MON-FRI` or `HOLIDAY`; laws.fr-calls.windows leaves out a day of the week; closed days are `[]`
        "{ MON-SUN:"                 | "{ SAT: [], MON-SUN:"          | fr-calls: laws.fr-calls.windows names a day of `MON-SUN` twice
        "{ MON-SUN:"                 | "{ HOLIDAY: [], MON-SUN:"      | fr-calls: laws.fr-calls.calendar is missing: there are hours for holidays
        "kinds: [marketing]"         | "kinds: []"                    | fr-calls: laws.fr-calls.kinds is empty: the row would bind nothing
        "[FR]"                       | "[XX]"                         | fr-calls: laws.fr-calls.jurisdictions has `XX`, which is no country such as `FR` and no part of one such as `US-FL`
        2026-11-22                   | yesterday                      | fr-calls: asOf must be a date such as `2026-11-22`
        "  source: https://laws.example/fr" | "  note: none"          | fr-calls: laws.fr-calls.source is missing
        "https://laws.example/fr"    | "hearsay"                      | fr-calls: laws.fr-calls.source is not a web address such as `https://laws.example/casl`
        "  asOf: 2026-11-22"         | "  alsoIn: [Europe/Nowhere]"   | fr-calls: laws.fr-calls.alsoIn is not a time zone such as `Europe/Paris`; laws.fr-calls.asOf is missing
        "  asOf: 2026-11-22"         | "  calendar: XY"               | fr-calls: laws.fr-calls.calendar is none of the known calendars of holidays, such as `FR` or `US-AL`; laws.fr-calls.asOf is missing
        "version: 1"                 | "version: 0"                   | fr-calls: laws.fr-calls.version is not a number from 1
        "name: Calls"                | "colour: red"                  | fr-calls: colour is not a member of this request
        "2020-01-01T00:00:00Z"       | "tomorrow"                     | fr-calls: validFrom must be a time such as `2026-11-22T10:00:00Z`
        """)
    void aBrokenRowIsNotTakenOverAndSaysWhy(String there, String broken, String wrong) {
        var refused = read(ROW.replace(there, broken)).refused();
        assertEquals(List.of(wrong), refused);
    }

    @Test
    void frequenciesAndRestsOutOfRangeAreRefused() {
        for (var max : List.of("0", "-1", "1001", "2147483648")) {
            var row = ROW + "  frequency: { max: " + max + ", per: P30D, each: controller }\n";
            assertEquals(1, read(row).refused().size(), max);
        }
        for (var rest : List.of("P0D", "-P1D", "P11Y", "soon")) {
            assertEquals(
                    1, read(ROW + "  afterRefusal: " + rest + "\n").refused().size(), rest);
        }
        for (var minutes : List.of("0", "-5", "61", "soon")) {
            var row = ROW + "  confirmation: { minutes: " + minutes + " }\n";
            assertEquals(1, read(row).refused().size(), minutes);
        }
        for (var minutes : List.of("1", "60"))
            assertEquals(
                    List.of(),
                    read(ROW + "  confirmation: { minutes: " + minutes + " }\n").refused());
        var ends = ROW + "  validTo: 2020-01-01T00:00:00Z\n";
        assertEquals(
                List.of("fr-calls: laws.fr-calls.validTo is not after `validFrom`"),
                read(ends).refused());
    }

    @Test
    void versionsThatOverlapAreRefusedTogether() {
        var second = ROW.replace("version: 1", "version: 2").replace("2020-01", "2027-01");
        assertEquals(
                List.of("fr-calls: laws.fr-calls.validFrom overlaps with version 1: one version ends (`validTo`) before"
                        + " the next is valid"),
                read(ROW + second).refused());
        var ended = ROW + "  validTo: 2027-01-01T00:00:00Z\n";
        assertEquals(List.of(1, 2), versions(read(ended + second).rows()));
    }

    @Test
    void aRowThatFailsToLoadLeavesTheVersionThatWasInForce() {
        var before = read(ROW).rows();
        var broken = read(ROW.replace("version: 1", "version: 2").replace("09:00", "25:00"));
        assertEquals(before, broken.over(before));
        assertEquals(HealthCheckResponse.Status.DOWN, LawWatch.of(broken).getStatus());
        assertEquals(
                Map.of("refused", String.join("; ", broken.refused()), "rows", 0L),
                LawWatch.of(broken).getData().orElseThrow());
        assertEquals(HealthCheckResponse.Status.UP, LawWatch.of(read(ROW)).getStatus());
    }

    @Test
    void aFileThatIsNoYamlLeavesTheOthers() {
        var files = new LinkedHashMap<String, InputStream>();
        files.put("broken", stream("- id: [\n"));
        files.put("whole", stream(ROW));
        var shipped = ShippedLaws.read(files);
        assertEquals(List.of(1), versions(shipped.rows()));
        assertTrue(shipped.refused().getFirst().startsWith("broken: "), shipped.refused()::toString);
    }

    @Test
    void whatAHousePutInPlaceStaysUntilALaterVersionIsShipped() {
        var shipped = read(ROW);
        var house = read(ROW.replace("09:00", "12:00")).rows();
        assertEquals(house, shipped.over(house), "the same version");
        var later = read(ROW.replace("version: 1", "version: 2"));
        assertEquals(later.rows(), later.over(house));
        var own = read(ROW.replace("fr-calls", "own-calls")).rows();
        assertEquals(
                List.of("own-calls", "fr-calls"),
                shipped.over(own).stream().map(LawRow::id).toList());
    }

    private static List<Integer> versions(List<LawRow> rows) {
        return rows.stream().map(LawRow::version).toList();
    }

    private static ShippedLaws read(String yaml) {
        return ShippedLaws.read(
                Stream.of("test").collect(LinkedHashMap::new, (map, name) -> map.put(name, stream(yaml)), Map::putAll));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
