package dev.askfirst.console.unasked;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.console.figures.WeekBars;
import dev.askfirst.console.figures.Wording;
import dev.askfirst.console.table.Sorting;
import dev.askfirst.console.table.Sorting.Column;
import dev.askfirst.console.unasked.UnaskedPage.SenderRow;
import dev.askfirst.console.unasked.UnaskedPage.Sums;
import dev.askfirst.reconcile.ReportIntake;
import dev.askfirst.reconcile.SentWeeks;
import dev.askfirst.selfservice.form.CatalogNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says who sent without asking, from what reports came to. */
@ApplicationScoped
class UnaskedPages {

    /** How senders are sorted where nothing else is asked for. */
    static final String USUAL = "-senders.without";

    private static final List<Column<SenderRow>> COLUMNS = List.of(
            new Column<>(
                    "sender",
                    Kinds.TEXTS.text("sender"),
                    false,
                    Comparator.comparing(it -> it.name().toLowerCase(java.util.Locale.ROOT))),
            new Column<>("messages", Kinds.TEXTS.text("messages"), true, by(Sums::messages)),
            new Column<>("without", Kinds.TEXTS.text("kind", "sent_without_asking"), true, by(Sums::without)),
            new Column<>("late", Kinds.TEXTS.text("kind", "sent_after_expiry"), true, by(Sums::late)),
            new Column<>("against", Kinds.TEXTS.text("kind", "sent_against_deny"), true, by(Sums::against)),
            new Column<>(
                    "share",
                    Kinds.TEXTS.text("share"),
                    true,
                    Comparator.comparingDouble(it -> SentCharts.share(it.sums()))));

    private final SentWeeks weeks;
    private final ReportLists reports;
    private final ReportIntake intake;
    private final CatalogService catalogs;
    private final SentWindow window;

    UnaskedPages(
            SentWeeks weeks, ReportLists reports, ReportIntake intake, CatalogService catalogs, SentWindow window) {
        this.weeks = weeks;
        this.reports = reports;
        this.intake = intake;
        this.catalogs = catalogs;
        this.window = window;
    }

    private static Comparator<SenderRow> by(java.util.function.ToLongFunction<Sums> number) {
        return Comparator.comparingLong(it -> number.applyAsLong(it.sums()));
    }

    /** The page, its senders and reports in the order that is asked for. */
    UnaskedPage of(Sorting sorting, String before) {
        var mondays = window.mondays();
        var names = new CatalogNames(catalogs.newest(), "en");
        var bySender = bySender(weeks.since(mondays.getFirst(), Optional.empty()));
        var most = most(bySender);
        var senders = bySender.entrySet().stream()
                .map(it -> sender(it.getKey(), names.sender(it.getKey()), it.getValue(), mondays, most))
                .toList();
        var listed = reports.list(sorting, before, names);
        return new UnaskedPage(
                lead(senders, names, mondays),
                COLUMNS,
                sorting.sorted("senders", senders, COLUMNS),
                Kinds.TEXTS.text("shareMost", most),
                Wording.dayOfYear(mondays.getFirst()),
                Wording.dayOfYear(mondays.getLast()),
                SentCharts.bars(Kinds.TEXTS.text("weeksTitle"), mondays, byWeek(bySender), _ -> ""),
                ReportLists.COLUMNS,
                listed.lines(),
                listed.more(),
                listed.lines().stream().anyMatch(UnaskedPage.ReportLine::open),
                Long.toString(intake.daysKept()));
    }

    /** What a column of full height shows, in percent: all senders are drawn to one scale. */
    private static double most(Map<String, Map<LocalDate, Sums>> bySender) {
        return WeekBars.round(bySender.values().stream()
                .flatMap(it -> it.values().stream())
                .mapToDouble(SentCharts::share)
                .max()
                .orElse(0));
    }

    private static Map<String, Map<LocalDate, Sums>> bySender(List<SentWeeks.Week> weeks) {
        var bySender = new TreeMap<String, Map<LocalDate, Sums>>();
        for (var week : weeks)
            bySender.computeIfAbsent(week.sender(), _ -> new HashMap<>()).put(week.week(), Kinds.sums(week.counts()));
        return bySender;
    }

    private static Map<LocalDate, Sums> byWeek(Map<String, Map<LocalDate, Sums>> bySender) {
        return bySender.values().stream()
                .flatMap(it -> it.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> Kinds.sum(List.of(a, b))));
    }

    private static SenderRow sender(
            String id, String name, Map<LocalDate, Sums> weeks, List<LocalDate> mondays, double most) {
        var sums = Kinds.sum(List.copyOf(weeks.values()));
        var told = mondays.stream()
                .filter(weeks::containsKey)
                .map(it -> Kinds.TEXTS.text(
                        "weekTold",
                        Wording.day(it),
                        Wording.share(weeks.get(it).uncovered(), weeks.get(it).messages())))
                .collect(Collectors.joining(", "));
        return new SenderRow(
                id,
                name,
                Wording.number(sums.messages()),
                Wording.number(sums.without()),
                Wording.number(sums.late()),
                Wording.number(sums.against()),
                Wording.share(sums.uncovered(), sums.messages()),
                sums,
                SentCharts.columns(mondays, weeks, most),
                told);
    }

    /** The answer in sentences: how many there were, who sent most of them, and from whom nothing is known. */
    private List<String> lead(List<SenderRow> senders, CatalogNames names, List<LocalDate> mondays) {
        var all = Kinds.sum(senders.stream().map(SenderRow::sums).toList());
        var from = Wording.day(mondays.getFirst());
        var said = new ArrayList<String>();
        if (all.messages() == 0) said.add(Kinds.TEXTS.text("leadNone", from));
        else said.add(Kinds.TEXTS.text("lead", from, all.messages(), all.without(), all.late(), all.against()));
        senders.stream()
                .filter(it -> it.sums().uncovered() > 0)
                .max(Comparator.comparingLong(it -> it.sums().uncovered()))
                .ifPresent(it -> said.add(
                        Kinds.TEXTS.text("leadMost", it.name(), it.sums().uncovered(), it.share())));
        var silent = catalogs.newest().document().senders().stream()
                .filter(it -> senders.stream().noneMatch(row -> row.id().equals(it.id())))
                .map(it -> names.sender(it.id()))
                .sorted()
                .toList();
        if (!silent.isEmpty()) said.add(Kinds.TEXTS.text("leadSilent", silent.size(), String.join(", ", silent)));
        return said;
    }
}
