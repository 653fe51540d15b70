package dev.askfirst.person;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.PgArray;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Optional;
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
    private final Accesses accesses;

    PersonResource(DataSource dataSource, ContactKeys keys, Accesses accesses) {
        this.dataSource = dataSource;
        this.keys = keys;
        this.accesses = accesses;
    }

    @POST
    @Path("/lookup")
    @RolesAllowed({Caller.ADMIN, Caller.COMPLIANCE})
    public LookupReply lookup(InputStream body, @Context SecurityContext security) {
        var contact =
                Contact.parse(Json.read(body, LookupRequest.class, MOST_BYTES).contact());
        var person =
                find(contact).orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "nobody is known by this contact"));
        accesses.record(Caller.of(security), person, "lookup");
        return new LookupReply(person);
    }

    private Optional<UUID> find(Contact contact) {
        var known = keys.of(contact).stream().map(ContactKeys.ContactKey::key).toList();
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement(
                        "select person_id from contact_point where contact_key = any (?)")) {
            PgArray.ids(select, 1, known);
            var row = select.executeQuery();
            return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
        } catch (SQLException e) {
            throw Outage.undecided("the person could not be looked up", e);
        }
    }
}
