package dev.askfirst.law;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.askfirst.platform.time.Zones;
import dev.askfirst.policy.MinuteOracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Makes the published vectors of quiet hours: instants around every bound of every law, and what the minutes say there. Run
 * it to write the file anew.
 */
final class QuietHoursVectors {

    static final Path FILE = Path.of("src/test/resources/vectors/quiet-hours.json");

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2027, 2, 1);
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEE HH:mm:ss", Locale.ENGLISH);
    private static final JsonMapper JSON = new JsonMapper();

    /** An ordinary Tuesday, a Friday, and the weekend after it. */
    private static final List<String> ORDINARY = List.of("2026-09-15", "2026-09-18", "2026-09-19", "2026-09-20");

    /** The same later in the year, for a law that is new. */
    private static final List<String> LATER = List.of("2026-12-01", "2026-12-04", "2026-12-05", "2026-12-06");

    /** Numbers kept for fiction or made up within an area, the laws that bind them by their prefix, and their zones. */
    private static final List<List<String>> NUMBERS = List.of(
            List.of("+12125550142", "us-calls", "America/New_York"),
            List.of("+13055550142", "us-calls us-fl-calls", "America/New_York"),
            List.of("+19155550142", "us-calls us-tx-calls", "America/Denver"),
            List.of("+14015550142", "us-calls us-ri-calls", "America/New_York"),
            List.of("+18085550142", "us-calls", "Pacific/Honolulu"),
            List.of("+33199001234", "fr-calls", "Europe/Paris"),
            List.of("+262692123456", "fr-calls", "Indian/Reunion Indian/Mayotte"),
            List.of("+34612345678", "es-calls", "Europe/Madrid Atlantic/Canary"),
            List.of("+390612345678", "it-calls", "Europe/Rome"),
            List.of("+61855501234", "au-telemarketing", "Australia/Adelaide Australia/Perth"),
            List.of("+573001234567", "co-contacts", "America/Bogota"),
            List.of("+971501234567", "ae-marketing ae-marketing-week", "Asia/Dubai"),
            List.of("+14165550142", "ca-calls", "America/Toronto"),
            List.of("+919812345678", "in-promotional", "Asia/Kolkata"));

    private final List<Map<String, Object>> rows = new ArrayList<>();

    private QuietHoursVectors() {}

    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, text());
    }

    static String text() throws JsonProcessingException {
        var vectors = new QuietHoursVectors();
        for (var law : QuietHours.ALL) for (var zone : law.zones()) vectors.zone(law, zone);
        vectors.unknownStates();
        for (var number : NUMBERS) vectors.number(number);
        return document(vectors.rows);
    }

    private void zone(QuietHours law, String zone) {
        var oracle = law.oracle(zone, FIRST, law.until().orElse(LAST));
        for (var at : instants(law, Zones.current().named(zone))) {
            var row = row(law.id() + "-" + (rows.size() + 1), at, List.of(zone), law.channels());
            row.put("rules", List.of(law.id()));
            add(row, oracle, at, law.source());
        }
    }

    /** Nobody knows in which state: every clock of the country, and then of its territories too. */
    private void unknownStates() {
        var law = QuietHours.named("us-calls");
        var states = List.of(
                "America/New_York",
                "America/Chicago",
                "America/Denver",
                "America/Phoenix",
                "America/Los_Angeles",
                "America/Anchorage",
                "America/Adak",
                "Pacific/Honolulu");
        var more = new ArrayList<>(states);
        more.addAll(List.of("America/Puerto_Rico", "Pacific/Guam", "Pacific/Pago_Pago"));
        for (var zones : List.of(states, more)) {
            var oracle = law.oracle(zones.getFirst(), FIRST, LAST);
            for (var zone : zones) oracle.and(law.oracle(zone, FIRST, LAST));
            for (var day : List.of("2026-01-14", "2026-07-15", "2026-03-08", "2026-11-01")) {
                var opens = oracle.opens(Instant.parse(day + "T12:00:00Z"));
                for (var at : List.of(
                        opens.minusSeconds(1), opens, oracle.closes(opens).minusSeconds(1), oracle.closes(opens))) {
                    var row = row("us-unknown-" + (rows.size() + 1), at, zones, law.channels());
                    row.put("rules", List.of(law.id()));
                    add(row, oracle, at, law.source());
                }
            }
        }
    }

    private void number(List<String> number) {
        var laws = List.of(number.get(1).split(" ")).stream()
                .map(QuietHours::named)
                .toList();
        var zones = List.of(number.get(2).split(" "));
        var oracle = laws.getFirst().oracle(zones.getFirst(), FIRST, LAST);
        for (var law : laws) for (var zone : zones) oracle.and(law.oracle(zone, FIRST, LAST));
        for (var day : List.of("2026-09-15", "2026-09-18", "2026-09-20")) {
            var opens = oracle.opens(Instant.parse(day + "T00:00:00Z"));
            for (var at :
                    List.of(opens.minusSeconds(1), opens, oracle.closes(opens).minusSeconds(1), oracle.closes(opens))) {
                var row = row("number-" + (rows.size() + 1), at, zones, List.of("voice"));
                row.put("number", number.getFirst());
                row.put("rules", laws.stream().map(QuietHours::id).toList());
                add(row, oracle, at, laws.getLast().source());
            }
        }
    }

    /** A second before every bound, and every bound, of some days; noon where there is none. */
    private static TreeSet<Instant> instants(QuietHours law, ZoneId zone) {
        var days = new TreeSet<LocalDate>();
        var ordinaryDays = law.since().equals(FIRST) ? ORDINARY : LATER;
        ordinaryDays.forEach(day -> days.add(LocalDate.parse(day)));
        for (var holiday : law.holidays()) {
            days.add(LocalDate.parse(holiday));
            days.add(LocalDate.parse(holiday).minusDays(1));
        }
        var shift = zone.getRules().nextTransition(Instant.parse("2026-01-01T00:00:00Z"));
        for (var i = 0;
                i < 2 && shift != null && shift.getInstant().isBefore(Instant.parse("2027-01-01T00:00:00Z"));
                i++) {
            days.add(shift.getInstant().atZone(zone).toLocalDate());
            days.add(shift.getInstant().atZone(zone).toLocalDate().plusDays(1));
            shift = zone.getRules().nextTransition(shift.getInstant());
        }
        var instants = new TreeSet<Instant>();
        var bounds = new TreeSet<Integer>();
        law.week()
                .values()
                .forEach(spans -> spans.forEach(span -> {
                    bounds.add(span.from());
                    bounds.add(span.to());
                }));
        for (var day : days.tailSet(law.since())) {
            instants.add(day.atTime(12, 0).atZone(zone).toInstant());
            var ordinary = ordinaryDays.contains(day.toString());
            for (var bound : bounds) {
                var at = day.atStartOfDay().plusMinutes(bound).atZone(zone).toInstant();
                if (ordinary) instants.add(at.minusSeconds(1));
                if (ordinary || bound.equals(bounds.first()) || bound.equals(bounds.last())) instants.add(at);
            }
        }
        return instants;
    }

    private static Map<String, Object> row(String id, Instant at, List<String> zones, List<String> channels) {
        var row = new LinkedHashMap<String, Object>();
        row.put("id", id);
        row.put("at", at.toString());
        row.put("zones", zones);
        row.put("local", LOCAL.format(at.atZone(Zones.current().named(zones.getFirst()))));
        row.put("channels", channels);
        return row;
    }

    private void add(Map<String, Object> row, MinuteOracle oracle, Instant at, String source) {
        var open = oracle.open(at);
        row.put("expected", open ? "allow" : "deny");
        if (!open) row.put("next", oracle.opens(at).toString());
        row.put("source", source);
        rows.add(row);
    }

    private static String document(List<Map<String, Object>> rows) throws JsonProcessingException {
        var text = new StringBuilder(
                "{\n\"about\": \"Legal quiet hours: may somebody be called or texted at this instant,"
                        + " and if not, when next? See docs/vectors.md.\",\n\"version\": 1,\n\"asOf\": \"2026-11-28\",\n\"rules\": [\n");
        var rules = new ArrayList<String>();
        for (var law : QuietHours.ALL) {
            var rule = new LinkedHashMap<String, Object>();
            rule.put("id", law.id());
            rule.put("jurisdiction", law.jurisdiction());
            rule.put("channels", law.channels());
            rule.put("hours", law.hours());
            rule.put("holidays", law.holidays());
            if (!law.also().isEmpty()) rule.put("alsoIn", law.also());
            rule.put("source", law.source());
            rule.put("confidence", law.confidence());
            rules.add(JSON.writeValueAsString(rule));
        }
        var lines = new ArrayList<String>();
        for (var row : rows) lines.add(JSON.writeValueAsString(row));
        return text.append(String.join(",\n", rules))
                .append("\n],\n\"vectors\": [\n")
                .append(String.join(",\n", lines))
                .append("\n]\n}\n")
                .toString();
    }
}
