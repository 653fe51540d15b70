package dev.askfirst.selfservice.preferences;

import dev.askfirst.person.point.PreferencesJson;
import dev.askfirst.policy.term.Preferences.Day;
import dev.askfirst.selfservice.form.Form;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The hours of a week as the form has them: a row for each day. What somebody filled in is kept as they did, also where it
 * cannot be read.
 *
 * @param orderly whether each day was ticked at most once, nothing but days was, and no day has more fields than there may be
 */
record WeekRows(List<Row> rows, boolean orderly) {

    static final String TICKED = "day";
    /** As many windows as somebody can have. */
    private static final int MOST = 50;

    private static final Hours NONE = new Hours("", "");
    private static final Hours USUAL = new Hours("09:00", "18:00");

    /** One day; if it is not open, its hours only stand ready. */
    public record Row(Day day, boolean open, List<Hours> hours) {}

    /** As it stands in two fields; both may be empty. */
    public record Hours(String from, String to) {

        private boolean isEmpty() {
            return from.isEmpty() && to.isEmpty();
        }

        private Optional<WeekHours.Span> span() {
            var begin = PreferencesJson.minutes(from);
            var end = PreferencesJson.minutes(to);
            if (begin.isEmpty() || end.isEmpty() || begin.get() >= end.get()) return Optional.empty();
            return Optional.of(new WeekHours.Span(begin.get(), end.get()));
        }
    }

    static WeekRows of(BitSet open) {
        var most = WeekHours.DAYS.stream()
                .mapToInt(day -> WeekHours.on(day, open).size())
                .max()
                .orElse(1);
        return new WeekRows(
                WeekHours.DAYS.stream()
                        .map(day -> row(day, open, Math.max(1, most)))
                        .toList(),
                true);
    }

    private static Row row(Day day, BitSet open, int fields) {
        var hours = new ArrayList<>(WeekHours.on(day, open).stream()
                .map(it -> new Hours(PreferencesJson.clock(it.from()), PreferencesJson.clock(it.to())))
                .toList());
        var isOpen = !hours.isEmpty();
        if (!isOpen) hours.add(USUAL);
        while (hours.size() < fields) hours.add(NONE);
        return new Row(day, isOpen, hours);
    }

    /** As a form says it; empty if it has no such fields. */
    static Optional<WeekRows> of(Form form) {
        if (WeekHours.DAYS.stream().allMatch(day -> form.all(from(day)).isEmpty())) return Optional.empty();
        var ticked = form.all(TICKED);
        var names = WeekHours.DAYS.stream().map(Enum::name).toList();
        var rows = WeekHours.DAYS.stream()
                .map(day -> new Row(day, ticked.contains(day.name()), hours(form.all(from(day)), form.all(to(day)))))
                .toList();
        var few = rows.stream().allMatch(it -> it.hours().size() <= MOST);
        var once = Set.copyOf(ticked).size() == ticked.size();
        return Optional.of(new WeekRows(rows, few && once && names.containsAll(ticked)));
    }

    private static List<Hours> hours(List<String> from, List<String> to) {
        var hours = new ArrayList<Hours>();
        // One more than there may be is enough to tell.
        for (var i = 0; i < Math.min(MOST + 1, Math.max(from.size(), to.size())); i++) {
            hours.add(new Hours(
                    i < from.size() ? from.get(i).strip() : "",
                    i < to.size() ? to.get(i).strip() : ""));
        }
        return hours.isEmpty() ? List.of(NONE) : hours;
    }

    static String from(Day day) {
        return day.name() + "-from";
    }

    static String to(Day day) {
        return day.name() + "-to";
    }

    /** The first day whose hours cannot be read: not times, an end that is not after its beginning, or the same time twice. */
    Optional<Day> wrong() {
        return rows.stream()
                .filter(Row::open)
                .filter(it -> !isRight(it))
                .map(Row::day)
                .findFirst();
    }

    private static boolean isRight(Row row) {
        var last = -1;
        for (var hours : row.hours()) {
            if (hours.isEmpty()) continue;
            var span = hours.span();
            if (span.isEmpty() || span.get().from() < last) return false;
            last = span.get().to();
        }
        return last >= 0;
    }

    /** The minutes that are open, as far as they can be read. */
    BitSet open() {
        var open = new BitSet(WeekHours.WEEK);
        for (var row : rows) {
            if (!row.open()) continue;
            row.hours().stream().flatMap(it -> it.span().stream()).forEach(span -> {
                var begin = row.day().ordinal() * WeekHours.DAY;
                open.set(begin + span.from(), begin + span.to());
            });
        }
        return open;
    }

    /** The same with the hours of one day on others too. */
    WeekRows copied(Day from, List<Day> to) {
        var row = rows.get(from.ordinal());
        return new WeekRows(
                rows.stream()
                        .map(it -> to.contains(it.day()) ? new Row(it.day(), row.open(), row.hours()) : it)
                        .toList(),
                orderly);
    }

    /** Whether a day can have a second time. */
    boolean hasSecond() {
        return rows.stream().anyMatch(it -> it.hours().size() > 1);
    }

    /** The same with fields for one more time each day. */
    WeekRows withMore() {
        return new WeekRows(
                rows.stream()
                        .map(it -> new Row(
                                it.day(),
                                it.open(),
                                Stream.concat(it.hours().stream(), Stream.of(NONE))
                                        .toList()))
                        .toList(),
                orderly);
    }
}
