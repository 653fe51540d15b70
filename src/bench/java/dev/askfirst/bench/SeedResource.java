package dev.askfirst.bench;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Fills the straightforward version's tables with the people that the import brought to ours. */
@Path("/bench/seed")
@RunOnVirtualThread
public class SeedResource {

    private final DataSource dataSource;

    SeedResource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @POST
    @RolesAllowed("admin")
    public String seed(@QueryParam("people") int people) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into plain_contact (address, person_id, time_zone)
                    select 'mailto:person' || n || '@bench.example', n, 'Europe/Paris'
                    from generate_series(0, %d) n""".formatted(people - 1));
            statement.execute("""
                    insert into plain_consent (id, person_id, controller, topic, channel, state, given_at)
                    select n * 2 + k, n, 'acme', case k when 0 then 'offers' else 'events' end, 'email',
                           case when n %% 10 < 7 then 'given' else 'withdrawn' end, now()
                    from generate_series(0, %d) n, generate_series(0, 1) k""".formatted(people - 1));
        }
        return "seeded";
    }
}
