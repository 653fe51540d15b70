package dev.askfirst.selfservice.preferences;

import dev.askfirst.consent.api.PreferencesChanges;
import dev.askfirst.person.People;
import dev.askfirst.person.PersonPath;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;

/** The calm levels of the page, for apps that draw their own: a press of the same button. */
@Path("/v1/persons/{id}/calm")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.ADMIN, Caller.PERSON})
@RunOnVirtualThread
public class CalmResource {

    private static final int MOST_BYTES = 64 * 1024;

    private final People people;
    private final PreferencesChanges changes;

    CalmResource(People people, PreferencesChanges changes) {
        this.people = people;
        this.changes = changes;
    }

    record Calm(String level) {

        private Preset preset() {
            return Optional.ofNullable(level)
                    .flatMap(Preset::named)
                    .filter(it -> it.calm().isPresent())
                    .orElseThrow(() -> Fault.invalid("level", "is none of `quiet`, `normal` and `everything`"));
        }
    }

    /** Fills in what stands when it is recorded, so that no version needs to be named. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response set(@BeanParam PersonPath path, InputStream body) {
        var person = people.require(path);
        var preset = Json.read(body, Calm.class, MOST_BYTES).preset();
        return changes.make(
                person,
                path.caller(),
                Optional.empty(),
                before -> preset.in(PreferencesForm.of(before, "")).on(before));
    }
}
