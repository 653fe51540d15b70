package dev.askfirst.consent.view;

import dev.askfirst.person.Accesses;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Shows what holds for a person, to themselves and to staff. Staff who look are on record before anything is shown. */
@ApplicationScoped
public class PersonViewService {

    private final Accesses accesses;
    private final PersonReader reader;

    PersonViewService(Accesses accesses, PersonReader reader) {
        this.accesses = accesses;
        this.reader = reader;
    }

    /** All that holds for a person now, whom this caller may see. */
    public PersonReply view(UUID person, Caller caller) {
        accesses.record(caller, person, "person");
        return reader.read(person, caller);
    }
}
