package dev.askfirst.catalog;

import dev.askfirst.law.LawRow;
import dev.askfirst.law.Locator;
import dev.askfirst.policy.term.Preferences;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** By when law wants what people tell to be looked at: the earliest day of any place where the person may be. */
@ApplicationScoped
public class RevocationLaw {

    private final Locator locator;

    RevocationLaw(Locator locator) {
        this.locator = locator;
    }

    /**
     * The end of the time that law gives for a reply by this channel; where no row says anything, there is none to lose.
     *
     * @param number in E.164, of contacts that are telephone numbers
     */
    public Instant due(
            Catalog catalog, String channel, Optional<String> number, Preferences preferences, Instant received) {
        var rows = catalog.document().laws().stream()
                .filter(row -> row.revocation().isPresent())
                .filter(row -> row.channels().contains(channel) && row.inForce(received))
                .toList();
        return locator.due(rows, LawRow::revocation, new Locator.Known(number, preferences), received)
                .orElse(received);
    }

    /**
     * The end of the time that law gives to tell somebody that their complaint came; where no row says anything, there is none
     * to lose.
     *
     * @param number in E.164, if there is a telephone number
     */
    public Instant complaintDue(Catalog catalog, Optional<String> number, Preferences preferences, Instant received) {
        var rows = catalog.document().laws().stream()
                .filter(row -> row.complaint().isPresent() && row.inForce(received))
                .toList();
        return locator.due(rows, LawRow::complaint, new Locator.Known(number, preferences), received)
                .orElse(received);
    }
}
