package dev.askfirst.log;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Outage;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** The log for everybody: signed heads, tiles of hashes and the keys to check them with (C2SP tlog-tiles). Hashes only. */
@Path("/log")
@RunOnVirtualThread
public class LogResource {

    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String SHORTLY = "public, max-age=1";

    private final DataSource dataSource;

    LogResource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** One read of the log. */
    private interface Read<R> {
        R from(Connection connection) throws SQLException;
    }

    @GET
    @Path("/checkpoint")
    @Produces(MediaType.TEXT_PLAIN)
    public Response checkpoint() {
        var stored = read(PublishedLog::checkpoint)
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "nothing is sealed yet"));
        return Response.ok(stored.note()).header("Cache-Control", SHORTLY).build();
    }

    @GET
    @Path("/checkpoint/witnessed")
    @Produces(MediaType.TEXT_PLAIN)
    public Response witnessed() {
        var stored = read(Cosignatures::last)
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "no witness has cosigned a checkpoint"));
        return Response.ok(stored.note()).header("Cache-Control", SHORTLY).build();
    }

    @GET
    @Path("/tile/{level}/{index:.+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response tile(@PathParam("level") String level, @PathParam("index") String index) {
        var tile = Tile.parse(level, index).orElseThrow(LogResource::noSuchTile);
        var hashes = read(connection -> published(connection, tile)).orElseThrow(LogResource::noSuchTile);
        return Response.ok(hashes).header("Cache-Control", FOR_EVER).build();
    }

    /**
     * Refuses anything beyond the last published checkpoint: readers would keep it for ever, although it may still be
     * rolled back.
     */
    private static Optional<byte[]> published(Connection connection, Tile tile) throws SQLException {
        var head = Head.read(connection);
        return tile.isWithin(head.published()) ? new StoredTree(connection, head.edge()).tile(tile) : Optional.empty();
    }

    @GET
    @Path("/key")
    @Produces(MediaType.TEXT_PLAIN)
    public Response key() {
        var keys = read(LogKeys::published);
        if (keys.isEmpty())
            throw Fault.of(ProblemCode.NOT_FOUND, "no key is published yet; ask again in a few seconds");
        return Response.ok(String.join("\n", keys) + "\n")
                .header("Cache-Control", SHORTLY)
                .build();
    }

    private <R> R read(Read<R> read) {
        try (var connection = dataSource.getConnection()) {
            return read.from(connection);
        } catch (SQLException e) {
            throw Outage.undecided("the log could not be read", e);
        }
    }

    private static Fault noSuchTile() {
        return Fault.of(ProblemCode.NOT_FOUND, "there is no such tile");
    }
}
