package dev.askfirst.person;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * What people tell a human at a company who cannot be sent a code, so that staff find their data without an address being
 * told. A reference opens nothing: whoever hears it has to make sure who is speaking. It begins with L if whoever got it held
 * a link to the page, and with T if they only typed an address, which anybody can.
 */
@ApplicationScoped
public class References {

    private static final Logger LOG = Logger.getLogger(References.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** No letters that are heard or read for another: neither I, L, O, U nor 0, 1. */
    private static final String SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int LENGTH = 8;
    private static final Pattern WRITTEN =
            Pattern.compile("[LT]-?([" + SIGNS + "]{4})-?([" + SIGNS + "]{4})", Pattern.CASE_INSENSITIVE);

    private static final Sql OWNER = Sql.of("select person_id from contact_point where point_id = :point");

    private final DataSource dataSource;
    private final Clock clock;
    private final Duration kept;

    References(DataSource dataSource, Clock clock, @ConfigProperty(name = "askfirst.keep.references") Duration kept) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.kept = kept;
    }

    /**
     * The reference of whoever came through this contact point, or typed an address that may be nobody's: the same for who
     * comes again.
     */
    public String of(UUID point, boolean linked) {
        try (var connection = dataSource.getConnection()) {
            return Sql.of("""
                            insert into page_reference (reference, point_id, linked, ends_at)
                            select :reference, :point, :linked, now + make_interval(secs => :kept)
                            from (select %s as now) clock
                            on conflict (point_id, linked) do update set ends_at = excluded.ends_at
                            returning reference""".formatted(clock.now()))
                    .with("reference", fresh(linked))
                    .with("point", point)
                    .with("linked", linked)
                    .with("kept", kept)
                    .first(connection, row -> row.text("reference"))
                    .orElseThrow();
        } catch (SQLException e) {
            throw Outage.undecided("a reference could not be kept", e);
        }
    }

    /** The text as a reference; empty if it has not the form of one. */
    static Optional<String> written(String text) {
        var typed = text.strip().toUpperCase(Locale.ROOT);
        var parts = WRITTEN.matcher(typed);
        return parts.matches()
                ? Optional.of(typed.charAt(0) + "-" + parts.group(1) + "-" + parts.group(2))
                : Optional.empty();
    }

    /** Whose it is; empty if it was never given out, has lapsed, or its address is nobody's. */
    Optional<UUID> person(String reference) {
        try (var connection = dataSource.getConnection()) {
            var point = Sql.of("select point_id from page_reference where reference = :reference and ends_at > "
                            + clock.now())
                    .with("reference", reference)
                    .first(connection, row -> row.id("point_id"));
            if (point.isEmpty()) return Optional.empty();
            return OWNER.with("point", point.get()).first(connection, row -> row.id("person_id"));
        } catch (SQLException e) {
            throw Outage.undecided("the reference could not be looked up", e);
        }
    }

    @Scheduled(every = "{askfirst.tidying.every}", delayed = "10m")
    void tidy() {
        try (var connection = dataSource.getConnection()) {
            Sql.of("delete from page_reference where ends_at < " + clock.now()).update(connection);
        } catch (SQLException e) {
            LOG.warnf("could not delete old references: %s", e.getMessage());
        }
    }

    private static String fresh(boolean linked) {
        var text = new StringBuilder(linked ? "L-" : "T-");
        for (var i = 0; i < LENGTH; i++) {
            if (i == LENGTH / 2) text.append('-');
            text.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
        }
        return text.toString();
    }
}
