package dev.askfirst.consent.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.Fold;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * To the microsecond, by the demo's rules: express consents five years from each use, those about offers five years from
 * the grant, all of them four years from their end.
 */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class RetentionRulesTest {

    private static final UUID PERSON = new UUID(1, 1);
    private static final UUID POINT = new UUID(2, 2);
    private static final UUID STOP = new UUID(5, 5);

    @Inject
    CatalogService catalogs;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # case                              | acts                                                     | used on              | over at
            from the grant                      | express offers 2016-01-10 ends 2016-07-01                |                      | 2021-01-10T10:00:00Z
            from the last use                   | express offers 2016-01-10 ends 2016-07-01                | 2016-06-30           | 2021-07-01T00:00:00Z
            from its end                        | express offers 2016-01-10 ends 2017-07-01                | 2016-02-01           | 2021-07-01T10:00:00Z
            granted on a day that is not yearly | express offers 2016-02-29 ends 2016-03-01                |                      | 2021-02-28T10:00:00Z
            ended on such a day, for four years | implied events 2015-01-01 ends 2016-02-29                |                      | 2020-02-29T10:00:00Z
            another basis is not kept from use  | implied events 2015-01-01 ends 2015-06-01                | 2015-05-31           | 2019-06-01T10:00:00Z
            taken back                          | express events 2015-01-01, no events 2015-06-01          |                      | 2020-01-01T10:00:00Z
            taken back late                     | express events 2015-01-01, no events 2018-06-01          |                      | 2022-06-01T10:00:00Z
            objected to                         | express events 2015-01-01, no * 2018-06-01               |                      | 2022-06-01T10:00:00Z
            a no for less leaves it in force    | express offers 2015-01-01, no offers.shoes 2016-06-01    |                      | never
            a no that came before               | express events 2015-01-02, no events 2015-01-01          |                      | never
            given anew                          | express events 2015-01-01, express events 2018-06-01     |                      | 2022-06-01T10:00:00Z
            in force                            | express offers 2015-01-01                                | 2015-01-02           | never
            never confirmed                     | pending newsletter 2015-01-01                            |                      | 2020-01-01T10:00:00Z
            ended by a STOP                     | express events 2015-01-01, stop 2018-06-01               |                      | 2022-06-01T10:00:00Z
            which a START took back             | express events 2015-01-01, stop 2018-06-01, start 2018-07-01 |                  | never
            its address is gone                 | express events 2015-01-01, gone 2018-06-01               |                      | 2022-06-01T10:00:00Z
            """)
    void textsGoWhenEveryRuleHasRunOutAndNotBefore(String name, String acts, String used, String over) {
        var life = life(acts, Optional.ofNullable(used).map(LocalDate::parse));
        if (over.equals("never")) {
            assertFalse(goes(life, Instant.parse("2090-01-01T00:00:00Z")));
            return;
        }
        var end = Instant.parse(over);
        assertFalse(goes(life, end.minus(1, ChronoUnit.MICROS)), "one instant before nothing goes");
        assertTrue(goes(life, end), "at the end it goes");
    }

    @Test
    void whatIsConfirmedCountsFromThere() {
        var grant = yes("newsletter", "express");
        grant.put("pending", true);
        var asked = act(1, ConsentEvent.Kind.GRANT, at("2015-01-01"), grant);
        var body = yes("newsletter", "express").put("confirms", asked.id().toString());
        var confirmed = act(2, ConsentEvent.Kind.CONFIRMATION, at("2015-01-05"), body);
        var no = act(3, ConsentEvent.Kind.WITHDRAWAL, at("2015-02-01"), scope("newsletter"));
        var life = new RetentionRules.Life(List.of(asked, confirmed, no), Map.of());
        assertFalse(goes(life, at("2020-01-05").minusNanos(1000)));
        var kept = kept(at("2020-01-05"), at("2020-01-05"));
        assertEquals(List.of(asked.id(), confirmed.id()), kept.provenLongEnough(life));
    }

    @Test
    void nothingIsCertainOfWhatEndedAfterUsesWereRead() {
        var life = life("express offers 2016-01-10 ends 2016-07-01", Optional.empty());
        var now = at("2090-01-01");
        assertEquals(List.of(), kept(now, at("2016-06-30")).provenLongEnough(life));
        assertEquals(1, kept(now, at("2016-07-01")).provenLongEnough(life).size());
    }

    @Test
    void somebodyWithAStandingNoIsKeptAndSoIsWhoDidSomethingSince() {
        var now = at("2090-01-01");
        assertTrue(nothing("express events 2015-01-01 ends 2015-07-01", now));
        assertFalse(nothing("express events 2015-01-01 ends 2015-07-01, no offers 2015-02-01", now));
        assertFalse(nothing("no offers 2015-02-01", now));
        assertFalse(nothing("express events 2015-01-01 ends 2015-07-01, express offers 2016-01-01", now));
        var paused = "express events 2015-01-01 ends 2015-07-01, pause 2018-01-01";
        assertFalse(nothing(paused, at("2023-01-01").minusNanos(1000)));
        assertTrue(nothing(paused, at("2023-01-01")));
        assertTrue(nothing("express events 2015-01-01 ends 2015-07-01, release 2019-01-01", at("2020-01-01")));
    }

    private boolean nothing(String acts, Instant now) {
        var life = life(acts, Optional.empty());
        return kept(now, now).nothing(life, Fold.of(life.acts()));
    }

    private boolean goes(RetentionRules.Life life, Instant now) {
        return kept(now, now)
                .provenLongEnough(life)
                .contains(life.acts().getFirst().id());
    }

    private RetentionRules kept(Instant now, Instant usesRead) {
        return new RetentionRules(catalogs.newest(), now, usesRead, Duration.ofDays(7));
    }

    private static RetentionRules.Life life(String text, Optional<LocalDate> used) {
        var acts = new ArrayList<RecordedAct>();
        for (var one : text.split(", ")) acts.add(act(acts.size() + 1, one.split(" ")));
        var uses = new HashMap<UUID, LocalDate>();
        used.ifPresent(day -> uses.put(acts.getFirst().id(), day));
        return new RetentionRules.Life(acts, uses);
    }

    private static RecordedAct act(int version, String... words) {
        var last = at(words[words.length > 2 ? 2 : 1]);
        return switch (words[0]) {
            case "no" -> act(version, ConsentEvent.Kind.WITHDRAWAL, last, scope(words[1]));
            case "stop" ->
                act(
                        version,
                        ConsentEvent.Kind.WITHDRAWAL,
                        last,
                        scope("*").put("channel", "email").put("stop", STOP.toString()));
            case "start" -> {
                var body = scope("*");
                body.putArray("lifts").add(STOP.toString());
                yield act(version, ConsentEvent.Kind.START, last, body);
            }
            case "gone" ->
                act(
                        version,
                        ConsentEvent.Kind.CONTACT_REMOVED,
                        last,
                        Json.MAPPER.createObjectNode().put("point", POINT.toString()));
            case "pause" ->
                act(
                        version,
                        ConsentEvent.Kind.PAUSE,
                        last,
                        Json.MAPPER.createObjectNode().put("until", "2018-02-01T00:00:00Z"));
            case "release" -> act(version, ConsentEvent.Kind.RELEASE, last, Json.MAPPER.createObjectNode());
            case "pending" -> {
                var body = yes(words[1], "express");
                body.put("pending", true);
                yield act(version, ConsentEvent.Kind.GRANT, last, body);
            }
            default -> {
                var body = yes(words[1], words[0]);
                if (words.length > 3) body.put("expires", ConsentEvent.text(at(words[4])));
                yield act(version, ConsentEvent.Kind.GRANT, last, body);
            }
        };
    }

    private static ObjectNode yes(String topic, String basis) {
        return scope(topic)
                .put("channel", "email")
                .put("point", POINT.toString())
                .put("basis", basis);
    }

    private static ObjectNode scope(String topic) {
        var body = Json.MAPPER.createObjectNode().put("controller", "acme");
        return topic.equals("*") ? body : body.put("topic", topic);
    }

    private static RecordedAct act(long version, ConsentEvent.Kind kind, Instant at, ObjectNode body) {
        var id = new UUID(3, version);
        var texts = Optional.of(Json.MAPPER.createObjectNode().put("source", "a form"))
                .map(it -> (com.fasterxml.jackson.databind.JsonNode) it);
        return new RecordedAct(PERSON, version, id, kind, at, at, body, texts, List.of());
    }

    private static Instant at(String day) {
        return Instant.parse(day + "T10:00:00Z");
    }
}
