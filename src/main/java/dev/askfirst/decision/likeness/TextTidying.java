package dev.askfirst.decision.likeness;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Sql;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Forgets which texts were told. Nothing is compared with those of another month, so what finds them goes first; to whom they went
 * stays for staff to see, for {@code askfirst.keep.told-texts}.
 */
@ApplicationScoped
class TextTidying {

    private static final Logger LOG = Logger.getLogger(TextTidying.class);
    private static final Duration COMPARED = Duration.ofDays(31);

    private static final Sql BANDS = Sql.of("delete from told_band where text_id < first_uuid_of(:until)");
    private static final Sql COPIES = Sql.of("delete from told_copy where text_id < first_uuid_of(:until)");
    private static final Sql TEXTS = Sql.of("delete from told_text where at < :until");

    private final DataSource dataSource;
    private final Clock clock;
    private final Duration kept;

    TextTidying(DataSource dataSource, Clock clock, @ConfigProperty(name = "askfirst.keep.told-texts") Duration kept) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.kept = kept.compareTo(COMPARED) > 0 ? kept : COMPARED;
    }

    @Scheduled(every = "{askfirst.tidying.every}", delayed = "10m")
    void forget() {
        try (var connection = dataSource.getConnection()) {
            var now = clock.read(connection);
            BANDS.with("until", now.minus(COMPARED)).update(connection);
            COPIES.with("until", now.minus(kept)).update(connection);
            TEXTS.with("until", now.minus(kept)).update(connection);
        } catch (SQLException e) {
            LOG.warnf("could not forget which texts were told: %s", e.getMessage());
        }
    }
}
