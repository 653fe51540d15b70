package dev.askfirst.decision;

import dev.askfirst.consent.PersonFile;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.People;
import dev.askfirst.person.PersonPath;
import dev.askfirst.platform.Caller;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Json;
import dev.askfirst.platform.ProblemCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** All there is about a person, to take along: what holds, every act, every receipt, and every question about them. */
@Path("/v1/persons/{id}/export")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.ADMIN, Caller.COMPLIANCE, Caller.PERSON})
@RunOnVirtualThread
public class PersonExportResource {

    private static final int PIECE = 500;

    private final People people;
    private final Accesses accesses;
    private final PersonFile files;
    private final DataSource dataSource;

    PersonExportResource(People people, Accesses accesses, PersonFile files, DataSource dataSource) {
        this.people = people;
        this.accesses = accesses;
        this.files = files;
        this.dataSource = dataSource;
    }

    @GET
    public Response export(@BeanParam PersonPath path) {
        var person = people.require(path);
        accesses.record(path.caller(), person, "export");
        var file = files.of(person, path.caller()).toString();
        StreamingOutput whole = to -> write(person, file, to);
        return Response.ok(whole)
                .header("Cache-Control", "no-store")
                .header("Content-Disposition", "attachment; filename=\"askfirst.json\"")
                .build();
    }

    /** Decisions may be many: they follow in pieces. */
    private void write(UUID person, String file, OutputStream to) throws IOException {
        text(to, file.substring(0, file.length() - 1));
        text(to, ",\"decisions\":[");
        var separator = "";
        var before = Optional.<UUID>empty();
        for (var piece = piece(person, before); !piece.isEmpty(); piece = piece(person, before)) {
            for (var decision : piece) {
                text(to, separator + Json.write(decision));
                separator = ",";
            }
            before = Optional.of(piece.getLast().decision().id());
        }
        text(to, "]}");
    }

    private List<RecordedReply> piece(UUID person, Optional<UUID> before) {
        try (var connection = dataSource.getConnection()) {
            return PersonDecisions.load(connection, PersonDecisions.ids(connection, person, before, PIECE));
        } catch (SQLException e) {
            throw Fault.of(ProblemCode.UNDECIDED, "the record could not be read");
        }
    }

    private static void text(OutputStream to, String text) throws IOException {
        to.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
