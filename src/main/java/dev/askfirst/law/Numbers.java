package dev.askfirst.law;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.geocoding.PhoneNumberOfflineGeocoder;
import dev.askfirst.platform.json.Parts;
import dev.askfirst.platform.time.Zones;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Where the holder of a telephone number may be: every place its prefix stands for. */
@ApplicationScoped
class Numbers {

    /** What the library answers for numbers that belong to no country. */
    private static final Set<String> NOWHERE = Set.of("001", "ZZ");

    private static final int MOST = 50_000;

    private final Cache<String, List<Place>> places =
            Caffeine.newBuilder().maximumSize(MOST).build();

    /** The places of a number in E.164; empty where it belongs to no country. */
    List<Place> places(String e164) {
        return places.get(e164, Numbers::find);
    }

    private static List<Place> find(String e164) {
        try {
            var numbers = PhoneNumberUtil.getInstance();
            var number = numbers.parse(e164, "ZZ");
            var region = numbers.getRegionCodeForNumber(number);
            return region == null ? ofCallingCode(number.getCountryCode()) : of(number, region);
        } catch (NumberParseException _) {
            return List.of();
        }
    }

    /** The number is not assigned: it could belong to any country with its calling code. */
    private static List<Place> ofCallingCode(int callingCode) {
        return PhoneNumberUtil.getInstance().getRegionCodesForCountryCode(callingCode).stream()
                .filter(region -> !NOWHERE.contains(region))
                .flatMap(region -> Countries.of(region).stream())
                .distinct()
                .toList();
    }

    private static List<Place> of(PhoneNumber number, String region) {
        if (NOWHERE.contains(region)) return List.of();
        if (region.equals(Countries.US) || region.equals(Countries.CANADA)) return inParts(number, region);
        var zones = zones(number);
        if (zones.isEmpty()) return Countries.of(region);
        return zones.stream().map(zone -> new Place(region, zone)).toList();
    }

    /**
     * In every zone of every part that its area code serves: the library tells one zone of a code that spans two, and a
     * wrong one of some. A number of the whole country is of no part. Territories are regions of their own.
     */
    private static List<Place> inParts(PhoneNumber number, String region) {
        var code = AreaCodes.ALL.get(String.valueOf(number.getNationalNumber()).substring(0, 3));
        if (code != null) return code;
        var parts = Countries.parts(
                region, PhoneNumberOfflineGeocoder.getInstance().getDescriptionForNumber(number, Locale.ENGLISH));
        return parts.isEmpty()
                ? Countries.of(region)
                : parts.stream().flatMap(Countries::places).toList();
    }

    private static Map<String, List<Place>> areaCodes() {
        var all = new HashMap<String, List<Place>>();
        for (var line : Parts.lines("/places/area-codes.tab")) {
            var places = new ArrayList<Place>();
            for (var part : line.get(1).split(",")) {
                if (line.get(2).equals("-")) places.addAll(Countries.of(part));
                else for (var zone : line.get(2).split(",")) places.add(Countries.place(part, zone));
            }
            for (var code : line.get(0).split(",")) all.put(code, List.copyOf(places));
        }
        return Map.copyOf(all);
    }

    private static List<ZoneId> zones(PhoneNumber number) {
        return PhoneNumberToTimeZonesMapper.getInstance().getTimeZonesForNumber(number).stream()
                .filter(zone -> !zone.equals(PhoneNumberToTimeZonesMapper.getUnknownTimeZone()))
                .map(Zones.current()::named)
                .toList();
    }

    /** Read with the first number: a start need not wait for it. */
    private static final class AreaCodes {

        private static final Map<String, List<Place>> ALL = areaCodes();
    }
}
