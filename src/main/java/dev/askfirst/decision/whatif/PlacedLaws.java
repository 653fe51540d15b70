package dev.askfirst.decision.whatif;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.decision.record.Looked;
import dev.askfirst.law.Locator;
import dev.askfirst.policy.Holidays;
import dev.askfirst.policy.Jurisdictions;
import dev.askfirst.policy.Law;
import dev.askfirst.policy.term.Terms;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which rows of law of a catalog would have bound a recorded decision. The record says which rows of its own catalog did, and
 * so where the person may have been, as far as those rows ask: a row for the same places binds where that one did. For other
 * places the person's own country and zone tell, unless the channel is by telephone: the number is not in the record.
 */
final class PlacedLaws {

    private static final String TELEPHONE = "tel";

    private final Locator locator;
    private final Map<Among, List<Row>> rows = new HashMap<>();

    PlacedLaws(Locator locator) {
        this.locator = locator;
    }

    /** The rows of one catalog that another catalog's rows of the same places tell about. */
    private record Among(long own, Catalog catalog, String topic, String channel) {}

    /**
     * A row of law.
     *
     * @param told rows of the decision's own catalog that bind where this one does
     */
    private record Row(Law law, List<Law> told) {}

    /** Where it was decided; empty if that is not on record. */
    Optional<Jurisdictions> of(UnderCatalog.Recorded recorded, Catalog catalog, Terms terms) {
        var decision = recorded.decision();
        var at = decision.context().at().orElse(decision.decidedAt());
        var bound = new ArrayList<Jurisdictions.Bound>();
        for (var row : rows(recorded, catalog)) {
            if (!row.law().matters(at)) continue;
            var zones = zones(recorded, row, at).or(() -> stated(recorded, catalog, row.law(), terms, at));
            if (zones.isEmpty()) return Optional.empty();
            if (!zones.get().isEmpty()) bound.add(new Jurisdictions.Bound(row.law(), zones.get()));
        }
        var calendar = decision.basis().derived().calendar();
        return Optional.of(new Jurisdictions(bound, calendar, holidays(recorded), recorded.clocks()));
    }

    /** As it was decided, with the laws of its own catalog. */
    Jurisdictions recorded(UnderCatalog.Recorded recorded) {
        return recorded.decision().basis().derived().jurisdictions(recorded.own(), recorded.clocks());
    }

    /** The zones of a row, none where it does not bind; empty if its own catalog had no row for the same places. */
    private static Optional<List<ZoneId>> zones(UnderCatalog.Recorded recorded, Row row, Instant at) {
        var kept = recorded.decision().basis().derived().laws();
        for (var told : row.told()) {
            if (!told.matters(at)) continue;
            var zones = kept.get(told.id() + "/" + told.version());
            if (zones == null) return Optional.of(List.of());
            if (told.alsoIn().equals(row.law().alsoIn()))
                return Optional.of(zones.stream().map(recorded.clocks()::of).toList());
        }
        return Optional.empty();
    }

    /** By what the person says of their place; empty if their telephone number would tell, too. */
    private Optional<List<ZoneId>> stated(
            UnderCatalog.Recorded recorded, Catalog catalog, Law law, Terms terms, Instant at) {
        var schemes = catalog.schemesOf(recorded.decision().context().channel()).orElse(Set.of());
        if (schemes.contains(TELEPHONE)) return Optional.empty();
        var known = new Locator.Known(Optional.empty(), terms.preferences());
        return Optional.of(
                locator.jurisdictions(List.of(law), known, at, holidays(recorded), recorded.clocks()).laws().stream()
                        .flatMap(it -> it.zones().stream())
                        .toList());
    }

    /** Those that were looked up then and, of days that were not, those that this release knows. */
    private Holidays holidays(UnderCatalog.Recorded recorded) {
        var found = recorded.decision().basis().derived().holidays();
        return (calendar, day) ->
                found.contains(Looked.name(calendar, day)) || locator.holidays().on(calendar, day);
    }

    private List<Row> rows(UnderCatalog.Recorded recorded, Catalog catalog) {
        var context = recorded.decision().context();
        var own = recorded.own();
        return rows.computeIfAbsent(
                new Among(own.version(), catalog, context.topic(), context.channel()),
                among ->
                        among
                                .catalog()
                                .laws(among.catalog().topic(among.topic()).orElseThrow(), among.channel())
                                .stream()
                                .map(law -> new Row(law, told(own, law, among)))
                                .toList());
    }

    /** The row itself first, then those of other ids and versions for the same places. */
    private static List<Law> told(Catalog own, Law law, Among among) {
        var topic = own.topic(among.topic());
        if (topic.isEmpty()) return List.of();
        return own.laws(topic.get(), among.channel()).stream()
                .filter(it -> it.jurisdictions().equals(law.jurisdictions()))
                .sorted((one, other) -> Boolean.compare(isSame(other, law), isSame(one, law)))
                .toList();
    }

    private static boolean isSame(Law one, Law other) {
        return one.id().equals(other.id()) && one.version() == other.version();
    }
}
