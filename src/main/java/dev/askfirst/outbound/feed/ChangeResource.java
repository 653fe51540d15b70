package dev.askfirst.outbound.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.person.key.Cursors;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The feed of changes: a subscriber that follows the cursor gets each change that concerns it exactly once. */
@Path("/v1/changes")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.SENDER, Caller.ADMIN})
@RunOnVirtualThread
public class ChangeResource {

    private static final int MOST_EVENTS = 1000;
    private static final int USUAL_EVENTS = 100;

    /** The next events; where to go on; whether there is more to look at now. */
    record ChangesReply(List<ObjectNode> events, String next, boolean more) {}

    private final DataSource dataSource;
    private final CatalogService catalogs;
    private final ChangeSequencer sequencer;
    private final Events events;
    private final Cursors cursors;

    ChangeResource(
            DataSource dataSource, CatalogService catalogs, ChangeSequencer sequencer, Events events, Cursors cursors) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.sequencer = sequencer;
        this.events = events;
        this.cursors = cursors;
    }

    @GET
    public ChangesReply changes(
            @QueryParam("after") String after, @QueryParam("limit") String limit, @Context SecurityContext security) {
        var owner = Subscriber.owner(Caller.of(security));
        var cursor = Optional.ofNullable(after).map(text -> Cursor.parse(cursors, owner, text));
        var most = limit(limit);
        var subscriber = Subscriber.require(catalogs.newest(), owner);
        try {
            // So that a caller that has just acted finds its act in the feed.
            sequencer.run();
            try (var connection = dataSource.getConnection()) {
                connection.setAutoCommit(false);
                var bounds = Feed.bounds(connection);
                var from = from(bounds, cursor);
                var page = new FeedPage(events, subscriber, from, most);
                Feed.read(connection, from.position(), page::add);
                connection.commit();
                var more = page.next().position() < bounds.next();
                return new ChangesReply(page.events(), page.next().text(cursors, owner), more);
            }
        } catch (SQLException e) {
            throw Outage.undecided("the changes could not be read", e);
        }
    }

    private static Cursor from(Feed.Bounds bounds, Optional<Cursor> after) {
        var from = after.orElse(Cursor.at(bounds.oldest()));
        if (from.position() < bounds.oldest() || from.position() > bounds.next()) {
            throw Fault.of(ProblemCode.CURSOR_EXPIRED, "what followed this cursor is not kept any more");
        }
        return from;
    }

    private static int limit(String text) {
        if (text == null) return USUAL_EVENTS;
        try {
            var limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST_EVENTS) return limit;
        } catch (NumberFormatException _) {
            // Refused below, like a number that is out of bounds.
        }
        throw Fault.invalid("limit", "is not a number from 1 to " + MOST_EVENTS);
    }
}
