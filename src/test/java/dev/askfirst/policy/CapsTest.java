package dev.askfirst.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Preferences.Cap;
import dev.askfirst.policy.term.Preferences.Reserve;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapsTest {

    private static final Instant NOW = Instant.parse("2026-03-28T12:00:00Z");
    private static final UUID POINT = new UUID(7, 1);
    private static final TopicRules OFFERS = new TopicRules("offers", "marketing", true, false, false);
    private static final Duration STEP = Duration.ofMinutes(15);
    private static final int STEPS = 40 * 24 * 4;

    private static final List<String> ZONES = List.of(
            "Europe/Paris",
            "America/New_York",
            "Asia/Kathmandu",
            "Australia/Lord_Howe",
            "Africa/Casablanca",
            "America/Havana",
            "Pacific/Apia",
            "UTC");

    /** What a cap says, by nothing but counting: the words of the design one by one. */
    private record Oracle(Cap cap, ZoneId zone, List<CountedPermit> uses) {

        boolean admits(String topic, Instant at) {
            var used = 0;
            var kept = 0;
            for (var use : uses) {
                if (!isCounted(use, at)) continue;
                used++;
                if (cap.reserve().isPresent() && isAtOrBelow(cap.reserve().get().topic(), use.topic())) kept++;
            }
            if (cap.reserve().isEmpty() || isAtOrBelow(cap.reserve().get().topic(), topic)) return used < cap.max();
            return used + Math.max(0, cap.reserve().get().n() - kept) < cap.max();
        }

        /** The first quarter of an hour from this one on in which it admits the topic. */
        Optional<Instant> opens(String topic, Instant at) {
            var next = at;
            for (var i = 0; i < STEPS; i++) {
                if (admits(topic, next)) return Optional.of(next);
                next = next.plus(STEP);
            }
            return Optional.empty();
        }

        private boolean isCounted(CountedPermit use, Instant at) {
            if (!cap.topic().equals("*") && !isAtOrBelow(cap.topic(), use.topic())) return false;
            var then = use.at().atZone(zone).toLocalDate();
            var now = at.atZone(zone).toLocalDate();
            return switch (cap.per()) {
                case "day" -> then.equals(now);
                case "week" -> monday(then).equals(monday(now));
                case "month" -> then.getYear() == now.getYear() && then.getMonth() == now.getMonth();
                default -> at.isBefore(use.at().plus(Duration.parse(cap.per())));
            };
        }

        private static LocalDate monday(LocalDate day) {
            var monday = day;
            while (monday.getDayOfWeek() != DayOfWeek.MONDAY) monday = monday.minusDays(1);
            return monday;
        }

        private static boolean isAtOrBelow(String ancestor, String topic) {
            return (topic + ".").startsWith(ancestor + ".");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "PT5H", "PT24H", "P1D", "P7D", "P30D", "day", "week", "month"})
    void itSaysWhatCountingByHandSays(String per) {
        var random = new Random(per.hashCode());
        var reached = 0;
        for (var i = 0; i < 150; i++) {
            var cap = cap(random, per);
            var zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            var uses = uses(random, per);
            var topic = topic(random);
            var oracle = new Oracle(cap, zone, uses);
            var spent = Limit.of(cap, "preference", List.of(zone)).spent(topic, uses, NOW);
            var admits = Limit.of(cap, "preference", List.of(zone)).admits(topic, spent.used(), spent.kept());
            assertEquals(oracle.admits(topic, NOW), admits, () -> cap + " in " + zone + " after " + uses);
            var opens = oracle.opens(topic, NOW);
            assertEquals(opens.filter(_ -> !admits), spent.free(), () -> cap + " in " + zone + " after " + uses);
            if (!admits) reached++;
        }
        assertTrue(reached > 20 && reached < 130, "of both kinds: " + reached);
    }

    @Test
    void itNeverGivesOutMoreThanItsNumberInAnyWindow() {
        var random = new Random(3);
        for (var i = 0; i < 200; i++) {
            var cap = new Cap(
                    "*", "*", "*", 1 + random.nextInt(4), "PT" + (1 + random.nextInt(30)) + "H", Optional.empty());
            var limit = Limit.of(cap, "preference", List.of(ZoneId.of("UTC")));
            var uses = new ArrayList<CountedPermit>();
            var at = NOW;
            for (var n = 0; n < 120; n++) {
                at = at.plus(Duration.ofMinutes(random.nextInt(240)));
                var spent = limit.spent("offers", uses, at);
                if (limit.admits("offers", spent.used(), spent.kept())) uses.add(use(n, at, "offers"));
            }
            for (var first : uses) {
                var end = first.at().plus(Duration.parse(cap.per()));
                var within = uses.stream()
                        .filter(it -> !it.at().isBefore(first.at()) && it.at().isBefore(end))
                        .count();
                assertTrue(within <= cap.max(), () -> within + " in one window of " + cap);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # case                                | per   | zone                 | now                  | free
        the day of the shift to summer        | day   | Europe/Paris         | 2026-03-29T10:00:00Z | 2026-03-29T22:00:00Z
        the day of the shift back             | day   | Europe/Paris         | 2026-10-25T10:00:00Z | 2026-10-25T23:00:00Z
        midnight in a gap                     | day   | America/Havana       | 2026-03-07T12:00:00Z | 2026-03-08T05:00:00Z
        half an hour                          | day   | Australia/Lord_Howe  | 2026-04-04T20:00:00Z | 2026-04-05T13:30:00Z
        a week over a shift                   | week  | Europe/Paris         | 2026-03-27T10:00:00Z | 2026-03-29T22:00:00Z
        a month over a shift                  | month | Europe/Paris         | 2026-03-27T10:00:00Z | 2026-03-31T22:00:00Z
        the end of the year                   | month | Pacific/Apia         | 2026-12-20T10:00:00Z | 2026-12-31T11:00:00Z
        the day that Apia left out            | day   | Pacific/Apia         | 2011-12-30T09:00:00Z | 2011-12-30T10:00:00Z
        """)
    void aCalendarEndsAtTheLocalMidnight(String name, String per, ZoneId zone, Instant now, Instant free) {
        var limit = Limit.of(new Cap("*", "*", "*", 1, per, Optional.empty()), "preference", List.of(zone));
        var spent = limit.spent("offers", List.of(use(1, now, "offers")), now);
        assertEquals(Optional.of(free), spent.free());
    }

    @Test
    void whereThereAreSeveralZonesAllOfThemAgree() {
        var zones = List.of(ZoneId.of("America/New_York"), ZoneId.of("America/Los_Angeles"));
        var limit = Limit.of(new Cap("*", "*", "*", 1, "day", Optional.empty()), "preference", zones);
        // 23:30 of the day before in New York, 20:30 in Los Angeles.
        var use = use(1, Instant.parse("2026-06-02T03:30:00Z"), "offers");
        var spent = limit.spent("offers", List.of(use), Instant.parse("2026-06-02T04:30:00Z"));
        assertEquals(new CapCount("preference", 1, 0, Optional.of(Instant.parse("2026-06-02T07:00:00Z"))), spent);
    }

    @Test
    void ofALawAPermitIsAnAttemptOfItsControllerWhateverItIsAbout() {
        var law = new Law(
                "fr-calls",
                1,
                List.of("FR"),
                Set.of("voice"),
                Set.of("marketing"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(new Law.Frequency(1, "P30D", Law.Each.CONTROLLER)),
                Optional.empty(),
                new Law.Exceptions(false, false),
                Instant.EPOCH,
                Optional.empty());
        var where = new Jurisdictions(
                List.of(new Jurisdictions.Bound(law, List.of(ZoneId.of("Europe/Paris")))),
                Optional.empty(),
                Holidays.NONE);
        var question = question("voice", "offers");
        var facts = new Facts(NOW, Terms.EMPTY, List.of(), OFFERS, where);
        var limits = Limits.of(question, facts, List.of());
        assertEquals(List.of("law:fr-calls"), limits.stream().map(Limit::source).toList());
        var call = new CountedPermit(
                new UUID(9, 1), NOW.minusSeconds(60), "acme", "offers.bags", "marketing", "voice", true);
        assertEquals(1, limits.getFirst().spent("offers", List.of(call), NOW).used());
        var others = List.of(
                new CountedPermit(new UUID(9, 2), NOW, "globex", "offers", "marketing", "voice", true),
                new CountedPermit(new UUID(9, 3), NOW, "acme", "offers", "marketing", "sms", true),
                new CountedPermit(new UUID(9, 4), NOW, "acme", "orders", "service", "voice", false));
        assertEquals(0, limits.getFirst().spent("offers", others, NOW).used());
    }

    @Test
    void theReasonSaysWhoseCapItIs() {
        var terms = Terms.EMPTY.after(new Effect.Preferred(new Preferences(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(cap(1, "P7D")),
                List.of(),
                List.of())));
        var facts = new Facts(NOW, terms, List.of(), OFFERS);
        var question = question("email", "offers");
        var limits = Limits.of(question, facts, List.of(new Cap("*", "acme", "*", 2, "P1D", Optional.empty())));
        var uses = List.of(use(1, NOW.minusSeconds(3600), "offers"), use(2, NOW.minusSeconds(60), "offers"));
        var decision = Policy.decide(question, facts.with(Limits.used(limits, question, uses, NOW)));
        var told = decision.reasons().stream()
                .filter(reason -> reason.code() == Reason.Code.CAP_REACHED)
                .map(reason -> reason.source().orElse("") + " " + reason.until().orElseThrow())
                .toList();
        assertEquals(List.of("preference 2026-04-04T11:59:00Z", "controller:acme 2026-03-29T11:00:00Z"), told);
    }

    @Test
    void whatNoCapCanCountAnyMoreIsForgotten() {
        var terms = Terms.EMPTY.after(new Effect.Preferred(new Preferences(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(new Cap("email", "*", "*", 1, "P7D", Optional.empty())),
                List.of(),
                List.of())));
        var young = use(1, NOW.minus(Duration.ofDays(6)), "offers");
        var old = use(2, NOW.minus(Duration.ofDays(7)), "offers");
        var bySms = new CountedPermit(new UUID(9, 3), NOW, "acme", "offers", "marketing", "sms", true);
        var all = List.of(young, old, bySms);
        assertEquals(List.of(young), Limits.counting(all, terms, List.of(), List.of(), NOW));
        var house = List.of(new Cap("sms", "acme", "*", 1, "day", Optional.empty()));
        assertEquals(List.of(young, bySms), Limits.counting(all, terms, house, List.of(), NOW));
    }

    private static Cap cap(int max, String per) {
        return new Cap("*", "*", "*", max, per, Optional.empty());
    }

    private static Cap cap(Random random, String per) {
        var max = random.nextInt(6);
        var reserve = random.nextBoolean()
                ? Optional.of(
                        new Reserve(random.nextBoolean() ? "offers.shoes" : "offers.bags", random.nextInt(max + 1)))
                : Optional.<Reserve>empty();
        return new Cap("*", "*", random.nextBoolean() ? "*" : "offers", max, per, reserve);
    }

    private static List<CountedPermit> uses(Random random, String per) {
        var back = per.startsWith("P") ? Duration.parse(per).toHours() * 2 : 24 * 40;
        var uses = new ArrayList<CountedPermit>();
        var number = random.nextInt(per.startsWith("P") || per.equals("month") ? 8 : 60);
        for (var i = 0; i < number; i++) {
            var quarters = random.nextInt((int) back * 4) + 1;
            uses.add(use(i, NOW.minus(STEP.multipliedBy(quarters)), topic(random)));
        }
        return uses;
    }

    private static String topic(Random random) {
        return List.of("offers", "offers.shoes", "offers.shoes.running", "offers.bags")
                .get(random.nextInt(4));
    }

    private static CountedPermit use(int number, Instant at, String topic) {
        return new CountedPermit(new UUID(9, number), at, "acme", topic, "marketing", "email", true);
    }

    private static Question question(String channel, String topic) {
        return new Question("acme", topic, channel, Optional.of(POINT), Authorship.AUTOMATED, false);
    }
}
