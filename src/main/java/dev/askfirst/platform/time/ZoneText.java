package dev.askfirst.platform.time;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The IANA time zone database as it is published: one text of rules, zones and links, short ({@code tzdata.zi}) or long.
 * Its form is that of the manual page {@code zic(8)}.
 */
record ZoneText(
        String version,
        Map<String, List<ZoneEra>> zones,
        Map<String, List<ZoneRule>> rules,
        Map<String, String> links) {

    private static final Pattern VERSION = Pattern.compile("# version (20[0-9]{2}[a-z]{1,2})\\b.*");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** Why a text is none. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1;

        Broken(String reason) {
            super(reason, null, false, false);
        }
    }

    private static final class Reader {
        private final Map<String, List<ZoneEra>> zones = new TreeMap<>();
        private final Map<String, List<ZoneRule>> rules = new HashMap<>();
        private final Map<String, String> links = new HashMap<>();
        private Optional<List<ZoneEra>> open = Optional.empty();

        private void line(List<String> words) {
            if (open.isPresent()) {
                era(words);
                return;
            }
            var kind = words.getFirst().toLowerCase(Locale.ROOT);
            if ("rule".startsWith(kind)) {
                rules.computeIfAbsent(words.get(1), _ -> new ArrayList<>()).add(ZoneRule.read(words));
            } else if ("link".startsWith(kind)) {
                links.put(words.get(2), words.get(1));
            } else if ("zone".startsWith(kind)) {
                open = Optional.of(zones.computeIfAbsent(words.get(1), _ -> new ArrayList<>()));
                era(words.subList(2, words.size()));
            } else {
                throw new IllegalArgumentException(kind);
            }
        }

        private void era(List<String> words) {
            var era = ZoneEra.read(words);
            open.orElseThrow().add(era);
            if (era.until().isEmpty()) open = Optional.empty();
        }
    }

    static ZoneText read(String text) throws Broken {
        var lines = text.lines().toList();
        var version = lines.stream()
                .limit(1)
                .map(VERSION::matcher)
                .filter(it -> it.matches())
                .findFirst();
        if (version.isEmpty()) throw new Broken("does not begin with a version such as `# version 2026f`");
        var reader = new Reader();
        for (var i = 0; i < lines.size(); i++) {
            var plain = lines.get(i).replaceFirst("#.*", "").strip();
            if (plain.isEmpty()) continue;
            try {
                reader.line(List.of(SPACE.split(plain)));
            } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
                throw new Broken("has a line %d that is none of a time zone database".formatted(i + 1));
            }
        }
        if (reader.open.isPresent()) throw new Broken("ends in the middle of a zone");
        return new ZoneText(version.get().group(1), reader.zones, reader.rules, reader.links);
    }

    /** The eras of a zone, by its name or by another that is linked to it; none of an unknown one. */
    List<ZoneEra> eras(String name) {
        var target = name;
        for (var hops = 0; hops < 5 && links.containsKey(target); hops++) target = links.get(target);
        return zones.getOrDefault(target, List.of());
    }
}
