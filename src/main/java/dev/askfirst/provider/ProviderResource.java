package dev.askfirst.provider;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.connection.Connection;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.http.PublicAddress;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.provider.adapter.Adapter;
import dev.askfirst.provider.adapter.Adapters;
import dev.askfirst.provider.adapter.ProviderEvent;
import dev.askfirst.provider.adapter.Received;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/**
 * Where providers tell what became of messages and what people answered. Who it is from is told by its signature alone; what
 * follows is on record before it is answered, so that a provider tries again whatever was not.
 */
@Path("/in/{connection}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ProviderResource {

    private static final int MOST_BYTES = 2 * 1024 * 1024;

    /** How many events there were; what came before counts too. */
    public record Taken(int events) {}

    private final CatalogService catalogs;
    private final ConnectionSecrets secrets;
    private final SnsAddresses sns;
    private final ProviderIntake intake;
    private final PublicAddress address;
    private final DataSource dataSource;
    private final Clock clock;
    private final MeterRegistry registry;

    ProviderResource(
            CatalogService catalogs,
            ConnectionSecrets secrets,
            SnsAddresses sns,
            ProviderIntake intake,
            PublicAddress address,
            DataSource dataSource,
            Clock clock,
            MeterRegistry registry) {
        this.catalogs = catalogs;
        this.secrets = secrets;
        this.sns = sns;
        this.intake = intake;
        this.address = address;
        this.dataSource = dataSource;
        this.clock = clock;
        this.registry = registry;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Taken take(
            @PathParam("connection") String id, @Context HttpHeaders headers, @Context UriInfo uri, InputStream body) {
        var connection = catalogs.newest().document().connections().stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "there is no such connection"));
        var adapter = Adapters.named(connection.adapter()).orElseThrow();
        var called = address.of(uri.getRequestUri());
        var received = new Received(called, headers::getHeaderString, Json.bytes(body, MOST_BYTES), now());
        if (!isGenuine(adapter, connection, received)) throw refused(connection);
        adapter.confirmation(received).ifPresent(it -> sns.confirm(it, connection.id()));
        var events = events(adapter, received);
        for (var event : events) intake.take(connection, event, received.now());
        return new Taken(events.size());
    }

    /** What cannot be read although the provider sent it is kept for a human: it would only send it again. */
    private static List<ProviderEvent> events(Adapter adapter, Received received) {
        try {
            return adapter.events(received);
        } catch (Fault fault) {
            if (fault.code() != ProblemCode.INVALID_REQUEST) throw fault;
            return List.of(ProviderEvent.unreadable(received.body()));
        }
    }

    private boolean isGenuine(Adapter adapter, Connection connection, Received received) {
        try {
            if (!adapter.isFrom(received, connection.account())) return false;
            if (!isSigned(adapter, connection, received)) return false;
        } catch (Fault fault) {
            // What cannot be read was signed by nobody.
            if (fault.code() == ProblemCode.INVALID_REQUEST) return false;
            throw fault;
        }
        return adapter.once(received)
                .map(it -> intake.isOnce(connection, it, received.body()))
                .orElse(true);
    }

    private boolean isSigned(Adapter adapter, Connection connection, Received received) {
        if (connection.secret().isPresent()) return adapter.isGenuine(received, secrets.of(connection));
        return adapter.certificate(received)
                .filter(url -> sns.confirms(url, it -> adapter.isGenuine(received, it)))
                .isPresent();
    }

    private Fault refused(Connection connection) {
        registry.counter("askfirst.provider.refused", "connection", connection.id())
                .increment();
        return Fault.of(
                ProblemCode.UNAUTHENTICATED, "this was not signed by the provider of the connection, or not lately");
    }

    private Instant now() {
        try (var connection = dataSource.getConnection()) {
            return clock.read(connection);
        } catch (SQLException e) {
            throw Outage.undecided("the events could not be recorded durably", e);
        }
    }
}
