package dev.askfirst.decision.whatif;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogHistory;
import dev.askfirst.catalog.draft.Drafts;
import dev.askfirst.consent.event.TermsInBulk;
import dev.askfirst.consent.event.TermsOnRecord;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.DecisionsOnPages;
import dev.askfirst.law.Locator;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.time.ZoneEditions;
import dev.askfirst.policy.Clocks;
import dev.askfirst.policy.term.Terms;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Decides all decisions of a time again, without a draft and with it. It reads, and writes nothing. */
final class WhatIfRun {

    /** Is told after each piece how many were decided again. */
    @FunctionalInterface
    interface Progress {
        void at(long done) throws SQLException;
    }

    /** How many decisions are read at once, fewer while questions are asked: so that nobody waits long for the database. */
    private static final int PIECE = 500;

    private static final int SMALL_PIECE = 64;

    /** How many pages are read at first, and at most. */
    private static final int FIRST_PAGES = 1;

    private static final int MOST_PAGES = 512;

    /** Caps that look back further are decided by what was counted at the time alone. */
    private static final Duration LONGEST = Duration.ofDays(92);

    /** Thousands of people are found by index, each time: to read a large table whole would hold up everybody. */
    private static final Sql BY_INDEX = Sql.of("set local enable_seqscan = off");

    private static final Sql NOT_SENT = Sql.of("""
            select decision_id, known from outcome
            where outcome = 'not_sent' and decision_id >= first_uuid_of(:from) and decision_id < first_uuid_of(:to)""");

    private final Connection connection;
    private final CatalogHistory.Past past;
    private final TermsInBulk terms;
    private final GivingWay way;
    private final UnderCatalog base;
    private final UnderCatalog draft;
    private final Tally tally;
    private final Map<Long, Catalog> catalogs = new HashMap<>();
    private final Map<String, Optional<Clocks>> clocks = new HashMap<>();
    private final Uncounted uncounted;
    private Optional<Ledger> ledger = Optional.empty();

    WhatIfRun(Connection connection, CatalogHistory history, Locator locator, GivingWay way, Drafts.Shown shown) {
        var laws = new PlacedLaws(locator);
        this.connection = connection;
        this.past = history.on(connection);
        this.terms = new TermsInBulk(connection);
        this.way = way;
        this.base = new UnderCatalog(shown.base(), laws);
        var changed = shown.base().with(shown.draft().document());
        this.draft = new UnderCatalog(changed, laws);
        this.tally = new Tally(shown.base().version());
        this.uncounted = new Uncounted(shown.base(), changed);
    }

    /** What comes out for decisions from one instant on and before another. */
    WhatIfResult run(Instant from, Instant to, Progress progress) throws SQLException {
        var lookBack = uncounted.lookBack();
        if (!uncounted.isNone() && lookBack.compareTo(LONGEST) <= 0) {
            var first = from.minus(lookBack);
            ledger = Optional.of(new Ledger(lookBack, notSent(first, to)));
            each(first, from, progress, this::remember);
        }
        each(from, to, progress, this::decide);
        return tally.result();
    }

    /** Does something with each decision of a page. */
    @FunctionalInterface
    private interface Each {
        void take(DecisionsOnPages.OfPage page, Map<TermsInBulk.Wanted, TermsInBulk.Found> terms) throws SQLException;
    }

    private void each(Instant from, Instant to, Progress progress, Each each) throws SQLException {
        var after = DecisionsOnPages.before(connection, from);
        var most = FIRST_PAGES;
        for (var pages = next(after, to, most); !pages.isEmpty(); pages = next(after, to, most)) {
            var found = terms.of(wanted(pages));
            way.step();
            for (var page : pages) each.take(page, found);
            after = pages.getLast().page();
            progress.at(tally.decisions());
            var size = pages.stream().mapToInt(DecisionsOnPages.OfPage::size).sum();
            var piece = way.rests() ? SMALL_PIECE : PIECE;
            most = Math.clamp((long) pages.size() * piece / Math.max(1, size), 1, MOST_PAGES);
        }
    }

