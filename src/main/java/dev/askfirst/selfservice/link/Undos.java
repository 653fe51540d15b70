package dev.askfirst.selfservice.link;

import dev.askfirst.consent.act.Stops;
import dev.askfirst.person.key.Links;
import dev.askfirst.platform.Fault;
import dev.askfirst.selfservice.form.Mending;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Lets whoever has just said no by the link in a message take it back, for half an hour. */
@ApplicationScoped
class Undos {

    private final Links links;
    private final Stops stops;

    Undos(Links links, Stops stops) {
        this.links = links;
        this.stops = stops;
    }

    /** What undoes this; empty if nothing can. */
    String token(Stops.Stopped stopped) {
        return stopped.no().map(links::sealUndo).orElse("");
    }

    /** The no that this token undoes. */
    Optional<UUID> no(String token) {
        return Mending.open(token, links::openUndo);
    }

    /** Whether it is undone now; false if that is not possible any more, and nothing has changed. */
    boolean undone(UUID no) {
        try {
            stops.undo(no);
            return true;
        } catch (Fault fault) {
            return switch (fault.code()) {
                case CONFLICT, UNKNOWN_PERSON, NOT_FOUND -> false;
                default -> throw fault;
            };
        }
    }
}
