package dev.askfirst.console.noes;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.event.NoInForce;
import dev.askfirst.consent.event.NoTimes;
import dev.askfirst.console.Durations;
import dev.askfirst.console.figures.Wording;
import dev.askfirst.console.noes.NoesPage.Raw;
import dev.askfirst.console.noes.Speeds.Named;
import dev.askfirst.console.table.Sorting;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.selfservice.form.CatalogNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Says how fast a no is, from what is recorded and from what the service measures of itself. */
@ApplicationScoped
class NoesPages {

    static final Texts TEXTS = Texts.of("noes", "en");

    private static final List<NoInForce.Way> WAYS =
            List.of(NoInForce.Way.PAGE, NoInForce.Way.ONE_CLICK, NoInForce.Way.REPLY, NoInForce.Way.API);

    private record Seen(
            Instant now,
            List<LocalDate> mondays,
            List<NoTimes.Taken> taken,
            SaidToRecorded.Found said,
            List<Told> webhooks,
            Speed feed) {

        List<NoTimes.Taken> taken(NoInForce.Way way) {
            return taken.stream().filter(it -> it.way() == way).toList();
        }

        List<NoTimes.Taken> clicks() {
            return taken.stream().filter(it -> it.way() != NoInForce.Way.IMPORT).toList();
        }
    }

    private final DataSource dataSource;
    private final NoTimes times;
    private final CatalogService catalogs;
    private final Clock clock;

    NoesPages(DataSource dataSource, NoTimes times, CatalogService catalogs, Clock clock) {
        this.dataSource = dataSource;
        this.times = times;
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /** The page for so many weeks, its tables in the order that is asked for. */
    NoesPage of(int weeks, Sorting sorting) {
        var seen = seen(weeks);
        var charts = new NoCharts(seen.mondays());
        var saidElsewhere = saidElsewhere(seen);
        return new NoesPage(
                weeks,
                lead(seen),
                Speeds.table("ways", "waysTitle", "wayIn", ways(seen), sorting),
                charts.taken(seen.clicks()),
                imports(seen),
                Speeds.table("said", "saidTitle", "wayIn", saidElsewhere, sorting),
                saidText(seen),
                charts.said(seen.said().rows()),
                Speeds.table("told", "toldTitle", "subscriber", told(seen), sorting),
                List.of(TEXTS.text("toldFeed"), TEXTS.text("toldKept")),
                raw(seen));
    }

    private Seen seen(int weeks) {
        try (var connection = dataSource.getConnection()) {
            var now = clock.read(connection);
            var monday = LocalDate.ofInstant(now, ZoneOffset.UTC)
                    .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                    .minusWeeks(weeks - 1L);
            var from = monday.atStartOfDay(ZoneOffset.UTC).toInstant();
            return new Seen(
                    now,
                    IntStream.range(0, weeks).mapToObj(monday::plusWeeks).toList(),
                    times.since(connection, monday),
                    SaidToRecorded.since(connection, from),
                    Told.webhooks(connection, from),
                    Told.feed(connection, from));
        } catch (SQLException e) {
            throw Outage.undecided("the record could not be read", e);
        }
    }

    private static String lead(Seen seen) {
        var all = Speed.of(seen.clicks());
        var from = Wording.day(seen.mondays().getFirst());
        return all.isNothing()
                ? TEXTS.text("leadNone", from)
                : TEXTS.text("lead", from, all.n(), text(all.half()), text(all.most()), text(all.slowest()));
    }

    private static List<Named> ways(Seen seen) {
        return WAYS.stream()
                .map(it -> new Named(TEXTS.text("way", Json.text(it)), Speed.of(seen.taken(it)), ""))
                .toList();
    }

    private static String imports(Seen seen) {
        var speed = Speed.of(seen.taken(NoInForce.Way.IMPORT));
        return speed.isNothing()
                ? ""
                : TEXTS.text("imports", speed.n(), text(speed.half()), text(speed.most()), text(speed.slowest()));
    }

    /** Only these can have been said elsewhere. */
    private static List<Named> saidElsewhere(Seen seen) {
        return seen.said().rows().stream()
                .filter(it -> it.week().isEmpty() && !it.speed().isNothing())
                .map(it -> new Named(TEXTS.text("way", Json.text(it.way())), it.speed(), ""))
                .toList();
    }

    private static List<String> saidText(Seen seen) {
        var whole =
                seen.said().rows().stream().filter(it -> it.week().isEmpty()).toList();
        var all = whole.stream().mapToLong(SaidToRecorded::all).sum();
        var timed = whole.stream().mapToLong(it -> it.speed().n()).sum();
        var said = new ArrayList<>(List.of(TEXTS.text("saidText", all, timed), TEXTS.text("saidWays")));
        if (seen.said().cut()) said.add(TEXTS.text("saidCut", (long) SaidToRecorded.MOST_ACTS));
        return said;
    }

    private List<Named> told(Seen seen) {
        var names = new CatalogNames(catalogs.newest(), "en");
        var feed = new Named(TEXTS.text("feed"), seen.feed(), "");
        var webhooks = seen.webhooks().stream().map(it -> {
            var owner = it.owner().equals("*") ? TEXTS.text("ofStaff") : names.sender(it.owner());
            return new Named(TEXTS.text("webhook", owner, it.name()), it.speed(), more(it, seen.now()));
        });
        return Stream.concat(Stream.of(feed), webhooks).toList();
    }

    private static String more(Told told, Instant now) {
        var said = new ArrayList<String>();
        told.oldest().ifPresent(it -> said.add(TEXTS.text("waiting", told.waiting(), text(Duration.between(it, now)))));
        if (told.missed() > 0) said.add(TEXTS.text("missed", told.missed()));
        return String.join(" ", said);
    }

    private static List<Raw> raw(Seen seen) {
        var raw = new ArrayList<Raw>();
        for (var week : seen.mondays().reversed()) {
            for (var way : NoInForce.Way.values()) {
                var some = seen.taken(way).stream()
                        .filter(it -> it.week().equals(week))
                        .toList();
                if (!some.isEmpty()) raw.add(raw("taken", week, way, Speed.of(some)));
            }
            seen.said().rows().stream()
                    .filter(it -> it.week().filter(week::equals).isPresent()
                            && !it.speed().isNothing())
                    .forEach(it -> raw.add(raw("said", week, it.way(), it.speed())));
        }
        return raw;
    }

    private static Raw raw(String measure, LocalDate week, NoInForce.Way way, Speed speed) {
        return new Raw(
                TEXTS.text("measure", measure), Wording.day(week), TEXTS.text("way", Json.text(way)), speed.numbers());
    }

    private static String text(Duration time) {
        return Durations.text(time);
    }
}
