package dev.askfirst.consent.event;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.law.LawRow;
import dev.askfirst.law.Locator;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;

/** What law makes of a browser's opt-out signal: the strictest of the rows for any place where the person may be. */
@ApplicationScoped
public class SignalLaw {

    private final Locator locator;

    SignalLaw(Locator locator) {
        this.locator = locator;
    }

    /** The first instant at which somebody may be asked for a yes again whose signal was recorded at {@code heard}. */
    public Instant askAgainFrom(Catalog catalog, Locator.Known known, Instant heard) {
        return rows(catalog, known, heard).stream()
                .map(row -> heard.atOffset(ZoneOffset.UTC)
                        .plus(row.signal().orElseThrow().askAgain())
                        .toInstant())
                .max(Comparator.naturalOrder())
                .orElse(heard);
    }

    /** Whether a further signal also ends a yes that was given after an earlier one. */
    boolean endsLaterYes(Catalog catalog, Locator.Known known, Instant at) {
        return rows(catalog, known, at).stream()
                .anyMatch(row -> row.signal().orElseThrow().laterYes() == LawRow.LaterYes.ENDS);
    }

    private List<LawRow> rows(Catalog catalog, Locator.Known known, Instant at) {
        var all = catalog.document().laws().stream()
                .filter(row -> row.signal().isPresent() && row.inForce(at))
                .toList();
        return all.isEmpty() ? all : locator.holding(all, known);
    }
}
