package dev.askfirst.policy;

import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Facts of policy for tests of its parts, all about one question. */
final class Made {

    static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");
    static final List<ZoneId> UTC = List.of(ZoneOffset.UTC);
    static final UUID POINT = new UUID(7, 1);
    static final TopicRules OFFERS = new TopicRules("offers", "marketing", true, false, true);
    static final TopicRules ORDERS = new TopicRules("orders", "service", false, false, false);
    static final Question QUESTION =
            new Question("acme", "offers", "email", Optional.of(POINT), Authorship.AUTOMATED, false);
    static final Scope AT = Scope.of("acme", "offers", "email").at(POINT);

    private Made() {}

    static Terms terms(ConsentStatement... words) {
        var terms = Terms.EMPTY;
        for (var word : words) terms = terms.with(word);
        return terms;
    }

    static Terms terms(Preferences preferences) {
        return Terms.EMPTY.after(new Effect.Preferred(preferences));
    }

    static Facts facts(Terms terms) {
        return facts(terms, List.of());
    }

    static Facts facts(Terms terms, List<Jurisdictions.Bound> laws) {
        return new Facts(NOW, terms, List.of(), OFFERS, new Jurisdictions(laws, Optional.empty(), Holidays.NONE));
    }

    static Law law(int n, String per, boolean consentLifts) {
        return law(n, per, consentLifts, Instant.EPOCH);
    }

    static Law law(int n, String per, boolean consentLifts, Instant from) {
        return row(
                n,
                Optional.of(new Law.Frequency(3, per, Law.Each.CONTROLLER)),
                Optional.empty(),
                from,
                false,
                consentLifts);
    }

    /** So many a day, for each of these. */
    static Law daily(int max, Law.Each each) {
        return row(1, Optional.of(new Law.Frequency(max, "day", each)), Optional.empty(), Instant.EPOCH, false, false);
    }

    /** In force until then. */
    static Law ending(Instant end) {
        var law = daily(1, Law.Each.CONTROLLER);
        return new Law(
                law.id(),
                law.version(),
                law.jurisdictions(),
                law.channels(),
                law.kinds(),
                law.hours(),
                law.calendar(),
                law.alsoIn(),
                law.frequency(),
                law.afterRefusal(),
                law.exceptions(),
                law.validFrom(),
                Optional.of(end));
    }

    static Law rest(Instant from, boolean critical) {
        return row(1, Optional.empty(), Optional.of(Period.ofMonths(1)), from, critical, false);
    }

    static Law row(
            int n,
            Optional<Law.Frequency> often,
            Optional<Period> rest,
            Instant from,
            boolean critical,
            boolean consent) {
        return new Law(
                "row-" + n,
                1,
                List.of("FR"),
                Set.of("email"),
                Set.of("marketing"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                often,
                rest,
                new Law.Exceptions(critical, consent),
                from,
                Optional.empty());
    }

    static CountedPermit use(int hours, String topic) {
        return new CountedPermit(
                UUID.randomUUID(), NOW.plusSeconds(hours * 3_600L), "acme", topic, "marketing", "email", true);
    }

    static Preferences.Cap cap(String topic, int max, String per) {
        return new Preferences.Cap("*", "acme", topic, max, per, Optional.empty());
    }

    static Preferences.Window window(Set<Preferences.Day> days) {
        return new Preferences.Window("*", "*", days, 540, 1080);
    }

    static Preferences preferences(List<Preferences.Window> windows, Preferences.Cap... caps) {
        return new Preferences(
                Optional.empty(), Optional.of("UTC"), Optional.empty(), windows, List.of(caps), List.of(), List.of());
    }

    static ConsentStatement.Grant yes(int id, int minute, Optional<Integer> ends, boolean pending) {
        return new ConsentStatement.Grant(
                new UUID(3, id),
                AT,
                NOW.plusSeconds(minute * 60L),
                ends.map(it -> NOW.plusSeconds(it * 60L)),
                pending,
                Optional.empty());
    }

    static ConsentStatement.Refusal no(int id, int minute, Scope scope, ConsentStatement.Refusal.Kind kind) {
        return new ConsentStatement.Refusal(new UUID(4, id), scope, NOW.plusSeconds(minute * 60L), kind, false);
    }
}