    private Map<UUID, Instant> notSent(Instant from, Instant to) throws SQLException {
        var notSent = new HashMap<UUID, Instant>();
        NOT_SENT.with("from", from)
                .with("to", to)
                .each(connection, row -> notSent.put(row.id("decision_id"), row.time("known")));
        return notSent;
    }

    private void remember(DecisionsOnPages.OfPage page, Map<TermsInBulk.Wanted, TermsInBulk.Found> found) {
        for (var decision : page.decisions()) {
            remember(decision, wanted(decision).map(found::get));
            way.step();
        }
    }

    private void remember(DecisionRecord decision, Optional<TermsInBulk.Found> found) {
        if (ledger.isPresent() && uncounted.mayCount(decision)) ledger.get().add(holder(decision, found), decision);
    }

    /** Whose permits caps count: the person's, or those of an address that was nobody's. */
    private static UUID holder(DecisionRecord decision, Optional<TermsInBulk.Found> found) {
        var about = decision.about();
        return found.flatMap(TermsInBulk.Found::owner)
                .or(about::point)
                .or(about::stranger)
                .orElseThrow();
    }

    private List<DecisionsOnPages.OfPage> next(UUID after, Instant to, int most) throws SQLException {
        BY_INDEX.update(connection);
        var pages = DecisionsOnPages.next(connection, after, to, most);
        way.step();
        return pages;
    }

    private static HashSet<TermsInBulk.Wanted> wanted(List<DecisionsOnPages.OfPage> pages) {
        var wanted = new HashSet<TermsInBulk.Wanted>();
        for (var page : pages)
            for (var decision : page.decisions()) wanted(decision).ifPresent(wanted::add);
        return wanted;
    }

    private static Optional<TermsInBulk.Wanted> wanted(DecisionRecord decision) {
        return decision.about()
                .point()
                .map(it -> new TermsInBulk.Wanted(it, decision.basis().termsVersion(), decision.decidedAt()));
    }

    private void decide(DecisionsOnPages.OfPage page, Map<TermsInBulk.Wanted, TermsInBulk.Found> found)
            throws SQLException {
        tally.unknown("damaged", page.size() - page.decisions().size());
        for (var decision : page.decisions()) {
            var own = wanted(decision).map(found::get);
            switch (own.map(TermsInBulk.Found::folded).orElseGet(() -> new TermsOnRecord.Folded.Given(Terms.EMPTY))) {
                case TermsOnRecord.Folded.Lost(var why) -> tally.unknown(Json.text(why), 1);
                case TermsOnRecord.Folded.Given(var given) -> decide(decision, given, holder(decision, own));
            }
            remember(decision, own);
            way.step();
        }
    }

    private void decide(DecisionRecord decision, Terms given, UUID holder) throws SQLException {
        var basis = decision.basis();
        var read = clocks(basis.derived().zones());
        if (read.isEmpty()) {
            tally.unknown(Json.text(TermsOnRecord.Why.ZONES_MISSING), 1);
            return;
        }
        var own = catalogs.computeIfAbsent(basis.catalogVersion(), past::version);
        var recorded = new UnderCatalog.Recorded(decision, own, given, read.get(), holder, ledger);
        var before = base.decide(recorded);
        var after = draft.decide(recorded);
        if (before instanceof Again.Unknown(var why)) tally.unknown(Json.text(why), 1);
        else if (after instanceof Again.Unknown(var why)) tally.unknown(Json.text(why), 1);
        else tally.add(decision, before, after);
    }

    /** The clocks that a decision used; before editions were recorded, they were those of the JDK. */
    private Optional<Clocks> clocks(Optional<String> edition) throws SQLException {
        if (edition.isEmpty()) return Optional.of(Clocks.OF_JAVA);
        var known = clocks.get(edition.get());
        if (known != null) return known;
        var found = ZoneEditions.find(connection, edition.get()).<Clocks>map(zones -> zones::named);
        clocks.put(edition.get(), found);
        return found;
    }
}
