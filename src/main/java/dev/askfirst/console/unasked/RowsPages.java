package dev.askfirst.console.unasked;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.console.figures.WeekBars;
import dev.askfirst.console.figures.Wording;
import dev.askfirst.console.table.Sorting;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.point.ContactPoints;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.reconcile.Reconciliations;
import dev.askfirst.reconcile.ReportCsv;
import dev.askfirst.reconcile.SentRows;
import dev.askfirst.reconcile.SentWeeks;
import dev.askfirst.selfservice.form.CatalogNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** Shows rows of delivery reports. That somebody looks is recorded first. */
@ApplicationScoped
class RowsPages {

    private static final int MOST = 100;
    private static final int REPORTS = 200;
    private static final String READ = "deliveries";

    private final Reconciliations reconciliations;
    private final SentRows rows;
    private final SentWeeks weeks;
    private final ContactPoints contacts;
    private final CatalogService catalogs;
    private final Accesses accesses;
    private final SentWindow window;
    private final DataSource dataSource;

    RowsPages(
            Reconciliations reconciliations,
            SentRows rows,
            SentWeeks weeks,
            ContactPoints contacts,
            CatalogService catalogs,
            Accesses accesses,
            SentWindow window,
            DataSource dataSource) {
        this.reconciliations = reconciliations;
        this.rows = rows;
        this.weeks = weeks;
        this.contacts = contacts;
        this.catalogs = catalogs;
        this.accesses = accesses;
        this.window = window;
        this.dataSource = dataSource;
    }

