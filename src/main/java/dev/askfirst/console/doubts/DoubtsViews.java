package dev.askfirst.console.doubts;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.console.doubts.DoubtsView.CampaignView;
import dev.askfirst.console.doubts.DoubtsView.DayView;
import dev.askfirst.console.doubts.DoubtsView.FastView;
import dev.askfirst.console.doubts.DoubtsView.SenderView;
import dev.askfirst.console.figures.Wording;
import dev.askfirst.decision.likeness.DoubtedTexts;
import dev.askfirst.decision.likeness.DoubtedTexts.Campaign;
import dev.askfirst.decision.likeness.DoubtedTexts.Fast;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.policy.term.AuthorshipCheck;
import dev.askfirst.selfservice.form.CatalogNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Puts together what is called personal and is not, of the last 30 days. */
@ApplicationScoped
class DoubtsViews {

    private static final Texts TEXTS = Texts.of("doubts", "en");

    /** Of the curves, in their own units. */
    private static final int STEP = 5;

    private static final int HEIGHT = 38;

    private final CatalogService catalogs;
    private final DataSource dataSource;
    private final Clock clock;

    DoubtsViews(CatalogService catalogs, DataSource dataSource, Clock clock) {
        this.catalogs = catalogs;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    DoubtsView view() {
        try (var connection = dataSource.getConnection()) {
            var now = clock.read(connection);
            var today = now.atOffset(ZoneOffset.UTC).toLocalDate();
            var campaigns = DoubtedTexts.campaigns(connection, now);
            var fast = DoubtedTexts.fast(connection, now);
            var catalog = catalogs.newest(connection);
            var senders = senders(catalog, campaigns, fast).map(it -> sender(it, catalog, campaigns, fast, today));
            return new DoubtsView(
                    catalog.document().senders().stream().anyMatch(it -> it.authorshipCheck() != AuthorshipCheck.OFF),
                    campaigns.size(),
                    senders.toList());
        } catch (SQLException e) {
            throw Outage.undecided("the texts could not be read", e);
        }
    }

    /** Those with something to be seen, the widest first; then those that are checked. */
    private static Stream<String> senders(Catalog catalog, List<Campaign> campaigns, List<Fast> fast) {
        var checked = catalog.document().senders().stream()
                .filter(it -> it.authorshipCheck() != AuthorshipCheck.OFF)
                .map(it -> it.id());
        return Stream.of(campaigns.stream().map(Campaign::sender), fast.stream().map(Fast::sender), checked)
                .flatMap(it -> it)
                .distinct();
    }

    private static SenderView sender(
            String id, Catalog catalog, List<Campaign> campaigns, List<Fast> fast, LocalDate today) {
        var names = new CatalogNames(catalog, "en");
        var check = catalog.sender(id).map(it -> it.check()).orElse(AuthorshipCheck.OFF);
        return new SenderView(
                id,
                names.sender(id),
                Json.text(check),
                campaigns.stream()
                        .filter(it -> it.sender().equals(id))
                        .map(it -> campaign(it, names, today))
                        .toList(),
                fast.stream()
                        .filter(it -> it.sender().equals(id))
                        .map(it -> new FastView(
                                names.controller(it.controller()),
                                Wording.number(it.words()),
                                "/console/entries/" + it.example()))
                        .toList());
    }

    private static CampaignView campaign(Campaign it, CatalogNames names, LocalDate today) {
        var first = Wording.day(it.days().firstKey());
        var last = Wording.day(it.days().lastKey());
        return new CampaignView(
                it.campaign().orElse(TEXTS.text("unnamed")),
                names.controller(it.controller()),
                Wording.number(it.copies()),
                Wording.number(it.texts()),
                first,
                last,
                curve(it, today),
                TEXTS.text("curve", Wording.number(it.copies()), first, last),
                "/console/entries/" + it.example(),
                days(it));
    }

    /** From left to right 30 days, from bottom to top all who were reached. */
    private static String curve(Campaign campaign, LocalDate today) {
        var path = new StringBuilder("M0 " + (HEIGHT + 1));
        var days = DoubtedTexts.WINDOW.toDays();
        var sum = 0;
        for (var i = 0; i <= days; i++) {
            sum += campaign.days().getOrDefault(today.minusDays(days - i), 0);
            path.append("L")
                    .append(i * STEP)
                    .append(" ")
                    .append(HEIGHT + 1 - Math.round((double) sum * HEIGHT / campaign.copies()));
        }
        return path.toString();
    }

    private static List<DayView> days(Campaign campaign) {
        var rows = new ArrayList<DayView>();
        var sum = 0;
        for (var day : campaign.days().entrySet()) {
            sum += day.getValue();
            rows.add(new DayView(Wording.day(day.getKey()), Wording.number(day.getValue()), Wording.number(sum)));
        }
        return rows;
    }
}
