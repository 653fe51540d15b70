package dev.askfirst.law;

import dev.askfirst.platform.time.Zones;
import dev.askfirst.policy.Clocks;
import dev.askfirst.policy.Holidays;
import dev.askfirst.policy.Jurisdictions;
import dev.askfirst.policy.Law;
import dev.askfirst.policy.term.Preferences;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds where a person may be and what law binds there: the zone and country they stated, else every place of their number
 * and country. A message must fit all of them.
 */
@ApplicationScoped
public class Locator {

    private final Numbers numbers;
    private final Calendars calendars;

    Locator(Numbers numbers, Calendars calendars) {
        this.numbers = numbers;
        this.calendars = calendars;
    }

    /** Loads one-time data in the background before the first question needs it. */
    void readAhead(@Observes StartupEvent started) {
        Thread.ofPlatform().name("law").daemon().priority(Thread.MIN_PRIORITY).start(() -> {
            numbers.places("+12125550100");
            calendars.readAhead(ShippedLaws.load().rows().stream()
                    .flatMap(row -> row.calendar().stream())
                    .distinct()
                    .toList());
        });
    }

    /** Holidays everywhere. */
    public Holidays holidays() {
        return calendars;
    }

    /**
     * What is known of somebody's place.
     *
     * @param number in E.164, of contacts that are telephone numbers
     */
    public record Known(Optional<String> number, Preferences preferences) {}

    /**
     * The jurisdictions for a message that these rows bind; nothing is looked up if none of them is in force at
     * {@code at} or later.
     */
    public Jurisdictions jurisdictions(List<Law> laws, Known known, Instant at, Holidays holidays) {
        return jurisdictions(laws, known, at, holidays, Zones.current()::named);
    }

    /** The same, with the person's own zone read by these clocks. */
    public Jurisdictions jurisdictions(List<Law> laws, Known known, Instant at, Holidays holidays, Clocks clocks) {
        var calendar = known.preferences().meansHolidays() ? calendar(known.preferences()) : Optional.<String>empty();
        var bound = laws.isEmpty() ? List.<Jurisdictions.Bound>of() : bound(laws, known, at);
        return new Jurisdictions(bound, calendar, holidays, clocks);
    }

    private List<Jurisdictions.Bound> bound(List<Law> laws, Known known, Instant at) {
        var bound = new ArrayList<Jurisdictions.Bound>();
        var places = List.<Place>of();
        for (var law : laws) {
            if (!law.matters(at)) continue;
            if (places.isEmpty()) places = places(known);
            var zones = new LinkedHashSet<ZoneId>();
            for (var place : places) if (law.jurisdictions().stream().anyMatch(place::liesIn)) zones.add(place.zone());
            if (zones.isEmpty()) continue;
            zones.addAll(law.alsoIn());
            bound.add(new Jurisdictions.Bound(law, List.copyOf(zones)));
        }
        return bound;
    }

    /**
     * By when something must have been done that somebody sent at this instant: the earliest end that these rows name for any
     * place where they may be. Rows for unknown places count where no other row does.
     *
     * @param deadline the one of a row that is meant
     */
    public Optional<Instant> due(
            List<LawRow> rows, Function<LawRow, Optional<LawRow.Deadline>> deadline, Known known, Instant sent) {
        return places(known).stream()
                .flatMap(place -> Deadlines.at(rows, place).stream()
                        .map(row ->
                                Deadlines.end(row, deadline.apply(row).orElseThrow(), place.zone(), sent, calendars)))
                .min(Instant::compareTo);
    }

    /**
     * Those of these rows that hold where somebody may be, if in each such place one of them does; empty if there is a place
     * without.
     */
    Optional<List<LawRow>> confirming(List<LawRow> rows, Known known) {
        var all = new LinkedHashSet<LawRow>();
        for (var place : places(known)) {
            var here = rows.stream()
                    .filter(row -> row.jurisdictions().stream().anyMatch(place::liesIn))
                    .toList();
            if (here.isEmpty()) return Optional.empty();
            all.addAll(here);
        }
        return Optional.of(List.copyOf(all));
    }

    /** The rows among these that hold anywhere somebody may be; those for unknown places where no other row does. */
    public List<LawRow> holding(List<LawRow> rows, Known known) {
        return places(known).stream()
                .flatMap(place -> Deadlines.at(rows, place).stream())
                .distinct()
                .toList();
    }

    /** Whether somebody may be in one of these countries, or parts of one. */
    public boolean mayBeIn(List<String> jurisdictions, Known known) {
        return places(known).stream().anyMatch(place -> jurisdictions.stream().anyMatch(place::liesIn));
    }

    /**
     * The time zones in which somebody may be of whom this is known, one for each clock, and of several the one that is named
     * for most of its country; none if nothing is known.
     */
    public List<String> zones(Known known) {
        var clocks = new ArrayList<Place>();
        for (var place : places(known)) {
            if (place.code().equals(Place.UNKNOWN)) return List.of();
            if (clocks.stream().noneMatch(it -> it.keepsTimeOf(place.zone()))) clocks.add(place);
        }
        return clocks.stream().map(Countries::usualZone).toList();
    }

    /** Never empty. */
    List<Place> places(Known known) {
        var country = known.preferences().country();
        var zone = known.preferences().timeZone().map(Zones.current()::named);
        var numbered = known.number().map(numbers::places).orElse(List.of());
        // A stated place within the places of the number narrows those.
        var agreed = country.map(it ->
                        numbered.stream().filter(place -> place.liesIn(it)).toList())
                .orElse(numbered);
        if (country.isPresent() && zone.isPresent()) {
            var kept = Countries.keeping(agreed, zone.get());
            return kept.isEmpty() ? Countries.in(Countries.of(country.get()), zone.get()) : kept;
        }
        if (!agreed.isEmpty() && country.isPresent()) return agreed;
        var all = new LinkedHashSet<>(numbered);
        country.map(Countries::of).ifPresent(all::addAll);
        if (zone.isPresent()) return inZone(List.copyOf(all), zone.get());
        return all.isEmpty() ? Countries.ANYWHERE : List.copyOf(all);
    }

    /**
     * A stated zone that does not fit the number means that the person may be elsewhere: the laws there bind as well.
     */
    private static List<Place> inZone(List<Place> numbered, ZoneId zone) {
        var stated = Countries.of(zone);
        var all = new LinkedHashSet<>(Countries.in(numbered, zone));
        if (numbered.stream().noneMatch(place -> place.keepsTimeOf(zone) && place.sharesCountry(stated.getFirst())))
            all.addAll(stated);
        return List.copyOf(all);
    }

    /** Whether a calendar of holidays is known for somebody with these preferences. */
    public static boolean knowsHolidays(Preferences preferences) {
        return calendar(preferences).isPresent();
    }

    /** Holidays are those of the stated country, or of the country of the stated zone. */
    private static Optional<String> calendar(Preferences preferences) {
        return preferences
                .country()
                .or(() -> preferences
                        .timeZone()
                        .map(zone -> Countries.of(Zones.current().named(zone))
                                .getFirst()
                                .code()
                                .substring(0, 2)))
                .flatMap(Locator::calendar);
    }

    /** That of the part of a country, or else of the country. */
    private static Optional<String> calendar(String country) {
        return Optional.of(country)
                .filter(Calendars::known)
                .or(() -> Optional.of(country.substring(0, 2)).filter(Calendars::known));
    }
}
