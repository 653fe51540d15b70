package dev.askfirst.platform.time;

import dev.askfirst.platform.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The clocks of the world by one edition of the IANA time zone database. Zones of one edition are {@link ZoneId}s like any
 * others, so that everything that reads clocks reads these; only their ids tell the edition too.
 */
public final class Zones {

    private static final char MARK = '~';
    private static final String OF_THE_JDK = "jdk";

    private final String version;
    private final String edition;
    private final String text;
    private final Set<String> names;
    private final Map<String, ZoneId> known = new ConcurrentHashMap<>();

    /** Set at the start, before anything asks. */
    private static volatile Zones current = newest(shipped(), ofJdk());

    private Zones(String version, String edition, String text, Set<String> names) {
        this.version = version;
        this.edition = edition;
        this.text = text;
        this.names = Set.copyOf(names);
    }

    /** Those that are in use. */
    public static Zones current() {
        return current;
    }

    /** Uses these from now on if they are newer than those in use, or another text of the same version. */
    static void use(Zones given) {
        current = newest(given, current);
    }

    /** The later version; the first where both are the same. */
    static Zones newest(Zones one, Zones other) {
        return one.version.compareTo(other.version) < 0 ? other : one;
    }

    /** Those that come with the service. */
    static Zones shipped() {
        try (var text = Zones.class.getResourceAsStream("/zones/tzdata.zi")) {
            return of(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ZoneText.Broken e) {
            throw new IllegalStateException(e);
        }
    }

    /** Those that come with the JDK. */
    public static Zones ofJdk() {
        var version = ZoneRulesProvider.getVersions("Europe/Paris").lastKey();
        var names = ZoneId.getAvailableZoneIds().stream()
                .filter(name -> name.indexOf(MARK) < 0)
                .collect(Collectors.toSet());
        return new Zones(version, version + "-" + OF_THE_JDK, "", names);
    }

    /** Those of a text of the database. */
    public static Zones of(String text) throws ZoneText.Broken {
        var read = ZoneText.read(text);
        var hash = HexFormat.of().formatHex(Sha256.of(text.getBytes(StandardCharsets.UTF_8)), 0, 4);
        var edition = read.version() + "-" + hash;
        var names = Stream.concat(read.zones().keySet().stream(), read.links().keySet().stream())
                .filter(name -> !read.eras(name).isEmpty())
                .filter(Zones::isRegion)
                .collect(Collectors.toCollection(TreeSet::new));
        ZoneProvider.register(
                names.stream().map(name -> name + MARK + edition).collect(Collectors.toSet()),
                id -> ZoneHistory.of(read.eras(name(id)), read.rules()));
        return new Zones(read.version(), edition, text, names);
    }

    /** {@code GMT+0} and its like read as offsets, and need no rules. */
    private static boolean isRegion(String name) {
        return name.length() > 1 && !name.startsWith("GMT+") && !name.startsWith("GMT-");
    }

    /** The zone of that name; where the edition lacks it, the JDK's. */
    public ZoneId named(String name) {
        return known.computeIfAbsent(
                name, _ -> ZoneId.of(text.isEmpty() || !names.contains(name) ? name : name + MARK + edition));
    }

    /** How a zone is called, whatever its edition. */
    public static String name(ZoneId zone) {
        return name(zone.getId());
    }

    private static String name(String id) {
        var mark = id.indexOf(MARK);
        return mark < 0 ? id : id.substring(0, mark);
    }

    public Set<String> names() {
        return names;
    }

    /** Such as {@code 2026f}. */
    public String version() {
        return version;
    }

    /** The version and the beginning of the text's hash: two texts never share it. */
    public String edition() {
        return edition;
    }

    /** Empty where it is the JDK's own, of which we have none. */
    public String text() {
        return text;
    }
}
