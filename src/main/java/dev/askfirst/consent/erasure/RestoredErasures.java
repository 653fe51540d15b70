package dev.askfirst.consent.erasure;

import dev.askfirst.consent.contact.ErasedContacts;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.postgres.NewPrimary;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Produces;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Makes up for erasures that a restored database has not: at the start, and whenever another primary has taken over, the list
 * that is kept outside is compared with the database, and whoever is there again is erased again. Until that is done the
 * service is not ready.
 */
@ApplicationScoped
class RestoredErasures {

    private record Contacts(Optional<UUID> page) implements Transactions.Recorded {}

    private static final Logger LOG = Logger.getLogger(RestoredErasures.class);
    private static final int AT_ONCE = 1_000;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Those who were merged into somebody else are erased with them. */
    private static final Sql THERE_AGAIN = Sql.of("""
            select person_id from person p where erased_at is null and person_id = any (:people::uuid[])
                and not exists (select 1 from merged_person m where m.person_id = p.person_id)""");

    private static final Sql.Call ANYBODY = new Sql.Call(Sql.of("select 1 from person limit 1"), Map.of());

    private final Optional<Path> file;
    private final boolean startOnly;
    private final Erasures erasures;
    private final Transactions transactions;
    private final DataSource dataSource;
    private volatile boolean applied;

    RestoredErasures(
            ErasureConfig erasure, Config config, Erasures erasures, Transactions transactions, DataSource dataSource) {
        this.file = erasure.list();
        this.startOnly =
                config.getOptionalValue("askfirst.start-only", Boolean.class).orElse(false);
        this.erasures = erasures;
        this.transactions = transactions;
        this.dataSource = dataSource;
        this.applied = file.isEmpty();
    }

    void start(@Observes @Priority(Interceptor.Priority.APPLICATION) StartupEvent starting) throws SQLException {
        if (file.isEmpty()) return;
        try {
            apply();
        } catch (IOException e) {
            throw new StartRefused("the list of erasures cannot be read (ASKFIRST_ERASURES_LIST): " + e.getMessage());
        }
    }

    /** The database may have been restored to an earlier instant while this instance ran. */
    void doubt(@Observes NewPrimary primary) {
        applied = file.isEmpty();
    }

    void another(@ObservesAsync NewPrimary primary) throws InterruptedException {
        while (!applied) {
            try {
                apply();
            } catch (SQLException | IOException e) {
                LOG.warnf("the list of erasures is not applied yet: %s", e.getMessage());
                Thread.sleep(PAUSE);
            }
        }
    }

    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck ready() {
        return () -> {
            var response = HealthCheckResponse.named("erasures").status(applied);
            if (!applied) response.withData("reason", "the list of erasures that is kept outside is not applied");
            return response.build();
        };
    }

    private synchronized void apply() throws SQLException, IOException {
        var list = list();
        var again = people(list);
        contacts(list);
        applied = true;
        tell(again, list.people().size());
    }

    /** Before the first export there is no file: that does for a database that has nobody who could have been erased. */
    private ErasureList list() throws SQLException, IOException {
        var there = file.orElseThrow();
        if (Files.exists(there)) return ErasureList.read(there);
        try (var connection = dataSource.getConnection()) {
            if (!ANYBODY.exists(connection)) return ErasureList.empty();
        }
        throw new NoSuchFileException(there.toString(), null, "./askfirst erasures export makes it");
    }

    private void tell(int again, int all) {
        if (startOnly) System.out.printf("%d of %d people were erased again%n", again, all);
        else if (again > 0) LOG.warnf("the database did not have %d erasures of the list: they were made again", again);
        else LOG.infof("each of %d erasures of the list is in the database", all);
    }

    /** Whoever was merged into somebody meanwhile, or by another instance erased, is found so by looking again. */
    private int people(ErasureList list) throws SQLException {
        var all = 0;
        for (var there = thereAgain(list); !there.isEmpty(); there = thereAgain(list)) {
            var before = all;
            for (var person : there) {
                if (!erasures.again(person, list.people().get(person))) continue;
                if (++all % AT_ONCE == 0) LOG.infof("%d people were erased again so far", all);
            }
            if (all == before && there.equals(thereAgain(list)))
                throw new SQLException("%d people of the list cannot be erased".formatted(there.size()));
        }
        return all;
    }

    private List<UUID> thereAgain(ErasureList list) throws SQLException {
        var there = new ArrayList<UUID>();
        try (var connection = dataSource.getConnection()) {
            for (var piece : list.pieces(AT_ONCE))
                there.addAll(THERE_AGAIN.with("people", piece).list(connection, row -> row.id("person_id")));
        }
        return there;
    }

    /** Also of those who came and were erased after the instant that the database was restored to. */
    private void contacts(ErasureList list) throws SQLException {
        var all = List.copyOf(list.contacts().values());
        for (var from = 0; from < all.size(); from += AT_ONCE) {
            var some = all.subList(from, Math.min(from + AT_ONCE, all.size()));
            transactions.run(connection -> {
                ErasedContacts.remember(connection, some);
                return new Contacts(Optional.empty());
            });
        }
    }
}
