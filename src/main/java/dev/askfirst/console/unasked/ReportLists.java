package dev.askfirst.console.unasked;

import dev.askfirst.console.Pair;
import dev.askfirst.console.figures.WeekBars;
import dev.askfirst.console.figures.Wording;
import dev.askfirst.console.table.Sorting;
import dev.askfirst.console.table.Sorting.Column;
import dev.askfirst.console.unasked.UnaskedPage.ReportLine;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.reconcile.Reconciliations;
import dev.askfirst.reconcile.ReportState;
import dev.askfirst.selfservice.form.CatalogNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reports that were handed in: all of them as lines, and one on a page. */
@ApplicationScoped
class ReportLists {

    private static final int MOST = 25;

    /** How reports are sorted where nothing else is asked for. */
    static final String USUAL = "-reports.at";

    /** Some reports; {@code more} is the address of those before them. */
    record Listed(List<ReportLine> lines, String more) {}

    /** A report, and what its sender is called. */
    record Known(Reconciliations.Report report, String sender) {
        long uncovered() {
            return Kinds.sums(report.counts()).uncovered();
        }
    }

    static final List<Column<Known>> COLUMNS = List.of(
            new Column<>(
                    "at",
                    Kinds.TEXTS.text("handedIn"),
                    false,
                    Comparator.comparing(it -> it.report().at())),
            new Column<>("sender", Kinds.TEXTS.text("sender"), false, Comparator.comparing(Known::sender)),
            new Column<>(
                    "covers",
                    Kinds.TEXTS.text("covers"),
                    false,
                    Comparator.comparing(it -> it.report().from())),
            new Column<>(
                    "rows",
                    Kinds.TEXTS.text("rows"),
                    true,
                    Comparator.comparingLong(it -> it.report().rows())),
            new Column<>("uncovered", Kinds.TEXTS.text("uncovered"), true, Comparator.comparingLong(Known::uncovered)),
            new Column<>(
                    "state",
                    Kinds.TEXTS.text("state"),
                    false,
                    Comparator.comparing(it -> it.report().state())));

    private final Reconciliations reconciliations;

    ReportLists(Reconciliations reconciliations) {
        this.reconciliations = reconciliations;
    }

    /**
     * The newest reports, in the order that is asked for.
     *
     * @param before only those that were handed in before this one
     */
    Listed list(Sorting sorting, String before, CatalogNames names) {
        var from = Optional.ofNullable(before).flatMap(Ids::parse);
        var found = reconciliations.newest(Optional.empty(), from, MOST + 1);
        var known = found.stream()
                .limit(MOST)
                .map(it -> new Known(it, names.sender(it.sender())))
                .toList();
        var more = found.size() <= MOST
                ? ""
                : sorting.with("before", known.getLast().report().id().toString()) + "#reports";
        return new Listed(
                sorting.sorted("reports", known, COLUMNS).stream()
                        .map(ReportLists::line)
                        .toList(),
                more);
    }

    private static ReportLine line(Known known) {
        var report = known.report();
        return new ReportLine(
                report.id().toString(),
                Wording.second(report.at()),
                known.sender(),
                covers(report),
                Wording.number(report.rows()),
                Wording.number(known.uncovered()),
                Kinds.TEXTS.text("reportState", Json.text(report.state())),
                report.done(),
                Math.max(1, report.rows()),
                isOpen(report));
    }

    /** One report on a page of its own. */
    UnaskedPage.ReportPage page(Reconciliations.Report report, CatalogNames names) {
        var sender = names.sender(report.sender());
        var sums = Kinds.sums(report.counts());
        return new UnaskedPage.ReportPage(
                report.id().toString(),
                Kinds.TEXTS.text("reportTitle", sender),
                lead(report, sender, sums),
                Kinds.TEXTS.text("reportHandedIn", Wording.second(report.at())),
                isOpen(report),
                report.state() == ReportState.FAILED,
                report.done(),
                Math.max(1, report.rows()),
                Kinds.counts(report.counts(), "/console/unasked/rows?report=" + report.id() + "&result=", null, true),
                bar(report, sums),
                Pair.of(Json.MAPPER.valueToTree(report)));
    }

    private static String lead(Reconciliations.Report report, String sender, UnaskedPage.Sums sums) {
        return switch (report.state()) {
            case DONE ->
                Kinds.TEXTS.text(
                        "reportLead",
                        covers(report),
                        sender,
                        sums.messages(),
                        sums.without(),
                        sums.late(),
                        sums.against(),
                        report.counts().rejected());
            case FAILED -> Kinds.TEXTS.text("reportFailed");
            case RECEIVING, WAITING, RUNNING -> Kinds.TEXTS.text("reportRunning", report.done(), report.rows());
        };
    }

    /** The whole report as one bar. */
    private static WeekBars bar(Reconciliations.Report report, UnaskedPage.Sums sums) {
        var parts = WeekBars.parts(
                List.of((double) sums.without(), (double) sums.late(), (double) sums.against(), (double) sums.with()),
                List.of("without", "late", "against", "with"),
                sums.messages());
        var week = new WeekBars.Week(covers(report), parts, List.of(), "");
        return new WeekBars(
                Kinds.TEXTS.text("barTitle"), "", "", List.of(), sums.messages() == 0 ? List.of() : List.of(week));
    }

    private static boolean isOpen(Reconciliations.Report report) {
        return report.state() == ReportState.WAITING || report.state() == ReportState.RUNNING;
    }

    /** From the first to the last day, both included. */
    static String covers(Reconciliations.Report report) {
        return Kinds.TEXTS.text("days", day(report.from()), day(last(report)));
    }

    /** A report that ends with a day ends at midnight after it. */
    private static Instant last(Reconciliations.Report report) {
        var before = report.to().minusNanos(1);
        return before.isBefore(report.from()) ? report.from() : before;
    }

    private static String day(Instant at) {
        return Wording.day(at.atOffset(ZoneOffset.UTC).toLocalDate());
    }
}
