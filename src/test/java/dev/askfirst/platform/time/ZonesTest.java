package dev.askfirst.platform.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The time zone database that comes with the service, and others in its place. */
class ZonesTest {

    private static final Instant END = Instant.parse("2038-01-01T00:00:00Z");

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        # what changed since the JDK's      | at                   | offset
        America/Vancouver                   | 2026-12-01T05:15:00Z | -07:00
        America/Edmonton                    | 2026-12-01T04:15:00Z | -06:00
        America/Yellowknife                 | 2027-01-15T12:00:00Z | -06:00
        America/Inuvik                      | 2027-01-15T12:00:00Z | -06:00
        America/Winnipeg                    | 2026-12-01T12:00:00Z | -05:00
        Africa/Casablanca                   | 2026-12-01T20:30:00Z | Z
        Africa/El_Aaiun                     | 2026-12-01T20:30:00Z | Z
        America/Havana                      | 2026-12-01T12:00:00Z | -04:00
        # what stayed
        America/Los_Angeles                 | 2026-12-01T12:00:00Z | -08:00
        America/Toronto                     | 2026-12-01T12:00:00Z | -05:00
        Europe/Dublin                       | 2026-07-01T12:00:00Z | +01:00
        Australia/Lord_Howe                 | 2026-12-01T12:00:00Z | +11:00
        America/New_York                    | 2099-07-01T12:00:00Z | -04:00
        # other names
        US/Pacific                          | 2026-12-01T12:00:00Z | -08:00
        Canada/Pacific                      | 2026-12-01T12:00:00Z | -07:00
        UTC                                 | 2026-12-01T12:00:00Z | Z
        Etc/GMT+5                           | 2026-12-01T12:00:00Z | -05:00
        """)
    void knowsTheClocks(String zone, Instant at, String offset) {
        var read = Zones.shipped().named(zone);
        assertEquals(offset, read.getRules().getOffset(at).getId());
        assertEquals(zone, Zones.name(read));
    }

    @Test
    void readsEveryZoneAsTheReferenceCompilerDoes() throws IOException {
        var zones = Zones.shipped();
        var wrong = new ArrayList<String>();
        try (var lines = Files.lines(Path.of("src/test/resources/zones/zic.txt"))) {
            for (var line : lines.filter(it -> !it.startsWith("#")).toList()) {
                var name = line.substring(0, line.indexOf(' '));
                if (!(name + " " + digest(zones.named(name))).equals(line)) wrong.add(name);
            }
        }
        assertEquals(java.util.List.of(), wrong);
    }

    @Test
    void knowsEveryZoneOfTheJdk() {
        var missing = new ArrayList<>(Zones.ofJdk().names());
        missing.removeAll(Zones.shipped().names());
        // Names of the JDK's own, which the database has never had.
        missing.removeIf(name ->
                name.startsWith("SystemV/") || ZoneId.of(name).getRules().isFixedOffset());
        assertEquals(java.util.List.of(), missing);
    }

    @Test
    void theNewestIsInUse() throws ZoneText.Broken {
        var shipped = Zones.shipped();
        assertTrue(shipped.version().compareTo(Zones.ofJdk().version()) > 0, "the JDK's are newer: ship newer ones");
        assertEquals(shipped.edition(), Zones.current().edition());
        var later = Zones.of(text().replaceFirst("version 2026f", "version 2027a"));
        assertEquals("2027a", Zones.newest(later, shipped).version());
        assertEquals("2027a", Zones.newest(shipped, later).version());
        var other = Zones.of(text() + "# with a remark\n");
        assertEquals(other, Zones.newest(other, shipped));
        assertTrue(!other.edition().equals(shipped.edition()) && other.edition().startsWith("2026f-"));
    }

    @Test
    void editionsStandBesideEachOther() throws ZoneText.Broken {
        var before = Zones.of(text().replace("# version 2026f", "# version 2026a")
                .replaceFirst("(?m)^-7 - MST$(?=\\nZ America/Whitehorse)", "-8 - PST"));
        var changed =
                text().lines().filter(it -> it.contains("America/Vancouver")).count();
        assertTrue(changed > 0);
        assertEquals("America/Vancouver", Zones.name(before.named("America/Vancouver")));
        assertTrue(!before.named("America/Vancouver").equals(Zones.shipped().named("America/Vancouver")));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
        # version 2026f   | nothing               | does not begin with a version
        Z Africa/Abidjan  | X Africa/Abidjan      | has a line
        Mar Su>=8         | Mxr Su>=8             | has a line
        L Europe/London GB | # gone               | lacks `GB`
        R E 1981 ma - Mar lastSu 1u 1 S | R E 1981 ma - Mar lastSu 1u 99 S | that give no clock
        """)
    void aBrokenFileIsRefusedWithTheReason(String good, String bad, String why, @TempDir Path folder)
            throws IOException {
        assertTrue(text().contains(good), good);
        var file = Files.writeString(folder.resolve("tzdata.zi"), text().replace(good, bad));
        var refused = assertThrows(StartRefused.class, () -> ZoneFile.read(file));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
        assertTrue(refused.getMessage().contains("ASKFIRST_ZONES"), refused.getMessage());
    }

    @Test
    void aFolderIsReadLikeItsFile(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("tzdata.zi"), text());
        assertEquals(Zones.shipped().edition(), ZoneFile.read(folder).edition());
        var missing = folder.resolve("nowhere");
        assertTrue(assertThrows(StartRefused.class, () -> ZoneFile.read(missing))
                .getMessage()
                .contains("cannot be read"));
    }

    private static String text() {
        try (var stream = Zones.class.getResourceAsStream("/zones/tzdata.zi")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String digest(ZoneId zone) {
        var rules = zone.getRules();
        var text = new StringBuilder();
        text.append(rules.getOffset(Instant.EPOCH).getTotalSeconds());
        Stream.iterate(
                        rules.nextTransition(Instant.EPOCH),
                        it -> it != null && it.getInstant().isBefore(END),
                        it -> rules.nextTransition(it.getInstant()))
                .forEach(it -> text.append(' ')
                        .append(it.toEpochSecond())
                        .append(':')
                        .append(it.getOffsetAfter().getTotalSeconds()));
        return HexFormat.of().formatHex(Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)), 0, 8);
    }
}
