package dev.askfirst.mailbox;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Which mails came: by a hash, without any of their words. */
@ApplicationScoped
class MailRows {

    private static final Logger LOG = Logger.getLogger(MailRows.class);

    private static final Sql FIND =
            Sql.of("select id, understood from mail where sender = :sender and identity = :identity");
    private static final Sql INSERT = Sql.of("""
            insert into mail values (:sender, :identity, :id, :now, :understood, :decisions::uuid[])
            on conflict do nothing""");
    private static final Sql FORGET = Sql.of("delete from mail where at < :until");

    private final DataSource dataSource;
    private final Clock clock;
    private final Duration kept;

    MailRows(DataSource dataSource, Clock clock, @ConfigProperty(name = "askfirst.keep.mails") Duration kept) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.kept = kept;
    }

    /** What was answered to the same mail before. */
    Optional<MailReply> find(String sender, byte[] identity) {
        try (var connection = dataSource.getConnection()) {
            return find(connection, sender, identity);
        } catch (SQLException e) {
            throw Outage.undecided("the mail could not be recorded durably", e);
        }
    }

    /** Writes down that a mail came, and what it meant; the first of two at once counts. */
    MailReply keep(String sender, byte[] identity, MailEffects.Done done) {
        try (var connection = dataSource.getConnection()) {
            var now = clock.read(connection);
            INSERT.with("sender", sender)
                    .with("identity", identity)
                    .with("id", Ids.at(now))
                    .with("now", now)
                    .with("understood", done.understood())
                    .with("decisions", done.decisions())
                    .update(connection);
            return find(connection, sender, identity).orElseThrow();
        } catch (SQLException e) {
            throw Outage.undecided("the mail could not be recorded durably", e);
        }
    }

    private static Optional<MailReply> find(Connection connection, String sender, byte[] identity) throws SQLException {
        return FIND.with("sender", sender)
                .with("identity", identity)
                .first(
                        connection,
                        row -> new MailReply(
                                MailReply.Understood.valueOf(
                                        row.text("understood").toUpperCase(Locale.ROOT)),
                                row.id("id")));
    }

    @Scheduled(every = "{askfirst.tidying.every}", delayed = "10m")
    void forget() {
        try (var connection = dataSource.getConnection()) {
            FORGET.with("until", clock.read(connection).minus(kept)).update(connection);
        } catch (SQLException e) {
            LOG.warnf("could not forget which mails came: %s", e.getMessage());
        }
    }
}
