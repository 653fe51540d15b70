package dev.askfirst.selfservice.preferences;

import com.ibm.icu.text.Collator;
import com.ibm.icu.text.LocaleDisplayNames;
import com.ibm.icu.text.TimeZoneNames;
import com.ibm.icu.util.Region;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.time.Zones;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Time zones to choose from: cities by continent, as the reader's language calls them. */
final class ZoneChoices {

    /** Cities that belong together. */
    public record Group(String name, List<Zone> zones) {}

    /** @param chosen whether it is the one that is shown */
    public record Zone(String id, String name, boolean chosen) {}

    private static final int YEARS = 2;
    private static final int WEEKS = 52;
    private static final Map<String, List<Group>> ALL = new ConcurrentHashMap<>();

    private ZoneChoices() {}

    /**
     * All that there are, with those that are likely before them, and with the chosen one even if it has another name.
     *
     * @param title of those that are likely
     */
    static List<Group> of(String language, List<String> likely, String title, String chosen) {
        var all = ALL.computeIfAbsent(language, ZoneChoices::all);
        var groups = new ArrayList<Group>();
        var first = new ArrayList<>(likely);
        var listed = all.stream()
                .flatMap(it -> it.zones().stream())
                .anyMatch(it -> it.id().equals(chosen));
        if (!chosen.isEmpty() && !listed && !first.contains(chosen))
            groups.add(new Group("", List.of(zone(chosen, language, chosen))));
        if (!first.isEmpty())
            groups.add(new Group(
                    title, first.stream().map(it -> zone(it, language, chosen)).toList()));
        var open = first.contains(chosen) ? "" : chosen;
        for (var group : all) groups.add(marked(group, open));
        return groups;
    }

    private static Group marked(Group group, String chosen) {
        return new Group(
                group.name(),
                group.zones().stream()
                        .map(it -> it.id().equals(chosen) ? new Zone(it.id(), it.name(), true) : it)
                        .toList());
    }

    private static Zone zone(String id, String language, String chosen) {
        return new Zone(id, name(id, language), id.equals(chosen));
    }

    /** The city of a zone; its own name where it has none. */
    static String name(String id, String language) {
        var city = TimeZoneNames.getInstance(ULocale.forLocale(Languages.locale(language)))
                .getExemplarLocationName(canonical(id));
        return city == null ? id.replace('_', ' ') : city;
    }

    private static String canonical(String id) {
        return Optional.ofNullable(TimeZone.getCanonicalID(id)).orElse(id);
    }

    private static List<Group> all(String language) {
        var locale = ULocale.forLocale(Languages.locale(language));
        var order = Collator.getInstance(locale);
        var byContinent = TimeZone.getAvailableIDs(TimeZone.SystemTimeZoneType.CANONICAL_LOCATION, null, null).stream()
                .map(TimeZone::getIanaID)
                .filter(Zones.current().names()::contains)
                .filter(ZoneChoices::isUsual)
                .collect(Collectors.groupingBy(ZoneChoices::continent));
        var names = LocaleDisplayNames.getInstance(locale);
        return byContinent.entrySet().stream()
                .filter(it -> !it.getKey().isEmpty())
                .map(it -> new Group(
                        names.regionDisplayName(it.getKey()),
                        it.getValue().stream()
                                .map(id -> zone(id, language, ""))
                                .sorted((a, b) -> order.compare(a.name(), b.name()))
                                .toList()))
                .sorted((a, b) -> order.compare(a.name(), b.name()))
                .toList();
    }

    /** Of cities in one country with the same clock, the one that people know. */
    private static boolean isUsual(String zone) {
        var names = TimeZoneNames.getInstance(ULocale.ROOT);
        var kind = names.getMetaZoneID(canonical(zone), System.currentTimeMillis());
        var usual = kind == null ? null : names.getReferenceZoneID(kind, TimeZone.getRegion(zone));
        return usual == null
                || TimeZone.getIanaID(usual).equals(zone)
                || !clock(usual).equals(clock(zone));
    }

    /** How a zone's clock goes in the years to come. */
    private static List<Integer> clock(String zone) {
        var rules = Zones.current().named(zone).getRules();
        var now = Instant.now();
        return IntStream.range(0, YEARS * WEEKS)
                .mapToObj(week ->
                        rules.getOffset(now.plus(Duration.ofDays(7L * week))).getTotalSeconds())
                .toList();
    }

    /** The code of the continent of a zone's country; empty where it belongs to none. */
    private static String continent(String zone) {
        var country = TimeZone.getRegion(zone);
        if (country.length() != 2) return "";
        return Optional.ofNullable(Region.getInstance(country).getContainingRegion(Region.RegionType.CONTINENT))
                .map(Region::toString)
                .orElse("");
    }
}
