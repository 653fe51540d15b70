package dev.askfirst.policy.term;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a person prefers besides their consent: how, when, how often, and in which language.
 *
 * @param neverOnHolidays nothing may come on a holiday, whatever the windows say
 * @param nearness what they ask of those who are near
 * @param usefulFloor below which usefulness a topic that needs consent rests, in percent: see {@link UsefulFloor}
 * @param learnsHours whether it is to be learned from what they do at which hours they act
 * @param attention how much attention they have for messages; empty for as much as it takes
 */
public record Preferences(
        Optional<String> locale,
        Optional<String> timeZone,
        Optional<String> country,
        List<Window> windows,
        List<Cap> caps,
        List<AuthorshipChoice> authorship,
        List<String> preferredChannels,
        boolean neverOnHolidays,
        Nearness nearness,
        Optional<Integer> usefulFloor,
        boolean learnsHours,
        Optional<Attention> attention) {

    /** Preferences of somebody who asks nothing of those who are near, and lets nothing rest. */
    public Preferences(
            Optional<String> locale,
            Optional<String> timeZone,
            Optional<String> country,
            List<Window> windows,
            List<Cap> caps,
            List<AuthorshipChoice> authorship,
            List<String> preferredChannels,
            boolean neverOnHolidays) {
        this(
                locale,
                timeZone,
                country,
                windows,
                caps,
                authorship,
                preferredChannels,
                neverOnHolidays,
                Nearness.ANY,
                Optional.empty(),
                false,
                Optional.empty());
    }

    /** Preferences of somebody who does not exclude holidays. */
    public Preferences(
            Optional<String> locale,
            Optional<String> timeZone,
            Optional<String> country,
            List<Window> windows,
            List<Cap> caps,
            List<AuthorshipChoice> authorship,
            List<String> preferredChannels) {
        this(locale, timeZone, country, windows, caps, authorship, preferredChannels, false);
    }

    public static final Preferences NONE = new Preferences(
            Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(), List.of());

    /** A day of the week, or a holiday, or the day before one. */
    public enum Day {
        MON,
        TUE,
        WED,
        THU,
        FRI,
        SAT,
        SUN,
        HOLIDAY,
        PRE_HOLIDAY
    }

    /**
     * When messages suit, in the person's own zone: from a minute of the day, included, to another, excluded. A window
     * that ends at or before its start ends on the next day.
     *
     * @param channel or {@link Scope#ALL}
     * @param topic or {@link Scope#ALL}
     * @param days empty means every day
     * @param from 0 to 1439
     * @param to 0 to 1440
     */
    public record Window(String channel, String topic, Set<Day> days, int from, int to) {
        public Window {
            days = Set.copyOf(days);
        }
    }

    /**
     * At most so many permits in a period.
     *
     * @param per a period in hours or days ({@code PT24H}, {@code P7D}), or {@code day}, {@code week}, {@code month}
     */
    public record Cap(String channel, String controller, String topic, int max, String per, Optional<Reserve> reserve) {

        /** Whether it counts by the calendar, and so needs to know the person's zone. */
        public boolean isByCalendar() {
            return !per.startsWith("P");
        }
    }

    /** So many slots of a cap are kept free for a topic. */
    public record Reserve(String topic, int n) {}

    /** Which authorship a person accepts, for a channel and a topic, or for all of them. */
    public record AuthorshipChoice(String channel, String topic, Set<Authorship> accepts) {
        public AuthorshipChoice {
            accepts = Set.copyOf(accepts);
        }
    }

    public Preferences {
        windows = List.copyOf(windows);
        caps = List.copyOf(caps);
        authorship = List.copyOf(authorship);
        preferredChannels = List.copyOf(preferredChannels);
    }

    /** These preferences; what they leave open is filled in from {@code known}. */
    public Preferences orElse(Preferences known) {
        return with(it -> {
            it.locale = locale.or(known::locale);
            it.timeZone = timeZone.or(known::timeZone);
            it.country = country.or(known::country);
        });
    }

    /** The same in this zone; empty if it is not known. */
    public Preferences in(Optional<String> zone) {
        return with(it -> it.timeZone = zone);
    }

    /** The same with these windows. */
    public Preferences within(List<Window> hours) {
        return with(it -> it.windows = hours);
    }

    /** The same with these caps. */
    public Preferences capped(List<Cap> most) {
        return with(it -> it.caps = most);
    }

    /** The same, of messages that are written so. */
    public Preferences writtenBy(List<AuthorshipChoice> choices) {
        return with(it -> it.authorship = choices);
    }

    /** The same, with this asked of those who are near. */
    public Preferences near(Nearness asked) {
        return with(it -> it.nearness = asked);
    }

    /** The same with another floor; empty for none. */
    public Preferences withUsefulFloor(Optional<Integer> percent) {
        return with(it -> it.usefulFloor = percent);
    }

    /** The same; hours are learned, or not. */
    public Preferences learning(boolean hours) {
        return with(it -> it.learnsHours = hours);
    }

    /** The same with another budget; empty for none. */
    public Preferences attending(Optional<Attention> budget) {
        return with(it -> it.attention = budget);
    }

    /** What of them says when messages suit, and nothing else. */
    public Preferences hours() {
        return NONE.withHoursOf(this);
    }

    /** These preferences with the hours of others. */
    public Preferences withHoursOf(Preferences other) {
        return with(it -> {
            it.timeZone = other.timeZone;
            it.windows = other.windows;
            it.neverOnHolidays = other.neverOnHolidays;
        });
    }

    private Preferences with(Consumer<Parts> change) {
        var parts = new Parts(this);
        change.accept(parts);
        return parts.whole();
    }

    /** All members, some of which are changed. */
    private static final class Parts {

        private final Preferences before;
        private Optional<String> locale;
        private Optional<String> timeZone;
        private Optional<String> country;
        private List<Window> windows;
        private List<Cap> caps;
        private List<AuthorshipChoice> authorship;
        private boolean neverOnHolidays;
        private Nearness nearness;
        private Optional<Integer> usefulFloor;
        private boolean learnsHours;
        private Optional<Attention> attention;

        private Parts(Preferences before) {
            this.before = before;
            locale = before.locale;
            timeZone = before.timeZone;
            country = before.country;
            windows = before.windows;
            caps = before.caps;
            authorship = before.authorship;
            neverOnHolidays = before.neverOnHolidays;
            nearness = before.nearness;
            usefulFloor = before.usefulFloor;
            learnsHours = before.learnsHours;
            attention = before.attention;
        }

        private Preferences whole() {
            return new Preferences(
                    locale,
                    timeZone,
                    country,
                    windows,
                    caps,
                    authorship,
                    before.preferredChannels,
                    neverOnHolidays,
                    nearness,
                    usefulFloor,
                    learnsHours,
                    attention);
        }
    }

    /** Preferences of language, zone and country alone. */
    public static Preferences of(Optional<String> locale, Optional<String> timeZone, Optional<String> country) {
        return new Preferences(locale, timeZone, country, List.of(), List.of(), List.of(), List.of());
    }

    /** Whether they depend on which days are holidays, or the days before. */
    public boolean meansHolidays() {
        return neverOnHolidays
                || windows.stream()
                        .anyMatch(it ->
                                it.days().contains(Day.HOLIDAY) || it.days().contains(Day.PRE_HOLIDAY));
    }

    /** Whether they can only be applied in the person's own zone. */
    public boolean needsZone() {
        return neverOnHolidays
                || learnsHours
                || !windows.isEmpty()
                || caps.stream().anyMatch(Cap::isByCalendar);
    }
}
