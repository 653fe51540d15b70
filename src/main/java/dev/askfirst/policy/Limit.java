package dev.askfirst.policy;

import dev.askfirst.policy.attention.Budget;
import dev.askfirst.policy.attention.Waiting;
import dev.askfirst.policy.term.Approach;
import dev.askfirst.policy.term.Attention;
import dev.askfirst.policy.term.Intent;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A cap, whoever set it: the person, a controller or a law. It counts what it binds.
 *
 * @param source {@code preference}, {@code controller:acme} or {@code law:fr-calls}
 * @param channels none is every channel
 * @param kinds none is every kind of purpose
 * @param controller or {@link Scope#ALL}
 * @param topic or {@link Scope#ALL}
 * @param onlyConsent whether topics that need no consent are left alone
 * @param zones a cap by the calendar must be kept in all of these; never empty
 * @param own what it counts in a way of its own; empty for a cap that counts all permits that it binds
 */
public record Limit(
        String source,
        Set<String> channels,
        Set<String> kinds,
        String controller,
        String topic,
        boolean onlyConsent,
        int max,
        Per per,
        Optional<Preferences.Reserve> reserve,
        List<ZoneId> zones,
        Optional<Counting> own) {

    /** What a limit counts that is no ordinary cap. */
    sealed interface Counting {
        /** The confirmations of a STOP, and nothing else; every other cap counts none of them. */
        record Confirmations(UUID stop) implements Counting {}

        /** Only what was at the place of the question. */
        record AtPlace() implements Counting {}

        /** The permits of an intent, and nothing else: as many as it allows, and no time gives any back. */
        record OfIntent(UUID intent) implements Counting {}

        /** Units of a person's attention in place of permits. */
        record Units(Budget budget) implements Counting {}
    }

    /** How the source of such a limit begins; the id of the intent follows. */
    static final String INTENT = "intent:";

    public Limit {
        channels = Set.copyOf(channels);
        kinds = Set.copyOf(kinds);
        zones = List.copyOf(zones);
    }

    static Limit of(Preferences.Cap cap, String source, List<ZoneId> zones) {
        return new Limit(
                source,
                cap.channel().equals(Scope.ALL) ? Set.of() : Set.of(cap.channel()),
                Set.of(),
                cap.controller(),
                cap.topic(),
                cap.topic().equals(Scope.ALL),
                cap.max(),
                Per.parse(cap.per()).orElseThrow(),
                cap.reserve(),
                zones,
                Optional.empty());
    }

    /**
     * The limit that a law sets for this controller and, if the law counts each topic, for this topic and those below
     * it.
     */
    static Limit of(Law law, Law.Frequency often, String controller, String topic, List<ZoneId> zones) {
        return new Limit(
                law.source(),
                law.channels(),
                law.kinds(),
                controller,
                often.each() == Law.Each.TOPIC ? topic : Scope.ALL,
                false,
                often.max(),
                Per.parse(often.per()).orElseThrow(),
                Optional.empty(),
                zones,
                Optional.empty());
    }

    /** A STOP is confirmed once. */
    static Limit of(ConfirmableStop stop) {
        var per = new Per.Rolling(ConfirmableStop.LONGEST);
        return counting(stop.law(), Set.of(), false, 1, per, new Counting.Confirmations(stop.id()));
    }

    /** One approach at a place in such a time, about what needs consent. */
    static Limit atOnePlace(String source, Duration time) {
        return counting(source, Set.of(Approach.CHANNEL), true, 1, new Per.Rolling(time), new Counting.AtPlace());
    }

    /** As many messages as the intent allows. */
    static Limit of(Intent intent) {
        var per = new Per.Rolling(Intent.REST);
        var own = new Counting.OfIntent(intent.id());
        return counting(INTENT + intent.id(), Set.of(), false, intent.max(), per, own);
    }

    /** A person's budget of attention. */
    static Limit of(Budget budget) {
        var units = budget.attention().perWeek();
        var per = new Per.Rolling(Attention.WEEK);
        return counting(Budget.SOURCE, Set.of(), true, units, per, new Counting.Units(budget));
    }

    private static Limit counting(
            String source, Set<String> channels, boolean onlyConsent, int max, Per per, Counting own) {
        return new Limit(
                source,
                channels,
                Set.of(),
                Scope.ALL,
                Scope.ALL,
                onlyConsent,
                max,
                per,
                Optional.empty(),
                List.of(ZoneOffset.UTC),
                Optional.of(own));
    }

    /** Whether it counts only what was at the place of the question. */
    public boolean samePlace() {
        return own(Counting.AtPlace.class).isPresent();
    }

    /** The intent of which it counts the permits. */
    Optional<UUID> intent() {
        return own(Counting.OfIntent.class).map(Counting.OfIntent::intent);
    }

    private Optional<UUID> confirms() {
        return own(Counting.Confirmations.class).map(Counting.Confirmations::stop);
    }

    private Optional<Budget> budget() {
        return own(Counting.Units.class).map(Counting.Units::budget);
    }

    private <C extends Counting> Optional<C> own(Class<C> kind) {
        return own.filter(kind::isInstance).map(kind::cast);
    }

    /** Whether it counts this permit, and so binds the question that got it. */
    boolean counts(CountedPermit use) {
        if (intent().isPresent()) return intent().equals(use.intent());
        if (budget().filter(it -> it.attention().weight(use.channel()) == 0).isPresent()) return false;
        return confirms().equals(use.confirms())
                && (channels.isEmpty() || channels.contains(use.channel()))
                && (kinds.isEmpty() || kinds.contains(use.kind()))
                && (controller.equals(Scope.ALL) || controller.equals(use.controller()))
                && (topic.equals(Scope.ALL) ? use.needsConsent() || !onlyConsent : Scope.covers(topic, use.topic()));
    }

    /** Whether it can still count a permit at this instant. */
    boolean mayCount(CountedPermit use, Instant at) {
        return counts(use) && at.isBefore(use.at().plus(per.longest()));
    }

    /** Whether too little is left for this question. */
    boolean isReached(Question question, CapCount spent) {
        if (budget().isEmpty()) return !admits(question.topic(), spent.used(), spent.kept());
        var units = budget().get().attention().weight(question.channel());
        return spent.used() + spent.kept() + spent.held() + units > max;
    }

    /** Whether a slot is left for this topic; slots in reserve are left for the topic of the reserve alone. */
    boolean admits(String asked, int used, int kept) {
        var held = reserve.filter(it -> !Scope.covers(it.topic(), asked))
                .map(it -> Math.max(0, it.n() - kept))
                .orElse(0);
        return used + held < max;
    }

    /** What is used up of it at this instant, for this question. */
    CapCount spent(Question question, List<CountedPermit> uses, Waiting waiting, Instant at) {
        if (budget().isEmpty()) return spent(question.topic(), uses, at);
        var budget = budget().get();
        var counted = Limits.counted(budget, uses);
        var left = budget.left(question.controller(), question.topic(), question.channel(), counted, waiting, at);
        return new CapCount(source, left.used(), left.kept(), left.free(), left.held());
    }

    /** The same of all but a budget of attention, for a question about this topic. */
    CapCount spent(String asked, List<CountedPermit> uses, Instant at) {
        var counted = uses.stream().filter(this::counts).toList();
        if (confirms().isPresent()) return new CapCount(source, counted.size(), 0, Optional.empty());
        if (intent().isPresent()) return usedUp(counted);
        return switch (per) {
            case Per.Rolling rolling -> rolling(asked, counted, at, rolling);
            case Per.Calendar calendar ->
                zones.stream()
                        .map(zone -> byCalendar(asked, counted, at, calendar, zone))
                        .max(strictest(asked))
                        .orElseThrow();
        };
    }

    /** Whether it counts the same permits over the same time as another one, whatever their maxima are. */
    boolean countsAs(Limit other) {
        return source.equals(other.source)
                && channels.equals(other.channels)
                && kinds.equals(other.kinds)
                && controller.equals(other.controller)
                && topic.equals(other.topic)
                && onlyConsent == other.onlyConsent
                && per.equals(other.per)
                && zones.equals(other.zones)
                && own.equals(other.own)
                && reserve.map(Preferences.Reserve::topic).equals(other.reserve.map(Preferences.Reserve::topic));
    }

    /**
     * What is used up of it, from what was counted of another one that counts the same; empty if that does not tell when
     * there would be a slot again.
     */
    Optional<CapCount> recounted(Limit other, CapCount count, String asked, Instant at) {
        if (equals(other)) return Optional.of(count);
        if (admits(asked, count.used(), count.kept()) || !admits(asked, 0, 0))
            return Optional.of(new CapCount(source, count.used(), count.kept(), Optional.empty()));
        if (!(per instanceof Per.Calendar calendar) || zones.size() > 1) return Optional.empty();
        var free = Optional.of(calendar.end(at, zones.getFirst()));
        return Optional.of(new CapCount(source, count.used(), count.kept(), free));
    }

    /** The count of an intent: once it is used up, {@code free} is when its topic may be asked about again. */
    private CapCount usedUp(List<CountedPermit> counted) {
        var last = counted.stream()
                .map(CountedPermit::at)
                .sorted()
                .skip(Math.max(0, max - 1))
                .findFirst();
        return new CapCount(source, counted.size(), 0, last.map(it -> it.plus(Intent.REST)));
    }

    private CapCount rolling(String asked, List<CountedPermit> counted, Instant at, Per.Rolling rolling) {
        var left = new ArrayList<>(counted.stream()
                .filter(use -> at.isBefore(use.at().plus(rolling.length())))
                .sorted(Comparator.comparing(CountedPermit::at))
                .toList());
        var used = left.size();
        var kept = kept(left);
        var free = Optional.<Instant>empty();
        while (!admits(asked, left.size(), kept(left)) && !left.isEmpty()) {
            free = Optional.of(left.removeFirst().at().plus(rolling.length()));
        }
        return new CapCount(source, used, kept, admits(asked, left.size(), kept(left)) ? free : Optional.empty());
    }

    private CapCount byCalendar(
            String asked, List<CountedPermit> counted, Instant at, Per.Calendar calendar, ZoneId zone) {
        var start = calendar.start(at, zone);
        var current = counted.stream().filter(use -> !use.at().isBefore(start)).toList();
        var kept = kept(current);
        var reached = !admits(asked, current.size(), kept);
        var free = reached && admits(asked, 0, 0) ? Optional.of(calendar.end(at, zone)) : Optional.<Instant>empty();
        return new CapCount(source, current.size(), kept, free);
    }

    private int kept(List<CountedPermit> uses) {
        if (reserve.isEmpty()) return 0;
        return (int) uses.stream()
                .filter(use -> Scope.covers(reserve.get().topic(), use.topic()))
                .count();
    }

    /** Puts the zone that blocks the message longest last. */
    private Comparator<CapCount> strictest(String asked) {
        return Comparator.comparing((CapCount it) -> !admits(asked, it.used(), it.kept()))
                .thenComparing(it -> it.free().orElse(Instant.EPOCH))
                .thenComparing(CapCount::used);
    }
}
