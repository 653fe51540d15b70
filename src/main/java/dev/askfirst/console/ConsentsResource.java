package dev.askfirst.console;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.expiry.ExpiringReply;
import dev.askfirst.consent.expiry.ExpiringRequest;
import dev.askfirst.consent.expiry.ExpiringService;
import dev.askfirst.console.prove.Moments;
import dev.askfirst.console.table.Sorting;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import dev.askfirst.selfservice.form.CatalogNames;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Yeses and noes over time, and the yeses that are about to end by themselves. */
@Path("/console/consents")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class ConsentsResource {

    private static final int WEEKS = 12;
    private static final int AHEAD_DAYS = 30;

    /** A yes that ends by itself. */
    public record Ending(String grant, String person, String about, Instant at) {
        static final Map<String, Comparator<Ending>> ORDERS = Map.of(
                "ends",
                Comparator.comparing(Ending::at),
                "about",
                Comparator.comparing(Ending::about, String.CASE_INSENSITIVE_ORDER));

        static Ending of(ExpiringReply.Expiring it, CatalogNames names) {
            return new Ending(
                    it.grant().toString(),
                    it.person().toString(),
                    String.join(
                            " · ",
                            names.controller(it.controller()),
                            names.topic(it.topic()),
                            names.channel(it.channel())),
                    it.expiresAt());
        }

        /** When, to the second. */
        public String ends() {
            return Moments.listed(at);
        }
    }

    /** All of the page; {@code next} is the address of those that end later. */
    public record View(Weeks grants, Weeks refusals, List<Ending> endings, String next) {}

    private record OverTime(Instant now, Weeks grants, Weeks refusals) {}

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance consents(Layout layout, View view, Sorting sorting);
    }

    private final PageGuard guard;
    private final ExpiringService expiring;
    private final CatalogService catalogs;
    private final DataSource dataSource;
    private final Clock clock;

    ConsentsResource(
            PageGuard guard, ExpiringService expiring, CatalogService catalogs, DataSource dataSource, Clock clock) {
        this.guard = guard;
        this.expiring = expiring;
        this.catalogs = catalogs;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    @GET
    @ForLimitedStaff
    public Response consents(@QueryParam("cursor") String cursor, @Context UriInfo uri) {
        var sorting = Sorting.of(uri, "endings.ends");
        return guard.see(
                "consents",
                layout -> Templates.consents(layout, view(over(), Optional.ofNullable(cursor), sorting), sorting));
    }

    private OverTime over() {
        try (var connection = dataSource.getConnection()) {
            var now = clock.read(connection);
            var from = now.minus(WEEKS * 7L, ChronoUnit.DAYS);
            return new OverTime(
                    now,
                    Weeks.grants(connection, from, guard.caller()),
                    Weeks.refusals(connection, from, guard.caller()));
        } catch (SQLException e) {
            throw Outage.undecided("the record could not be read", e);
        }
    }

    private View view(OverTime over, Optional<String> cursor, Sorting sorting) {
        var end = over.now().plus(AHEAD_DAYS, ChronoUnit.DAYS);
        var reply = expiring.list(now -> ExpiringRequest.between(now, end, cursor), guard.caller());
        var names = new CatalogNames(catalogs.newest(), "en");
        var endings = reply.consents().stream().map(it -> Ending.of(it, names)).toList();
        return new View(
                over.grants().named(names),
                over.refusals().named(names),
                sorting.sorted("endings", endings, Ending.ORDERS),
                reply.next().map(it -> sorting.with("cursor", it)).orElse(""));
    }
}
