package dev.askfirst.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.askfirst.platform.time.Zones;
import dev.askfirst.policy.Jurisdictions;
import dev.askfirst.policy.Jurisdictions.Bound;
import dev.askfirst.policy.Law;
import dev.askfirst.policy.term.Preferences;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The published vectors: made by another way of counting, and each one what the service says. */
class QuietHoursVectorsTest {

    private static final JsonNode FILE = read();

    @Test
    void theFileIsWhatTheMinutesSay() throws IOException {
        assertEquals(QuietHoursVectors.text(), Files.readString(QuietHoursVectors.FILE));
    }

    @Test
    void everyJurisdictionIsThere() {
        var rules = new HashSet<String>();
        var ids = new HashSet<String>();
        for (var row : FILE.get("vectors")) {
            row.get("rules").forEach(rule -> rules.add(rule.textValue()));
            assertTrue(ids.add(row.get("id").textValue()), () -> "twice: " + row.get("id"));
        }
        assertTrue(ids.size() >= 600, () -> ids.size() + " vectors");
        var shipped = ShippedLaws.load().rows().stream()
                .filter(LawRow::bindsMessages)
                .map(LawRow::id)
                .toList();
        for (var id : shipped) assertTrue(rules.contains(id) || id.equals("world"), id);
        assertTrue(shipped.containsAll(rules));
    }

    @Test
    void theServiceSaysTheSame() {
        var wrong = new ArrayList<String>();
        for (var row : FILE.get("vectors")) {
            for (var channel : row.get("channels")) {
                var said = said(row, channel.textValue());
                if (!said.equals(wanted(row))) wrong.add(row + " but the service says: " + said);
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** The rules that a vector names are those that the service finds by its number. */
    @Test
    void numbersAreBoundByTheRulesOfTheirPlaces() {
        for (var row : FILE.get("vectors")) {
            if (!row.has("number")) continue;
            var at = Instant.parse(row.get("at").textValue());
            var found = byNumber(row, "voice", at).laws().stream()
                    .filter(it -> it.law().inForce(at))
                    .map(it -> it.law().id())
                    .sorted()
                    .toList();
            assertEquals(texts(row.get("rules")).stream().sorted().toList(), found, row::toString);
        }
    }

    private static String said(JsonNode row, String channel) {
        var at = Instant.parse(row.get("at").textValue());
        var where = row.has("number") ? byNumber(row, channel, at) : inZones(row);
        var said = Asking.text(Asking.decide(channel, where, at));
        return said.replaceFirst(" law:.*", "");
    }

    private static String wanted(JsonNode row) {
        return row.get("expected").textValue().equals("allow")
                ? "permit"
                : "defer " + row.get("next").textValue();
    }

    private static Jurisdictions byNumber(JsonNode row, String channel, Instant at) {
        var known = new Locator.Known(Optional.of(row.get("number").textValue()), Preferences.NONE);
        return Asking.LOCATOR.jurisdictions(Asking.shipped(channel, "marketing"), known, at, Asking.CALENDARS);
    }

    private static Jurisdictions inZones(JsonNode row) {
        var bound = new ArrayList<Bound>();
        for (var id : texts(row.get("rules"))) for (var law : Asking.row(id)) bound.add(bound(law, row));
        return new Jurisdictions(bound, Optional.empty(), Asking.CALENDARS);
    }

    private static Bound bound(Law law, JsonNode row) {
        var zones = new ArrayList<>(
                texts(row.get("zones")).stream().map(Zones.current()::named).toList());
        zones.addAll(law.alsoIn());
        return new Bound(law, zones);
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    private static JsonNode read() {
        try {
            return new JsonMapper().readTree(QuietHoursVectors.FILE.toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
