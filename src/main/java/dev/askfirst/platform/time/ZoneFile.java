package dev.askfirst.platform.time;

import dev.askfirst.platform.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.TreeSet;

/** A time zone database that the operator gives: refused whole if anything of it is broken. */
final class ZoneFile {

    private static final String NAME = "tzdata.zi";
    private static final long MOST_BYTES = 4L << 20;

    private ZoneFile() {}

    /** Of a file, or of the {@code tzdata.zi} of a folder such as {@code /usr/share/zoneinfo}. */
    static Zones read(Path given) {
        var file = Files.isDirectory(given) ? given.resolve(NAME) : given;
        try {
            if (Files.size(file) > MOST_BYTES) throw refused(file, "is larger than 4 MiB");
            return whole(file, Zones.of(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (IOException _) {
            throw refused(file, "cannot be read");
        } catch (ZoneText.Broken broken) {
            throw refused(file, broken.getMessage());
        }
    }

    /** People have named zones by what the service came with: none of them may be missing. */
    private static Zones whole(Path file, Zones zones) {
        var missing = new TreeSet<>(Zones.shipped().names());
        missing.removeAll(zones.names());
        if (!missing.isEmpty()) throw refused(file, "lacks `" + missing.first() + "`");
        for (var name : zones.names()) {
            try {
                zones.named(name).getRules();
            } catch (DateTimeException | IllegalArgumentException _) {
                throw refused(file, "has rules for `" + name + "` that give no clock");
            }
        }
        return zones;
    }

    private static StartRefused refused(Path file, String why) {
        return new StartRefused("the time zone database `" + file + "` " + why
                + ": give a whole tzdata.zi, as the package tzdata of an operating system has it, or leave out "
                + "askfirst.zones (ASKFIRST_ZONES)");
    }
}
