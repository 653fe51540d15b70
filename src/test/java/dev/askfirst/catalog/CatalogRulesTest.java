package dev.askfirst.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.CatalogDocument.Notice;
import dev.askfirst.platform.json.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogRulesTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private final CatalogDocument demo =
            CatalogService.fromYaml(CatalogRulesTest.class.getResourceAsStream("/demo/catalog.yaml"));
    private final Catalog catalog = new Catalog(1, demo);

    @ParameterizedTest(name = "{0} + {1}")
    @CsvSource({
        "2024-02-29T12:00:00Z, P2Y, 2026-02-28T12:00:00Z",
        "2024-02-29T23:59:59.999999Z, P4Y, 2028-02-29T23:59:59.999999Z",
        "2023-02-28T00:00:00Z, P1Y, 2024-02-28T00:00:00Z",
        "2025-08-29T10:00:00Z, P6M, 2026-02-28T10:00:00Z",
        "2025-08-31T10:00:00Z, P6M, 2026-02-28T10:00:00Z",
        "2023-08-31T10:00:00Z, P6M, 2024-02-29T10:00:00Z",
        "2025-12-31T23:59:59Z, P2M, 2026-02-28T23:59:59Z",
        "2026-01-30T08:00:00Z, P1M1D, 2026-03-01T08:00:00Z",
        "2026-03-29T00:30:00Z, P1D, 2026-03-30T00:30:00Z",
        "2026-03-01T00:00:00.000001Z, P2Y, 2028-03-01T00:00:00.000001Z"
    })
    void aYesEndsByTheCalendar(Instant since, Period lasts, Instant end) {
        assertEquals(end, new BasisRule("b", "implied", "k", lasts, "s", Optional.empty()).endsAt(since));
        assertEquals(
                end,
                new RetentionRule("r", Optional.empty(), Optional.empty(), lasts, RetentionRule.From.USE, "s")
                        .endsAt(since));
    }

    /** A company that collected papers before there was mail may say so, and one that is young as well. */
    @Test
    void whenPeopleCanHaveSpokenIsTheControllersOwnDayOrTheUsualOne() {
        var home = demo.controllers().getFirst();
        var old = Controllers.with(home, "since", LocalDate.of(1961, 4, 1));
        var with = new Catalog(1, demo.withControllers(List.of(old)));
        assertEquals(Instant.parse("1961-04-01T00:00:00Z"), with.spokenToSince(home.id()));
        assertEquals(Instant.parse("1995-01-01T00:00:00Z"), with.spokenToSince("*"));
        assertEquals(Instant.parse("1995-01-01T00:00:00Z"), catalog.spokenToSince(home.id()));
    }

    @ParameterizedTest
    @CsvSource({"implied, purchase, P2Y", "implied, contract_end, P2Y", "implied, inquiry, P6M"})
    void theDemoKnowsTheClocksOfImpliedConsent(String basis, String kind, Period lasts) {
        assertEquals(Optional.of(lasts), catalog.basis(basis, kind).map(BasisRule::lasts));
        assertEquals(Optional.empty(), catalog.basis("express", kind));
        assertEquals(Optional.empty(), catalog.basis(basis, "whim"));
    }

    @ParameterizedTest
    @CsvSource({
        "express, events, de-uwg-7a de-claims",
        "express, offers.shoes, de-uwg-7a us-tsr de-claims",
        "implied, offers, us-tsr de-claims",
        "implied, offersalot, de-claims"
    })
    void everyRuleOfRetentionThatFitsIsFound(String basis, String topic, String rules) {
        assertEquals(
                List.of(rules.split(" ")),
                catalog.retentionOf(basis, topic).stream()
                        .map(RetentionRule::id)
                        .toList());
    }

    /** Versions 2 to 5: keep; until March and, in another language, February; end in April; nothing said. */
    @ParameterizedTest(name = "{0} {1} until {2}")
    @CsvSource({
        "terms, 1, 2027-02-01T00:00:00Z",
        "terms, 2, 2027-02-01T00:00:00Z",
        "terms, 3, 2027-04-01T00:00:00Z",
        "terms, 4, ",
        "terms, 5, ",
        "terms, 9, ",
        "other, 1, "
    })
    void theEarliestEndByAnyLaterVersionCounts(String notice, int version, Instant end) {
        var versions = new Catalog(
                2,
                CatalogDocument.EMPTY.withNotices(List.of(
                        notice(1, "en", null, null),
                        notice(2, "en", Earlier.Then.KEEP, null),
                        notice(3, "en", Earlier.Then.RE_ASK, "2027-03-01T00:00:00Z"),
                        notice(3, "fr", Earlier.Then.RE_ASK, "2027-02-01T00:00:00Z"),
                        notice(4, "en", Earlier.Then.END, "2027-04-01T00:00:00Z"),
                        notice(5, "en", null, null))));
        assertTrue(versions.endsGrants());
        assertEquals(Optional.ofNullable(end), versions.endOfGrantsUnder(notice, version));
    }

    @Test
    void keepingEndsNothing() {
        assertFalse(catalog.endsGrants());
        var kept = CatalogDocument.EMPTY.withNotices(
                List.of(notice(1, "en", null, null), notice(2, "en", Earlier.Then.KEEP, null)));
        assertFalse(new Catalog(1, kept).endsGrants());
    }

    @Test
    void whatEndsAtOnceEndsWhenItComesIntoForceAndNotAgainLater() {
        var first = CatalogDocument.EMPTY.withNotices(
                List.of(notice(1, "en", null, null), notice(2, "en", Earlier.Then.END, null)));
        var inForce = CatalogWriter.inForceFrom(first, NOW, CatalogDocument.EMPTY);
        assertEquals(Optional.of(NOW), new Catalog(1, inForce).endOfGrantsUnder("terms", 1));
        assertEquals(inForce, CatalogWriter.inForceFrom(first, NOW.plusSeconds(60), inForce));
    }

    @Test
    void whatEndedLaterAndEndsNowEndsNow() {
        var before = CatalogDocument.EMPTY.withNotices(
                List.of(notice(2, "en", Earlier.Then.RE_ASK, "2027-03-01T00:00:00Z")));
        var now = CatalogDocument.EMPTY.withNotices(List.of(notice(2, "en", Earlier.Then.END, null)));
        assertEquals(
                Optional.of(NOW),
                new Catalog(2, CatalogWriter.inForceFrom(now, NOW, before)).endOfGrantsUnder("terms", 1));
    }

    @Test
    void topicsAskForNoEvidenceUnlessTheySaySo() {
        assertEquals(EvidenceGrade.NONE, catalog.minimumEvidence("offers"));
        assertEquals(EvidenceGrade.NONE, catalog.minimumEvidence("nothing"));
        var strict = new CatalogDocument.Topic(
                "offers", "marketing", "Offers", null, true, false, false, EvidenceGrade.FULL, false);
        assertEquals(EvidenceGrade.FULL, new Catalog(1, demo.withTopics(List.of(strict))).minimumEvidence("offers"));
        assertTrue(EvidenceGrade.FULL.compareTo(EvidenceGrade.PARTIAL) > 0);
        assertTrue(EvidenceGrade.PARTIAL.compareTo(EvidenceGrade.NONE) > 0);
    }

    @Test
    void aSnapshotFromBeforeAnyOfThisIsReadAsItWas() {
        var old = """
                {"controllers": [], "senders": [], "channels": [], "purposes": [],
                 "topics": [{"id": "offers", "purpose": "marketing", "name": "Offers", "needsConsent": true,
                             "doubleOptIn": false, "criticalAllowed": false}],
                 "notices": [{"id": "terms", "version": 2, "language": "en", "controller": "acme",
                              "topics": ["offers"], "words": "Yes"}]}
                """;
        var read = Json.read(
                old.getBytes(java.nio.charset.StandardCharsets.UTF_8), Json.MAPPER.readerFor(CatalogDocument.class));
        var then = new Catalog(1, (CatalogDocument) read);
        assertEquals(EvidenceGrade.NONE, then.minimumEvidence("offers"));
        assertEquals(Optional.empty(), then.endOfGrantsUnder("terms", 1));
        assertEquals(List.of(), then.retentionOf("express", "offers"));
        assertEquals("Offers", then.document().topics().getFirst().nameIn("de"));
    }

    private static Notice notice(int version, String language, Earlier.Then then, String until) {
        var earlier = Optional.ofNullable(then)
                .map(it -> new Earlier(it, Optional.ofNullable(until).map(Instant::parse)));
        return new Notice("terms", version, language, "acme", List.of("offers"), "Yes", earlier);
    }
}
