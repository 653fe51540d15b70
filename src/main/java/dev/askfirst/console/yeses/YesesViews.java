package dev.askfirst.console.yeses;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.console.prove.Moments;
import dev.askfirst.console.table.Sorting;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.search.moves.Moves;
import dev.askfirst.selfservice.form.CatalogNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Says how yeses moved, by the names of the catalog; each row leads to what it counts. */
@ApplicationScoped
class YesesViews {

    private static final Texts TEXTS = Texts.of("yeses", "en");
    private static final int MOST = 15;
    private static final int WEEKS_AHEAD = 8;

    /** What was recorded so lately is mostly not counted yet, and nobody needs to be told. */
    private static final Duration USUAL = Duration.ofMinutes(2);

    private static final int FEW = 100;
    private static final String OTHERS = "…";

    private final Moves moves;
    private final CatalogService catalogs;

    YesesViews(Moves moves, CatalogService catalogs) {
        this.moves = moves;
        this.catalogs = catalogs;
    }

    /** The days that are looked at, and how addresses name them. */
    private record Period(LocalDate first, LocalDate last) {

        static Period of(Instant now, int weeks) {
            var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            var monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            return new Period(monday.minusWeeks(weeks - 1L), monday.plusDays(6));
        }

        String link(String filters) {
            return "/console/entries?" + filters + "&from=" + first + "&to=" + last;
        }
    }

    /** What happened in this many weeks until now, at one controller or, if that is empty, at all. */
    YesesView of(int weeks, String controller, Instant now, Sorting sorting) {
        var period = Period.of(now, weeks);
        var end = now.plus(WEEKS_AHEAD * 7L, ChronoUnit.DAYS);
        var counts = moves.of(period.first(), period.last(), controller, now, end);
        var names = new CatalogNames(catalogs.newest(), "en");
        return new YesesView(
                weeks,
                controller,
                catalogs.newest().document().controllers().stream()
                        .map(it -> new YesesView.Choice(it.id(), names.controller(it.id())))
                        .toList(),
                TEXTS.text("period", Moments.day(period.first()), Moments.day(period.last())),
                counts.uncounted()
                        .filter(it -> it.isBefore(now.minus(USUAL)))
                        .map(Moments::said)
                        .orElse(""),
                sums(counts),
                counts.weeks().entrySet().stream().map(YesesViews::week).toList(),
                sorting.sorted(
                        "topics",
                        said(
                                counts.by("topic"),
                                it -> topic(names, it),
                                it -> period.link("kind=act&topic=" + encoded(it))),
                        YesesView.Said.COLUMNS),
                sorting.sorted(
                        "notices",
                        said(
                                counts.by("notice"),
                                YesesViews::notice,
                                it -> period.link("kind=act&notice=" + encoded(it))),
                        YesesView.Said.COLUMNS),
                sorting.sorted(
                        "sources",
                        said(counts.by("source"), it -> it, it -> period.link("kind=act&source=" + encoded(it))),
                        YesesView.Said.COLUMNS),
                sorting.sorted(
                        "senders",
                        driven(counts.by("sender"), names::sender, it -> period.link(permits("sender", it))),
                        YesesView.Driven.COLUMNS),
                sorting.sorted(
                        "campaigns",
                        driven(counts.by("campaign"), it -> it, it -> period.link(permits("campaign", it))),
                        YesesView.Driven.COLUMNS),
                counts.ending().entrySet().stream()
                        .map(it -> new YesesView.Ending(Moments.day(it.getKey()), it.getValue()))
                        .toList());
    }

    private static YesesView.Sums sums(Moves.Counts counts) {
        var messages = counts.all("message");
        var stops = counts.all("stop");
        return new YesesView.Sums(
                counts.all("asked"),
                counts.all("agreed"),
                share(counts.all("agreed"), counts.all("asked")),
                counts.all("yes"),
                counts.all("no"),
                messages,
                stops,
                perThousand(stops, messages));
    }

    private static YesesView.Week week(Map.Entry<LocalDate, Map<String, Long>> week) {
        var monday = week.getKey();
        var n = week.getValue();
        var asked = n.getOrDefault("asked", 0L);
        var agreed = n.getOrDefault("agreed", 0L);
        return new YesesView.Week(
                monday.toString(),
                asked,
                agreed,
                share(agreed, asked),
                n.getOrDefault("yes", 0L),
                n.getOrDefault("no", 0L),
                new Period(monday, monday.plusDays(6)).link("kind=act"));
    }

    private static List<YesesView.Said> said(
            Map<String, Map<String, Long>> values, Function<String, String> name, Function<String, String> link) {
        return values.entrySet().stream()
                .map(it -> new YesesView.Said(
                        named(it.getKey(), name),
                        it.getValue().getOrDefault("yes", 0L),
                        it.getValue().getOrDefault("no", 0L),
                        isNamed(it.getKey()) ? link.apply(it.getKey()) : ""))
                .filter(it -> it.yes() + it.no() > 0)
                .sorted(Comparator.comparingLong((YesesView.Said it) -> it.yes() + it.no())
                        .reversed()
                        .thenComparing(YesesView.Said::name))
                .limit(MOST)
                .toList();
    }

    /** Those with the most stops come first. */
    private static List<YesesView.Driven> driven(
            Map<String, Map<String, Long>> values, Function<String, String> name, Function<String, String> link) {
        return values.entrySet().stream()
                .map(it -> driven(
                        named(it.getKey(), name),
                        it.getValue().getOrDefault("message", 0L),
                        it.getValue().getOrDefault("stop", 0L),
                        isNamed(it.getKey()) ? link.apply(it.getKey()) : ""))
                .filter(it -> it.messages() + it.stops() > 0)
                .sorted(Comparator.comparingLong(YesesView.Driven::stops)
                        .thenComparingLong(YesesView.Driven::messages)
                        .reversed()
                        .thenComparing(YesesView.Driven::name))
                .limit(MOST)
                .toList();
    }

    private static YesesView.Driven driven(String name, long messages, long stops, String link) {
        return new YesesView.Driven(name, messages, stops, perThousand(stops, messages), messages < FEW, link);
    }

    private static String topic(CatalogNames names, String id) {
        return id.equals("*") ? TEXTS.text("anyTopic") : names.topic(id);
    }

    private static String notice(String text) {
        var parts = text.split("/", 2);
        return TEXTS.text("noticeVersion", parts[0], parts.length > 1 ? parts[1] : "");
    }

    private static String named(String value, Function<String, String> name) {
        if (value.isEmpty()) return TEXTS.text("none");
        return value.equals(OTHERS) ? TEXTS.text("others") : name.apply(value);
    }

    private static boolean isNamed(String value) {
        return !value.isEmpty() && !value.equals(OTHERS) && !value.equals("*");
    }

    private static String permits(String name, String value) {
        return "kind=decision&outcome=permit&" + name + "=" + encoded(value);
    }

    private static long share(long some, long all) {
        return all == 0 ? 0 : Math.min(100, Math.round(100.0 * some / all));
    }

    private static String perThousand(long stops, long messages) {
        return messages == 0 ? "–" : String.format(Locale.ROOT, "%.1f", 1000.0 * stops / messages);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
