package dev.askfirst.decision.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.audit.Entry;
import dev.askfirst.audit.decision.PageText;
import dev.askfirst.authorship.Fingerprint;
import dev.askfirst.authorship.Written;
import dev.askfirst.platform.Ids;
import dev.askfirst.policy.CapCount;
import dev.askfirst.policy.Reason;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.IntentUse;
import dev.askfirst.policy.term.Spread;
import dev.askfirst.policy.term.Usefulness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whatever is decided, it is read back from its page as it was answered, and its text is the one that was hashed. */
class DecisionPageTest {

    private static final Instant AT = Instant.parse("2026-11-29T10:00:00.123456Z");
    private static final List<String> TEXTS = List.of(
            "plain", "with \"quotes\"", "back\\slash", "new\nline", "unit\u001fseparator", "% %s 0", "é ☃ 𝄞", " ");

    @Test
    void everyDecisionComesBack() {
        for (var seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var page = new DecisionPage(AT);
            var decided = new ArrayList<DecisionRecord>();
            for (var n = 1 + random.nextInt(random.nextBoolean() ? 3 : 60); n > 0; n--) {
                var one = decision(page.next(), random);
                page.add(one);
                decided.add(one);
            }
            comeBack(page, decided);
        }
    }

    private static void comeBack(DecisionPage page, List<DecisionRecord> decided) {
        var lines = page.text().lines().split("\n");
        assertEquals(decided.size(), lines.length);
        for (var slot = 0; slot < lines.length; slot++) {
            var one = decided.get(slot);
            var id = Ids.onPage(page.page().id(), slot);
            var entry = PageText.entry(id, page.text().templates(), lines[slot]);
            assertEquals(one.entry().json(), entry);
            var again = DecisionEntry.read(entry, PageText.texts(lines[slot]));
            assertEquals(id, again.id());
            assertEquals(entry, again.entry().json());
            assertEquals(one.context(), again.context());
            assertEquals(one.verdict(), again.verdict());
            assertEquals(one.about(), again.about());
            assertEquals(one.basis(), again.basis());
        }
    }

    @Test
    void whatIsTheSameStandsThereOnce() {
        var page = new DecisionPage(AT);
        for (var i = 0; i < 40; i++) page.add(permit(page.next()));
        assertEquals(1, page.text().templates().split("\n").length);
        assertTrue(page.text().lines().length() < 40 * 84, page.text()::lines);
    }

    @Test
    void theHashOfTextsIsNotStoredBesideThem() {
        var random = new Random(7);
        for (var n = 0; n < 100; n++) {
            var page = new DecisionPage(AT);
            var decision = decision(page.next(), random);
            page.add(decision);
            var hash = decision.texts().map(it -> HexFormat.of().formatHex(Entry.commitment(it.salt(), it.text())));
            if (hash.isEmpty()) continue;
            assertTrue(decision.entry().json().contains(hash.get()));
            assertFalse(page.text().lines().contains(hash.get()));
        }
    }

    @Test
    void idsOfAPageFollowEachOtherAndSayWhereTheyStand() {
        var page = Ids.page(AT);
        var ids = new HashSet<UUID>();
        for (var slot = 0; slot < 512; slot++) {
            var id = Ids.onPage(page, slot);
            assertTrue(ids.add(id));
            assertEquals(7, id.version());
            assertEquals(2, id.variant());
            assertTrue(id.toString().compareTo(page.toString()) > 0);
            assertTrue(id.toString().compareTo(Ids.afterPage(page).toString()) < 0);
        }
        assertEquals(AT.toEpochMilli(), Ids.instant(page).toEpochMilli());
    }

