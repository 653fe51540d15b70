package dev.askfirst.decision.history;

import dev.askfirst.decision.answer.Explanations;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.People;
import dev.askfirst.person.PersonPath;
import dev.askfirst.person.deputy.Right;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Who asked about a person, about what, and what was answered, with every reason; newest first. */
@Path("/v1/persons")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.ADMIN, Caller.COMPLIANCE, Caller.PERSON, Caller.DEPUTY})
@RunOnVirtualThread
public class PersonDecisionsResource {

    private static final int USUAL = 50;
    private static final int MOST = 200;

    record DecisionsReply(List<RecordedReply> decisions, Optional<UUID> next) {}

    private final People people;
    private final Accesses accesses;
    private final Explanations explanations;
    private final DataSource dataSource;

    PersonDecisionsResource(People people, Accesses accesses, Explanations explanations, DataSource dataSource) {
        this.people = people;
        this.accesses = accesses;
        this.explanations = explanations;
        this.dataSource = dataSource;
    }

    @GET
    @Path("/{id}/decisions")
    @ForLimitedStaff
    public DecisionsReply decisions(
            @BeanParam PersonPath path,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit,
            @HeaderParam("Accept-Language") String languages) {
        var person = people.require(path, Right.SEE);
        var before = Optional.ofNullable(cursor)
                .map(text ->
                        Ids.parse(text).orElseThrow(() -> Fault.invalid("cursor", "is not a cursor of this list")));
        var most = limit(limit);
        accesses.record(path.caller(), person, "decisions");
        try (var connection = dataSource.getConnection()) {
            // One more than is shown, to know whether there are more.
            var ids = PersonDecisions.ids(
                    connection, person, before, most + 1, path.caller().limit());
            var shown = ids.subList(0, Math.min(most, ids.size()));
            var next = ids.size() > most ? Optional.of(shown.getLast()) : Optional.<UUID>empty();
            var explanation = explanations.in(languages, PersonDecisions.language(connection, person));
            return new DecisionsReply(PersonDecisions.load(connection, shown, explanation), next);
        } catch (SQLException e) {
            throw Outage.undecided("the record could not be read", e);
        }
    }

    private static int limit(String text) {
        if (text == null) return USUAL;
        var number = text.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > MOST) throw Fault.invalid("limit", "is not a number from 1 to " + MOST);
        return number;
    }
}
