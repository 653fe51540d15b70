package dev.askfirst.console;

import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** How anybody checks the record without trusting us. */
@Path("/console/verify")
@RolesAllowed({Caller.COMPLIANCE, Caller.ADMIN})
@RunOnVirtualThread
public class VerifyResource {

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
    public Response verify() {
        return guard.see("verify", layout -> {
            var notes = texts("select note from checkpoint where size <= (select published from sealer) "
                    + "order by size desc limit 1");
            return Templates.verify(
                    layout, texts("select vkey from log_key order by at, vkey"), String.join("", notes));
        });
    }

    private List<String> texts(String sql) {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement(sql)) {
            var texts = new ArrayList<String>();
            var row = select.executeQuery();
            while (row.next()) texts.add(row.getString(1));
            return texts;
        } catch (SQLException e) {
            throw Outage.undecided("the log could not be read", e);
        }
    }
}
