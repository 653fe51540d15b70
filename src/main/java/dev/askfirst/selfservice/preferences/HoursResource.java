package dev.askfirst.selfservice.preferences;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.consent.api.PreferencesChanges;
import dev.askfirst.consent.view.PersonReader;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.People;
import dev.askfirst.person.PersonPath;
import dev.askfirst.person.point.PreferencesJson;
import dev.askfirst.person.usage.HoursReader;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.hour.HourCounts;
import dev.askfirst.policy.term.Preferences;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The hours that were learned of somebody who asked for that: shown, and forgotten. */
@Path("/v1/persons/{id}/hours")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class HoursResource {

    private static final String WHAT = "preferences";

    /**
     * What was learned.
     *
     * @param acts how many hours were noted
     * @param windows the hours that would suit them, as preferences have them; empty while too little is known
     */
    public record HoursReply(boolean learns, int acts, boolean known, Optional<JsonNode> windows) {

        static HoursReply of(boolean learns, HourCounts counts) {
            var windows = counts.proposed()
                    .map(it -> PreferencesJson.write(LearnedWeek.in(Preferences.NONE, it))
                            .get("windows"));
            return new HoursReply(learns, counts.acts(), counts.isKnown(), windows);
        }
    }

    private final People people;
    private final Accesses accesses;
    private final PersonReader persons;
    private final PreferencesChanges changes;
    private final HoursReader hours;

    HoursResource(
            People people, Accesses accesses, PersonReader persons, PreferencesChanges changes, HoursReader hours) {
        this.people = people;
        this.accesses = accesses;
        this.persons = persons;
        this.changes = changes;
        this.hours = hours;
    }

    @GET
    @RolesAllowed({Caller.ADMIN, Caller.COMPLIANCE, Caller.PERSON})
    public HoursReply learned(@BeanParam PersonPath path) {
        var person = people.require(path);
        accesses.record(path.caller(), person, WHAT);
        var learns = persons.terms(person).terms().preferences().learnsHours();
        return HoursReply.of(learns, hours.of(person));
    }

    /** Forgets all of it, and learns no more. */
    @DELETE
    @RolesAllowed({Caller.ADMIN, Caller.PERSON})
    public Response forget(@BeanParam PersonPath path) {
        var person = people.require(path);
        changes.make(person, path.caller(), Optional.empty(), before -> before.learning(false));
        return Response.noContent().build();
    }
}
