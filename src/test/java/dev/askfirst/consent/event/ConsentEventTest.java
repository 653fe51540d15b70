package dev.askfirst.consent.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.audit.Entry;
import dev.askfirst.audit.EntryFormat;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Scope;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An act's entry is what {@code docs/entry-format.md} says it is, and says the word again that it came from. */
class ConsentEventTest {

    private static final UUID ID = UUID.fromString("019ca8a0-3e80-7000-8a2b-1b2c3d4e5f60");
    private static final UUID POINT = UUID.fromString("019ca8a0-3e80-7000-b1c2-5d6e7f809102");
    private static final UUID PERSON = UUID.fromString("019ca8a0-3e80-7000-93a4-6f7081920314");
    private static final Instant KNOWN = Instant.parse("2026-03-01T09:00:00Z");
    private static final Caller SENDER =
            new Caller("https://askfirst.local", "acme-mailer", Set.of(Caller.SENDER), Optional.of("acme-mailer"));
    private static final Evidence EVIDENCE =
            new Evidence(Evidence.Method.FORM, Map.of("source", "https://acme.example/sign-up"));

    @Test
    void aGrantIsTheExampleOfThePage() {
        var expires = Optional.of(Instant.parse("2027-03-01T09:00:00Z"));
        var notice = new Act.NoticeShown(
                "acme-marketing", 1, "en", HexFormat.of().formatHex(Sha256.of("Yes, send me offers by e-mail.")));
        var yes = new ConsentStatement.Grant(
                ID,
                Scope.of("acme", "offers", "email").at(POINT),
                KNOWN.minusSeconds(2),
                expires,
                false,
                Optional.of(new ConsentStatement.Grant.Shown("acme-marketing", 1)));
        var event = event(grant(expires, Optional.empty(), Optional.of(notice)), yes);
        assertEquals(
                unsalted(EntryFormat.kind("act").json()), unsalted(event.entry().json()));
        var proof = event.evidence().orElseThrow();
        assertEquals(HexFormat.of().formatHex(Entry.commitment(proof.salt(), proof.texts())), proof.hash());
        assertEquals(proof.hash(), event.body().get("evidence").textValue());
        assertSaysItsWord(event);
    }

    @Test
    void aConfirmedImportTellsWhenItWasAskedFor() {
        var yes = new ConsentStatement.Grant(
                ID,
                Scope.of("acme", "newsletter", "email").at(POINT),
                KNOWN,
                Optional.empty(),
                false,
                Optional.empty());
        var event = event(grant(Optional.empty(), Optional.of(KNOWN), Optional.empty()), yes);
        assertEquals("2026-02-28T09:00:00.500000Z", event.body().get("asked").textValue());
        assertSaysItsWord(event);
    }

    @Test
    void everyOtherMemberIsInTheTable() {
        var pending = new ConsentStatement.Grant(
                ID, Scope.of("acme", "newsletter", "email").at(POINT), KNOWN, Optional.empty(), true, Optional.empty());
        assertSaysItsWord(event(grant(Optional.empty(), Optional.empty(), Optional.empty()), pending));
        for (var kind : ConsentStatement.Refusal.Kind.values()) {
            assertSaysItsWord(
                    event(no(kind, true), new ConsentStatement.Refusal(ID, Scope.EVERYTHING, KNOWN, kind, true)));
            var scope = Scope.of(Scope.ALL, "offers", Scope.ALL).at(POINT);
            assertSaysItsWord(event(no(kind, false), new ConsentStatement.Refusal(ID, scope, KNOWN, kind, false)));
        }
    }

    private static void assertSaysItsWord(ConsentEvent event) {
        var act = new RecordedAct(
                PERSON, 1, event.id(), event.kind(), event.made(), KNOWN, event.body(), Optional.empty(), List.of());
        assertEquals(event.effect(), act.effect());
        var page = EntryFormat.kind("act");
        var entry = tree(event.entry().json());
        var members = page.members().stream().map(EntryFormat.Member::name).toList();
        var inside = page.inside().stream().map(EntryFormat.Member::name).toList();
        entry.fieldNames().forEachRemaining(it -> assertTrue(members.contains(it), it));
        entry.get("act").fieldNames().forEachRemaining(it -> assertTrue(inside.contains(it), it));
    }

    private static ConsentEvent event(Act act, ConsentStatement word) {
        return ConsentEvent.said(
                new ConsentEvent.Head(PERSON, 1, ID, KNOWN, act), word, Optional.of(POINT), Optional.empty());
    }

    private static Act.Grant grant(
            Optional<Instant> expires, Optional<Instant> confirmation, Optional<Act.NoticeShown> notice) {
        return new Act.Grant(
                new Addressee.AtPoint(POINT),
                Scope.of("acme", "offers", "email"),
                new Validity(Optional.of(Instant.parse("2026-02-28T09:00:00.5Z")), confirmation, expires),
                new Ground(Act.Basis.EXPRESS, Optional.empty(), Optional.empty(), Optional.empty(), notice),
                EVIDENCE,
                Act.Profile.NONE,
                Act.Origin.REPORTED,
                SENDER);
    }

    private static Act.Refusal no(ConsentStatement.Refusal.Kind kind, boolean services) {
        var who = new Addressee.AtPerson(PERSON);
        return new Act.Refusal(kind, who, Scope.EVERYTHING, false, services, Optional.empty(), EVIDENCE, SENDER);
    }

    /** The salt is drawn anew each time, so the hash of the evidence cannot be that of the page. */
    private static String unsalted(String json) {
        return json.replaceFirst("\"evidence\":\"[0-9a-f]{64}\"", "\"evidence\":\"…\"");
    }

    private static JsonNode tree(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
