package dev.askfirst.person.usage;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.platform.Clock;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Deletes permits counted for unknown addresses once no cap looks back that far. */
@ApplicationScoped
public class UsageTidying {

    private static final Logger LOG = Logger.getLogger(UsageTidying.class);

    private final javax.sql.DataSource dataSource;
    private final Clock clock;
    private final CatalogService catalogs;

    UsageTidying(@DataSource("work") javax.sql.DataSource dataSource, Clock clock, CatalogService catalogs) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.catalogs = catalogs;
    }

    @Scheduled(every = "{askfirst.tidying.every}", delayed = "10m")
    public void tidy() {
        try (var connection = dataSource.getConnection();
                var delete = connection.prepareStatement("delete from stranger_usage where at < ?")) {
            var oldest =
                    clock.read(connection).minus(catalogs.newest(connection).lookBack());
            delete.setObject(1, oldest.atOffset(ZoneOffset.UTC));
            delete.executeUpdate();
        } catch (SQLException e) {
            LOG.warnf("could not tidy what was counted for strangers: %s", e.getMessage());
        }
    }
}
