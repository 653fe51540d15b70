package dev.askfirst.person;

import dev.askfirst.platform.Caller;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Json;
import dev.askfirst.platform.PgArray;
import dev.askfirst.platform.ProblemCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** People, for staff. Addresses come in the body: identifiers never stand in a URL. */
@Path("/v1/persons")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PersonResource {

    private static final int MOST_BYTES = 16 * 1024;

    record LookupRequest(String contact) {}

    record LookupReply(UUID person) {}

    private final DataSource dataSource;
    private final ContactKeys keys;

    PersonResource(DataSource dataSource, ContactKeys keys) {
        this.dataSource = dataSource;
        this.keys = keys;
    }

    @POST
    @Path("/lookup")
    @RolesAllowed({Caller.ADMIN, Caller.COMPLIANCE})
    public LookupReply lookup(InputStream body) {
        var contact =
                Contact.parse(Json.read(body, LookupRequest.class, MOST_BYTES).contact());
        var known = keys.of(contact).stream().map(ContactKeys.ContactKey::key).toList();
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement(
                        "select person_id from contact_point where contact_key = any (?)")) {
            PgArray.ids(select, 1, known);
            var row = select.executeQuery();
            if (!row.next()) throw Fault.of(ProblemCode.NOT_FOUND, "nobody is known by this contact");
            return new LookupReply(row.getObject(1, UUID.class));
        } catch (SQLException e) {
            throw Fault.of(ProblemCode.UNDECIDED, "the person could not be looked up");
        }
    }
}
