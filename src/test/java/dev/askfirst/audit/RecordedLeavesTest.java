package dev.askfirst.audit;

import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Suppressing;
import dev.askfirst.decision.Questions;
import dev.askfirst.person.key.Strangers;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From what stands in the database every leaf can be computed again, by {@code docs/entry-format.md} alone. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class RecordedLeavesTest {

    private static final String LEAF = "encode(substring(page.leaves from slot * 32 + 1 for 32), 'hex')";

    /** As an entry has it: {@code 2026-11-22T10:00:00.000000Z}. */
    private static final String TIME = "to_char(%1$s at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";

    @Inject
    Database database;

    @Inject
    Strangers strangers;

    @BeforeEach
    void somethingWasAskedAndAnswered() {
        var known = sender("acme-mailer")
                .body("""
                {"contact": "mailto:leaf@test.example", "controller": "acme", "topic": "offers", "channel": "email",
                 "notice": {"id": "acme-marketing", "version": 1}, "expiresAt": "2099-01-01T00:00:00Z",
                 "evidence": {"method": "form", "source": "https://acme.example/sign-up"}}""")
                .post("/v1/grants")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("person");
        sender("acme-shop")
                .body("{}")
                .post("/v1/persons/" + known + "/visits")
                .then()
                .statusCode(201);
        staff("compliance")
                .body("{\"contact\": \"mailto:leaf@test.example\"}")
                .post("/v1/persons/lookup")
                .then()
                .statusCode(200);
        for (var rest : List.of(
                "\"to\": \"mailto:leaf@test.example\", \"message\": {\"authorship\": \"personal\", \"author\": \"Jo\"}",
                "\"to\": \"mailto:leaf@test.example\", \"message\": {\"campaign\": \"\\u00e9 \\\"x\\\"\"}",
                "\"to\": \"mailto:stranger.of.leaves@test.example\"",
                "\"to\": \"mailto:leaf@test.example\", \"mode\": \"check\", \"at\": \"2026-12-01T00:00:00Z\"")) {
            ask("acme-mailer", "{\"channel\": \"email\", \"topic\": \"offers\", " + rest + "}")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void everyDecisionHasItsLeaf() {
        var rows = database.rows(
                """
                select %s, jsonb_strip_nulls(jsonb_build_object(
                    'asked', %s, 'authorship', authorship, 'catalog', catalog_version, 'channel', channel,
                    'controller', controller, 'critical', critical, 'cut', cut, 'decided', %s, 'facts', facts,
                    'grant', grant_id, 'id', decision.id, 'kind', 'decision', 'mode', mode, 'notBefore', %s, 'outcome', outcome, 'point', point_id,
                    'reasons', reasons, 'sender', sender, 'stranger', stranger, 'suppressions', suppressions,
                    'terms', terms_version, 'topic', topic, 'validUntil', %s)), encode(salt, 'hex'),
                    jsonb_strip_nulls(jsonb_build_object('author', author, 'campaign', campaign))
                from decision join page using (page_id)""".formatted(LEAF, time("asked_at"), time("decided_at"), time("not_before"), time("valid_until")));
        for (var row : rows) {
            var entry = (ObjectNode) tree(row.get(1));
            if (row.get(2) != null)
                entry.put("texts", sha256(HexFormat.of().parseHex(row.get(2)), canonical(row.get(3))));
            assertEquals(row.getFirst(), leaf(entry), entry::toString);
        }
        assertTrue(rows.size() >= 4);
    }

    @Test
    void everyActHasItsLeaf() {
        var rows = database.rows("""
                select %s, jsonb_build_object('act', body, 'event', kind, 'id', id, 'kind', 'act', 'known', %s,
                    'made', %s, 'person', person_id, 'version', version)
                from consent_event join page using (page_id)""".formatted(LEAF, time("known"), time("made")));
        for (var row : rows) assertEquals(row.getFirst(), leaf(tree(row.get(1))), () -> row.get(1));
        assertTrue(rows.size() >= 100);
    }

    @Test
    void everyCatalogHasItsLeaf() {
        var rows = database.rows("""
                select %s, jsonb_build_object('by', by, 'hash', encode(sha256(convert_to(document, 'UTF8')), 'hex'),
                    'kind', 'catalog', 'made', %s, 'version', version)
                from catalog_snapshot join page using (page_id)""".formatted(LEAF, time("made")));
        for (var row : rows) assertEquals(row.getFirst(), leaf(tree(row.get(1))), () -> row.get(1));
        assertTrue(rows.size() >= 1);
    }

    @Test
    void everyAccessHasItsLeaf() {
        var rows = database.rows("""
                select %s, jsonb_strip_nulls(jsonb_build_object('at', %s, 'by', by, 'controller', controller,
                    'id', id, 'kind', 'access', 'person', person_id, 'what', what))
                from access join page using (page_id)""".formatted(LEAF, time("at")));
        for (var row : rows) assertEquals(row.getFirst(), leaf(tree(row.get(1))), () -> row.get(1));
        assertTrue(rows.size() >= 1);
    }

    /**
     * A contact point may have become somebody's later: the entry names what was known when it was written. Of somebody
     * erased since, that is known no more.
     */
    @Test
    void everySuppressionHasItsLeaf() {
        var rows = database.rows("""
                select %s, jsonb_build_object('by', by, 'controller', suppression.controller, 'id', id,
                    'kind', 'suppression', 'made', %s, 'reason', reason), suppression.contact_key, point_id,
                    encode(coalesce(own.evidence, ofpage.evidence), 'hex')
                from suppression join page using (page_id)
                left join (select contact_key, point_id from contact_point offset 0) known using (contact_key)
                left join suppression_evidence own on own.event = id
                left join suppression_evidence ofpage on ofpage.event = page_id
                left join erased_contact gone
                    on gone.contact_key = suppression.contact_key and id < first_uuid_of(gone.erased_at)
                where gone.contact_key is null""".formatted(LEAF, time("at")));
        for (var row : rows) {
            var entry = (ObjectNode) tree(row.get(1));
            if (row.get(4) != null) entry.put("evidence", row.get(4));
            var id = UUID.fromString(entry.get("id").textValue());
            var names = strangers.at(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16));
            var leaves = new ArrayList<String>();
            leaves.add(leaf(entry.deepCopy()
                    .put("stranger", names.of(UUID.fromString(row.get(2))).toString())));
            if (row.get(3) != null) leaves.add(leaf(entry.put("point", row.get(3))));
            assertTrue(leaves.contains(row.getFirst()), entry::toString);
        }
        assertTrue(rows.size() >= 1);
    }

    @Test
    void everyLiftHasItsLeaf() {
        Suppressing.lift("acme-mailer", Suppressing.of("acme-mailer", Acts.newcomer()), "by mistake");
        var rows = database.rows("""
                select %s, jsonb_build_object('by', by, 'evidence', encode(evidence, 'hex'), 'id', id, 'kind', 'lift',
                    'made', %s, 'suppression', suppression_id)
                from suppression_lift join page using (page_id)""".formatted(LEAF, time("made")));
        for (var row : rows) assertEquals(row.getFirst(), leaf(tree(row.get(1))), () -> row.get(1));
        assertTrue(rows.size() >= 1);
    }

    @Test
    void everyReplyHasItsLeaf() {
        sender("acme-mailer")
                .body("""
                {"from": "%s", "channel": "email", "controller": "acme", "text": "who are you?"}""".formatted(Acts.newcomer()))
                .post("/v1/replies")
                .then()
                .statusCode(200);
        var rows = database.rows("""
                select %s, jsonb_strip_nulls(jsonb_build_object('by', by, 'channel', channel, 'controller', controller,
                    'due', %s, 'evidence', encode(evidence, 'hex'), 'id', id, 'kind', 'reply', 'made', %s, 'point', point_id,
                    'stranger', stranger, 'understood', understood))
                from reply join page using (page_id)""".formatted(LEAF, time("due_at"), time("at")));
        for (var row : rows) assertEquals(row.getFirst(), leaf(tree(row.get(1))), () -> row.get(1));
        assertTrue(rows.size() >= 1);
    }

    @Test
    void everyOutcomeHasItsLeaf() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        var permit = Api.ask("acme-mailer", Questions.about(ana)).<String>path("id");
        sender("acme-mailer")
                .body("{\"outcome\": \"sent\", \"detail\": \"250 ok\"}")
                .post("/v1/decisions/" + permit + "/outcome")
                .then()
                .statusCode(201);
        var rows = database.rows("""
                select %s, jsonb_strip_nulls(jsonb_build_object('by', by, 'decision', decision_id,
                    'evidence', encode(evidence, 'hex'), 'id', id, 'kind', 'outcome', 'known', %s, 'made', %s,
                    'outcome', outcome))
                from outcome join page using (page_id)""".formatted(LEAF, time("known"), time("made")));
        for (var row : rows) assertEquals(row.getFirst(), leaf(tree(row.get(1))), () -> row.get(1));
        assertTrue(rows.size() >= 1);
    }

    /** What entries hold in place of texts is the hash of what stands in `evidence`, as long as it stands there. */
    @Test
    void everyTextOfASuppressionIsTheOneOfItsEntry() {
        Suppressing.of("acme-mailer", Acts.newcomer());
        var rows = database.rows("""
                select encode(s.evidence, 'hex'), encode(e.salt, 'hex'), e.texts from evidence e join (
                    select event, evidence from suppression_evidence union all select id, evidence from suppression_lift
                    union all select id, evidence from outcome
                ) s using (event)""");
        for (var row : rows) {
            assertEquals(row.getFirst(), sha256(HexFormat.of().parseHex(row.get(1)), canonical(row.get(2))));
        }
        assertTrue(rows.size() >= 1);
    }

    @Test
    void everySlotOfEveryPageIsTakenOnce() {
        assertEquals(0, database.count("""
                with entry as (select page_id, slot from decision_entry union all select page_id, slot from consent_event
                    union all select page_id, slot from catalog_snapshot union all select page_id, slot from suppression
                    union all select page_id, slot from access
                    union all select page_id, slot from suppression_lift union all select page_id, slot from reply_resolution union all select page_id, slot from reply
                    union all select page_id, slot from complaint union all select page_id, slot from complaint_step
                    union all select page_id, slot from outcome)
                select count(*) from (
                    select page.page_id from page left join entry using (page_id) group by page.page_id
                    having count(distinct slot) <> max(n) or count(slot) <> max(n) or min(slot) <> 0
                        or max(slot) <> max(n) - 1 or max(octet_length(leaves)) <> max(n) * 32) wrong"""));
    }

    private static String time(String column) {
        return TIME.formatted(column);
    }

    private static String leaf(JsonNode entry) {
        return sha256(new byte[] {0, 1}, canonical(entry.toString()));
    }

    /** By somebody else's implementation of RFC 8785. */
    private static String canonical(String json) {
        try {
            return new JsonCanonicalizer(json).getEncodedString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode tree(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] before, String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(before);
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
