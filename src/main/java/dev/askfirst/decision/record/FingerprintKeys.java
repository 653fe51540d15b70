package dev.askfirst.decision.record;

import dev.askfirst.authorship.FingerprintKey;
import dev.askfirst.person.key.Strangers;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The keys of controllers for fingerprints. Each follows from the key of the month by which entries name unknown people, and is
 * gone with it.
 */
@ApplicationScoped
public class FingerprintKeys {

    private static final String USE = "askfirst fingerprints of ";

    private final Strangers strangers;

    FingerprintKeys(Strangers strangers) {
        this.strangers = strangers;
    }

    /** The month of an instant, as keys have it. */
    public static YearMonth month(Instant at) {
        return YearMonth.from(at.atOffset(ZoneOffset.UTC));
    }

    /** The key of the month of this instant, 32 bytes. */
    public byte[] bytes(String controller, Instant at) {
        return strangers.at(at).keyFor(USE + controller);
    }

    /** The key of a month; empty if there is none, or it was destroyed. */
    public Optional<FingerprintKey> ifAny(Connection connection, String controller, YearMonth month)
            throws SQLException {
        var within = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return strangers
                .ifAny(connection, within)
                .map(names -> new FingerprintKey(month, names.keyFor(USE + controller)));
    }
}