    /** The report of this id. */
    Reconciliations.Report report(UUID id) {
        return reconciliations.one(id).orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, Kinds.TEXTS.text("noReport")));
    }

    UnaskedPage.RowsPage of(RowsQuery.Asked asked, Caller caller) {
        var report = asked.report().map(this::report);
        accesses.recordList(caller, READ);
        var names = new CatalogNames(catalogs.newest(), "en");
        var sender = report.map(Reconciliations.Report::sender)
                .orElseGet(() -> asked.sender().orElseThrow());
        var mondays = window.mondays();
        var found = rows.after(wanted(asked, sender, mondays), asked.after(), MOST + 1);
        var counts = report.map(Reconciliations.Report::counts)
                .orElseGet(() -> counts(sender, mondays.getFirst(), asked.week()));
        var path = "/console/unasked/rows?" + asked.filter() + "&sort=";
        return new UnaskedPage.RowsPage(
                Kinds.TEXTS.text("rowsTitle", names.sender(sender), Kinds.text(asked.result())),
                lead(asked, report, Kinds.of(counts, asked.result()), mondays),
                report.map(it -> "/console/unasked/reports/" + it.id()).orElse("/console/unasked"),
                kinds(asked, counts),
                bars(sender, mondays, asked),
                asked.week().map(_ -> "/console/unasked/rows?sender=" + sender).orElse(""),
                sent(path, asked),
                shown(found, names),
                next(path, asked, found),
                "/console/unasked/rows.csv?" + asked.filter(),
                report.isPresent());
    }

    /** The same rows, all of them, as a file. */
    ReportCsv csv(RowsQuery.Asked asked, Caller caller) {
        var report = asked.report().map(this::report);
        accesses.recordList(caller, READ);
        if (report.isPresent())
            return new ReportCsv(
                    reconciliations,
                    List.of(report.get().id()),
                    Optional.of(asked.result()),
                    Optional.empty(),
                    true,
                    false);
        var wanted = wanted(asked, asked.sender().orElseThrow(), window.mondays());
        Predicate<Instant> sent = at -> wanted.from().filter(at::isBefore).isEmpty()
                && wanted.to().filter(it -> !at.isBefore(it)).isEmpty();
        return new ReportCsv(
                reconciliations, reports(wanted), Optional.of(asked.result()), Optional.of(sent), true, true);
    }

    /** A sender's reports that reach into this time, the newest first. */
    private List<UUID> reports(SentRows.Wanted wanted) {
        var all = new ArrayList<UUID>();
        var before = Optional.<UUID>empty();
        while (true) {
            var some = reconciliations.newest(Optional.of(wanted.sender()), before, REPORTS);
            some.stream()
                    .filter(it -> wanted.from().filter(it.to()::isBefore).isEmpty())
                    .map(Reconciliations.Report::id)
                    .forEach(all::add);
            if (some.size() < REPORTS) return all;
            before = Optional.of(some.getLast().id());
        }
    }

    private static SentRows.Wanted wanted(RowsQuery.Asked asked, String sender, List<LocalDate> mondays) {
        var from = asked.report().isPresent()
                ? Optional.<Instant>empty()
                : Optional.of(SentWindow.start(asked.week().orElse(mondays.getFirst())));
        var to = asked.week().map(it -> SentWindow.start(it.plusWeeks(1)));
        return new SentRows.Wanted(asked.report(), sender, asked.result(), from, to, asked.newestFirst());
    }

    private Reconciliations.Counts counts(String sender, LocalDate from, Optional<LocalDate> week) {
        return weeks.since(week.orElse(from), Optional.of(sender)).stream()
                .filter(it -> week.isEmpty() || it.week().equals(week.get()))
                .map(SentWeeks.Week::counts)
                .reduce(
                        new Reconciliations.Counts(0, 0, 0, 0, 0, 0),
                        (a, b) -> new Reconciliations.Counts(
                                a.sentWithPermit() + b.sentWithPermit(),
                                a.sentWithoutAsking() + b.sentWithoutAsking(),
                                a.sentAfterExpiry() + b.sentAfterExpiry(),
                                a.sentAgainstDeny() + b.sentAgainstDeny(),
                                a.permitUnused() + b.permitUnused(),
                                a.rejected() + b.rejected()));
    }

    private Map<LocalDate, UnaskedPage.Sums> byWeek(String sender, List<LocalDate> mondays) {
        var byWeek = new HashMap<LocalDate, UnaskedPage.Sums>();
        for (var week : weeks.since(mondays.getFirst(), Optional.of(sender)))
            byWeek.put(week.week(), Kinds.sums(week.counts()));
        return byWeek;
    }

    private WeekBars bars(String sender, List<LocalDate> mondays, RowsQuery.Asked asked) {
        var byWeek = asked.report().isPresent() ? Map.<LocalDate, UnaskedPage.Sums>of() : byWeek(sender, mondays);
        var kind = Json.text(asked.result());
        return SentCharts.bars(
                Kinds.TEXTS.text("weeksTitle"),
                mondays,
                byWeek,
                week -> "/console/unasked/rows?sender=" + sender + "&week=" + week + "&result=" + kind + "#rows");
    }

    private static String lead(
            RowsQuery.Asked asked, Optional<Reconciliations.Report> report, long count, List<LocalDate> mondays) {
        var kind = Json.text(asked.result());
        if (report.isPresent()) return Kinds.TEXTS.text("rowsOfReport", count, kind, ReportLists.covers(report.get()));
        return asked.week()
                .map(it -> Kinds.TEXTS.text("rowsOfWeek", count, kind, Wording.day(it)))
                .orElseGet(() -> Kinds.TEXTS.text("rowsSince", count, kind, Wording.day(mondays.getFirst())));
    }

    private static Sorting.Head sent(String path, RowsQuery.Asked asked) {
        return new Sorting.Head(
                path + (asked.newestFirst() ? "at" : "-at") + "#rows",
                asked.newestFirst() ? "descending" : "ascending");
    }

    private static List<UnaskedPage.Count> kinds(RowsQuery.Asked asked, Reconciliations.Counts counts) {
        var link = "/console/unasked/rows?" + asked.whose() + "&result=";
        return Kinds.counts(counts, link, asked.result(), asked.report().isPresent());
    }

    private static String next(String path, RowsQuery.Asked asked, List<SentRows.Found> found) {
        if (found.size() <= MOST) return "";
        return path + (asked.newestFirst() ? "-at" : "at") + "&after="
                + found.get(MOST - 1).place();
    }

    private List<UnaskedPage.Row> shown(List<SentRows.Found> found, CatalogNames names) {
        var some = found.stream().limit(MOST).toList();
        var whose = whose(some);
        return some.stream()
                .map(it -> new UnaskedPage.Row(
                        it.at().map(Wording::second).orElse(""),
                        it.channel().map(names::channel).orElse(""),
                        it.point()
                                .map(whose::get)
                                .flatMap(ContactPoints.Whose::address)
                                .map(address -> address.replaceFirst("^(mailto|tel|acct):", ""))
                                .orElse(""),
                        it.point()
                                .map(whose::get)
                                .map(them -> them.person().toString())
                                .orElse(""),
                        why(it),
                        it.decision().map(UUID::toString).orElse(""),
                        it.report().toString(),
                        it.line().map(String::valueOf).orElse("")))
                .toList();
    }

    private static String why(SentRows.Found found) {
        return found.detail()
                .map(it -> it.matches("[a-z_]+") ? Kinds.TEXTS.text("why", it) : Uploads.readable(it))
                .orElse("");
    }

    private Map<UUID, ContactPoints.Whose> whose(List<SentRows.Found> found) {
        var points =
                found.stream().flatMap(it -> it.point().stream()).distinct().toList();
        try (var connection = dataSource.getConnection()) {
            return contacts.whose(connection, points);
        } catch (SQLException e) {
            throw Outage.undecided("whose the addresses are could not be read", e);
        }
    }
}
