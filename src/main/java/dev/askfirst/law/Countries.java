package dev.askfirst.law;

import com.ibm.icu.util.TimeZone;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** The places of countries: of the United States by state, of others by zone. */
final class Countries {

    static final String US = "US";

    /** Where nothing is known a message must fit every clock in the world. */
    static final List<Place> ANYWHERE = IntStream.rangeClosed(-14, 12)
            .mapToObj(hours ->
                    new Place(Place.UNKNOWN, ZoneId.of("Etc/GMT" + (hours > 0 ? "+" : "") + (hours == 0 ? "" : hours))))
            .toList();

    private static final List<State> STATES = states();
    private static final Map<String, List<Place>> PLACES = new ConcurrentHashMap<>();

    private record State(String code, String name, List<ZoneId> zones) {}

    private Countries() {}

    /** Every place of a country; places anywhere where no zone of it is known. */
    static List<Place> of(String country) {
        return PLACES.computeIfAbsent(country, Countries::places);
    }

    /** The places of the country a zone belongs to that keep its time; anywhere in it where it belongs to none. */
    static List<Place> of(ZoneId zone) {
        return Optional.ofNullable(region(zone))
                .map(country -> in(of(country), zone))
                .orElseGet(() -> List.of(new Place(Place.UNKNOWN, zone)));
    }

    /** Those of these places that keep the time of a zone, in that zone; if none does, all of them in that zone. */
    static List<Place> in(List<Place> places, ZoneId zone) {
        var there = places.stream().filter(place -> place.keepsTimeOf(zone)).toList();
        return (there.isEmpty() ? places : there)
                .stream().map(place -> new Place(place.code(), zone)).distinct().toList();
    }

    /** The state that a description such as {@code New York, NY} or {@code Florida} names. */
    static Optional<String> state(String description) {
        var last = description.substring(description.lastIndexOf(',') + 1).strip();
        return STATES.stream()
                .filter(state -> state.name().equals(last) || state.code().endsWith("-" + last))
                .map(State::code)
                .findFirst();
    }

    private static String region(ZoneId zone) {
        try {
            var region = TimeZone.getRegion(zone.getId());
            return region.length() == 2 ? region : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static List<Place> places(String country) {
        if (country.equals(US)) {
            return STATES.stream()
                    .flatMap(state -> state.zones().stream().map(zone -> new Place(state.code(), zone)))
                    .distinct()
                    .toList();
        }
        var zones = TimeZone.getAvailableIDs(TimeZone.SystemTimeZoneType.CANONICAL_LOCATION, country, null);
        if (zones.isEmpty()) return ANYWHERE;
        return zones.stream()
                .sorted()
                .map(zone -> new Place(country, ZoneId.of(zone)))
                .toList();
    }

    private static List<State> states() {
        try (var lines = new BufferedReader(new InputStreamReader(
                Countries.class.getResourceAsStream("/law/us-states.tab"), StandardCharsets.UTF_8))) {
            var states = new ArrayList<State>();
            for (var line : lines.lines().filter(it -> !it.startsWith("#")).toList()) {
                var columns = line.split("\t");
                var zones =
                        List.of(columns[2].split(",")).stream().map(ZoneId::of).toList();
                states.add(new State(US + "-" + columns[0], columns[1], zones));
            }
            return List.copyOf(states);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
