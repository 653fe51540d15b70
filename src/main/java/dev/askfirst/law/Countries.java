package dev.askfirst.law;

import com.ibm.icu.text.TimeZoneNames;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import dev.askfirst.platform.json.Parts;
import dev.askfirst.platform.time.Zones;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The places of countries: of those whose parts are known by part, of others by zone. */
final class Countries {

    static final String US = "US";
    static final String CANADA = "CA";

    /** If nothing is known about the place, a message must suit every clock in the world. */
    static final List<Place> ANYWHERE = IntStream.rangeClosed(-14, 12)
            .mapToObj(hours -> place(Place.UNKNOWN, "Etc/GMT" + (hours > 0 ? "+" : "") + (hours == 0 ? "" : hours)))
            .toList();

    /** Countries with telephone numbers of their own for which the library has no time zone. */
    private static final Map<String, String> ALONE = Map.of(
            "AC", "Atlantic/St_Helena",
            "TA", "Atlantic/St_Helena",
            "XK", "Europe/Belgrade",
            "BV", "Europe/Oslo",
            "HM", "Indian/Kerguelen");

    private static final Map<String, List<Place>> PLACES = new ConcurrentHashMap<>();

    private Countries() {}

    /** Every place of a country, or of a part of one; places anywhere where no zone of it is known. */
    static List<Place> of(String country) {
        return PLACES.computeIfAbsent(country, Countries::places);
    }

    /** The places of the country a zone belongs to that keep its time; anywhere in it where it belongs to none. */
    static List<Place> of(ZoneId zone) {
        return Optional.ofNullable(region(zone))
                .map(country -> in(of(country), zone))
                .orElseGet(() -> List.of(new Place(Place.UNKNOWN, zone)));
    }

    /** The places that keep the time of this zone, with this zone; if there is none, all of them with this zone. */
    static List<Place> in(List<Place> places, ZoneId zone) {
        var there = keeping(places, zone);
        return there.isEmpty()
                ? places.stream()
                        .map(place -> new Place(place.code(), zone))
                        .distinct()
                        .toList()
                : there;
    }

    /** Those of these places that keep the time of a zone, in that zone. */
    static List<Place> keeping(List<Place> places, ZoneId zone) {
        return places.stream()
                .filter(place -> place.keepsTimeOf(zone))
                .map(place -> new Place(place.code(), zone))
                .distinct()
                .toList();
    }

    /** The parts that a description such as {@code New York, NY} or {@code Florida} names; none if it names no part. */
    static List<Parts.Part> parts(String country, String description) {
        var last = description.substring(description.lastIndexOf(',') + 1).strip();
        return Parts.of(country).stream()
                .filter(part -> part.names().contains(last) || part.code().endsWith("-" + last))
                .toList();
    }

    static Stream<Place> places(Parts.Part part) {
        return part.zones().stream().map(zone -> place(part.code(), zone));
    }

    static Place place(String code, String zone) {
        return new Place(code, Zones.current().named(zone));
    }

    /** The best known zone of a country among those that keep the time of this place. */
    static String usualZone(Place place) {
        var own = Zones.name(place.zone());
        var names = TimeZoneNames.getInstance(ULocale.ROOT);
        var kind = names.getMetaZoneID(TimeZone.getCanonicalID(own), System.currentTimeMillis());
        var usual = kind == null ? null : names.getReferenceZoneID(kind, place.country());
        return TimeZone.getIanaID(
                usual != null && place.keepsTimeOf(Zones.current().named(usual)) ? usual : own);
    }

    private static String region(ZoneId zone) {
        try {
            var region = TimeZone.getRegion(Zones.name(zone));
            return region.length() == 2 ? region : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static List<Place> places(String country) {
        var part = Parts.find(country);
        if (part.isPresent()) return places(part.get()).toList();
        if (country.length() > 2) return of(country.substring(0, 2));
        var parts = Parts.of(country);
        if (!parts.isEmpty()) return parts.stream().flatMap(Countries::places).toList();
        if (ALONE.containsKey(country)) return List.of(place(country, ALONE.get(country)));
        var zones = TimeZone.getAvailableIDs(TimeZone.SystemTimeZoneType.CANONICAL_LOCATION, country, null);
        if (zones.isEmpty()) return ANYWHERE;
        return zones.stream().sorted().map(zone -> place(country, zone)).toList();
    }
}