    private static DecisionRecord permit(UUID id) {
        var message = new MessageContext.Message(Authorship.AUTOMATED, Optional.empty(), Optional.empty(), false);
        return new DecisionRecord(
                id,
                AT,
                "acme-mailer",
                "acme",
                new MessageContext("offers", "email", message, Mode.RESERVE, Optional.empty()),
                new DecisionRecord.About(Optional.of(Ids.at(AT)), Optional.empty()),
                new DecisionRecord.Verdict(
                        DecisionRecord.Outcome.PERMIT,
                        List.of(),
                        false,
                        Optional.of(Ids.at(AT)),
                        Optional.of(AT.plusSeconds(900)),
                        Optional.empty()),
                new DecisionRecord.Basis(3, 7, List.of(), DecisionFacts.NOTHING),
                Optional.empty());
    }

    private static Fingerprint fingerprint(Random random) {
        var values = new byte[128];
        random.nextBytes(values);
        return Fingerprint.parse(
                        "2026-11." + Base64.getUrlEncoder().withoutPadding().encodeToString(values))
                .orElseThrow();
    }

    private static DecisionRecord decision(UUID id, Random random) {
        var message = new MessageContext.Message(
                Authorship.values()[random.nextInt(Authorship.values().length)],
                maybe(random, text(random)),
                maybe(random, text(random)),
                random.nextBoolean(),
                random.nextBoolean(),
                maybe(random, new Written(random.nextInt(1000), maybe(random, fingerprint(random)))));
        var known = random.nextBoolean();
        var some = Optional.of(new UUID(random.nextLong(), random.nextLong()));
        return new DecisionRecord(
                id,
                AT,
                text(random),
                text(random),
                new MessageContext(
                        text(random),
                        text(random),
                        message,
                        Mode.values()[random.nextInt(Mode.values().length)],
                        maybe(random, AT)),
                new DecisionRecord.About(known ? some : Optional.empty(), known ? Optional.empty() : some),
                new DecisionRecord.Verdict(
                        DecisionRecord.Outcome.values()[random.nextInt(3)],
                        reasons(random),
                        random.nextBoolean(),
                        maybe(random, some.get()),
                        maybe(random, AT.plusSeconds(random.nextInt(900))),
                        maybe(random, AT)),
                new DecisionRecord.Basis(
                        random.nextInt(100),
                        random.nextInt(3),
                        random.nextBoolean() ? List.of() : List.of("*", text(random)),
                        facts(random)),
                DecisionRecord.Texts.of(message));
    }

    private static DecisionFacts facts(Random random) {
        if (random.nextBoolean()) return DecisionFacts.NOTHING;
        return new DecisionFacts(
                maybe(random, "FR"),
                random.nextBoolean() ? List.of() : List.of("FR 2026-05-14"),
                random.nextBoolean() ? Map.of() : Map.of("fr-calls/1", List.of("Europe/Paris")),
                List.of(),
                random.nextBoolean() ? List.of() : List.of(new CapCount("controller:acme", 1, 2, maybe(random, AT))),
                maybe(random, new UUID(random.nextLong(), random.nextLong())),
                maybe(random, "2026f-3f06f1d2"),
                maybe(random, new SaidStop(new UUID(random.nextLong(), 1), AT, List.of("us-stop-confirmation/1"))),
                maybe(random, new UsedRatings(new Usefulness(random.nextInt(9), 1, 7), 30)),
                maybe(random, new IntentUse(new UUID(7, random.nextLong()), random.nextInt(5))),
                maybe(random, told(random)),
                maybe(random, AT.plusSeconds(60)));
    }

    private static Told told(Random random) {
        return new Told(
                new Spread(random.nextInt(1, 99), random.nextInt(1, 99), random.nextInt(3), random.nextInt(5_000)),
                maybe(random, new UUID(random.nextLong(), 2)),
                random.nextBoolean(),
                maybe(random, DecisionRecord.Outcome.DENY));
    }

    private static List<Reason> reasons(Random random) {
        var reasons = new ArrayList<Reason>();
        for (var n = random.nextInt(3); n > 0; n--) {
            var code = Reason.Code.values()[random.nextInt(Reason.Code.values().length)];
            if (reasons.stream().noneMatch(it -> it.code() == code))
                reasons.add(new Reason(code, maybe(random, AT), maybe(random, "law:x")));
        }
        return reasons;
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static <T> Optional<T> maybe(Random random, T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }
}
