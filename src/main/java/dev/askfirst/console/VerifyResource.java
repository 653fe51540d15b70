package dev.askfirst.console;

import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** How anybody checks the record without trusting us. */
@Path("/console/verify")
@RolesAllowed({Caller.COMPLIANCE, Caller.ADMIN})
@RunOnVirtualThread
public class VerifyResource {

    private static final Sql PUBLISHED = Sql.of("""
            select note as line from checkpoint where size <= (select published from sealer)
            order by size desc limit 1""");

    private static final Sql KEYS = Sql.of("select vkey as line from log_key order by at, vkey");

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance verify(Layout layout, List<String> keys, String checkpoint);
    }

    private final PageGuard guard;
    private final DataSource dataSource;

    VerifyResource(PageGuard guard, DataSource dataSource) {
        this.guard = guard;
        this.dataSource = dataSource;
    }

    @GET
    @ForLimitedStaff
    public Response verify() {
        return guard.see("verify", layout -> {
            var notes = texts(PUBLISHED);
            return Templates.verify(layout, texts(KEYS), String.join("", notes));
        });
    }

    private List<String> texts(Sql sql) {
        try (var connection = dataSource.getConnection()) {
            return sql.list(connection, row -> row.text("line"));
        } catch (SQLException e) {
            throw Outage.undecided("the log could not be read", e);
        }
    }
}
