package dev.askfirst.law;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.geocoding.PhoneNumberOfflineGeocoder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
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

    /** Nobody has been given that number: it could be that of any country with its calling code. */
    private static List<Place> ofCallingCode(int callingCode) {
        return PhoneNumberUtil.getInstance().getRegionCodesForCountryCode(callingCode).stream()
                .filter(region -> !NOWHERE.contains(region))
                .flatMap(region -> Countries.of(region).stream())
                .distinct()
                .toList();
    }

    private static List<Place> of(PhoneNumber number, String region) {
        if (NOWHERE.contains(region)) return List.of();
        var zones = zones(number);
        if (zones.isEmpty()) return Countries.of(region);
        if (!region.equals(Countries.US))
            return zones.stream().map(zone -> new Place(region, zone)).toList();
        // A number of the whole country is of no state. Territories are regions of their own.
        var state = Countries.state(
                PhoneNumberOfflineGeocoder.getInstance().getDescriptionForNumber(number, Locale.ENGLISH));
        return state.map(code ->
                        zones.stream().map(zone -> new Place(code, zone)).toList())
                .orElseGet(() -> Countries.of(region));
    }

    private static List<ZoneId> zones(PhoneNumber number) {
        return PhoneNumberToTimeZonesMapper.getInstance().getTimeZonesForNumber(number).stream()
                .filter(zone -> !zone.equals(PhoneNumberToTimeZonesMapper.getUnknownTimeZone()))
                .map(ZoneId::of)
                .toList();
    }
}
