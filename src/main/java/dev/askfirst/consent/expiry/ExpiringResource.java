package dev.askfirst.consent.expiry;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.key.PairwiseIds;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Yeses that end by themselves, so that people can be asked in time. A yes that was ended by something else is left
 * out.
 */
@Path("/v1/consents/expiring")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ExpiringResource {

    /**
     * The most yeses that are checked for one reply: usually most still stand; a reply may be shorter than its limit.
     */
    private static final int LOOKED_AT = 5_000;

    /** The yeses that were checked, and whether they were the last. */
    private record Part(List<Ending> endings, boolean last) {}

    private final DataSource dataSource;
    private final CatalogService catalogs;
    private final PairwiseIds pairwiseIds;
    private final Accesses accesses;
    private final Clock clock;

    ExpiringResource(
            DataSource dataSource, CatalogService catalogs, PairwiseIds pairwiseIds, Accesses accesses, Clock clock) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.pairwiseIds = pairwiseIds;
        this.accesses = accesses;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({Caller.ADMIN, Caller.COMPLIANCE, Caller.SENDER})
    public ExpiringReply expiring(@BeanParam ExpiringRequest request, @Context SecurityContext security) {
        var caller = Caller.of(security);
        var catalog = catalogs.newest();
        accesses.recordList(caller, "expiring");
        try (var connection = dataSource.getConnection()) {
            var asked = request.checked(clock.read(connection));
            var controllers = controllers(caller, catalog, asked.controller());
            return reply(connection, asked, controllers, catalog, caller);
        } catch (SQLException e) {
            throw Outage.undecided("the consents could not be read", e);
        }
    }

    /** The controllers that the caller asks for and may see; empty means all. */
    private static Optional<List<String>> controllers(Caller caller, Catalog catalog, Optional<String> wanted) {
        if (caller.is(Caller.ADMIN) || caller.is(Caller.COMPLIANCE)) return wanted.map(List::of);
        var own = catalog.sender(caller.requireSender())
                .orElseThrow(() -> forbidden("the token's sender is not in the catalog"))
                .controllers();
        if (wanted.isPresent() && !own.contains(wanted.get())) {
            throw forbidden("`" + wanted.get() + "` is not a controller of this sender");
        }
        return Optional.of(wanted.map(List::of).orElse(own));
    }

    private static Fault forbidden(String why) {
        return Fault.of(ProblemCode.FORBIDDEN, why);
    }

    private ExpiringReply reply(
            Connection connection,
            ExpiringRequest.Checked asked,
            Optional<List<String>> controllers,
            Catalog catalog,
            Caller caller)
            throws SQLException {
        var part = read(connection, asked, controllers);
        var shown = new ArrayList<ExpiringReply.Expiring>();
        for (var ending : part.endings()) {
            if (ending.endsConsent(catalog)) shown.add(shown(ending, caller));
            if (shown.size() == asked.limit()) return new ExpiringReply(shown, Optional.of(place(ending)));
        }
        return new ExpiringReply(
                shown,
                part.last()
                        ? Optional.empty()
                        : Optional.of(place(part.endings().getLast())));
    }

    private static String place(Ending ending) {
        return new ExpiringRequest.Place(ending.expires(), ending.grant()).toString();
    }

    private ExpiringReply.Expiring shown(Ending ending, Caller caller) {
        var scope = ending.scope();
        var staff = caller.is(Caller.ADMIN) || caller.is(Caller.COMPLIANCE);
        var person = staff ? ending.person() : pairwiseIds.of(scope.controller(), ending.person());
        return new ExpiringReply.Expiring(
                ending.grant(), person, scope.controller(), scope.topic(), scope.channel(), ending.expires());
    }

    private static Part read(Connection connection, ExpiringRequest.Checked asked, Optional<List<String>> controllers)
            throws SQLException {
        var most = Math.min(LOOKED_AT, asked.limit() * 5);
        try (var select = connection.prepareStatement(Ending.COLUMNS + """
                where (x.expires_at, x.grant_id) > (?, ?) and x.expires_at < ?
                    and (?::text[] is null or x.controller = any (?::text[]))
                    and (?::text is null or x.topic = ? or starts_with(x.topic, ? || '.'))
                order by x.expires_at, x.grant_id limit %d""".formatted(most))) {
            var owners = controllers.isEmpty()
                    ? null
                    : connection.createArrayOf("text", controllers.get().toArray());
            var topic = asked.topic().orElse(null);
            var values = new Object[] {
                asked.from().expires().atOffset(ZoneOffset.UTC),
                asked.from().grant(),
                asked.before().atOffset(ZoneOffset.UTC),
                owners,
                owners,
                topic,
                topic,
                topic
            };
            for (var i = 0; i < values.length; i++) select.setObject(i + 1, values[i]);
            var endings = new ArrayList<Ending>();
            var row = select.executeQuery();
            while (row.next()) endings.add(Ending.read(row));
            return new Part(endings, endings.size() < most);
        }
    }
}
