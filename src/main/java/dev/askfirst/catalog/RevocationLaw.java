package dev.askfirst.catalog;

import dev.askfirst.law.Locator;
import dev.askfirst.policy.term.Preferences;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** By when a human must have found out whether a reply is a no: the earliest day of any place where the person may be. */
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
        return locator.revocationDue(rows, new Locator.Known(number, preferences), received)
                .orElse(received);
    }
}
