package dev.askfirst.selfservice.session;

import dev.askfirst.consent.api.OwnActs;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Visits of people who have just read what was sent to their address. With the first of them it is on record as verified. */
@ApplicationScoped
class ProvenVisits {

    private static final Set<ProblemCode> GONE = Set.of(ProblemCode.NOT_FOUND, ProblemCode.UNKNOWN_PERSON);

    private final Sessions sessions;
    private final OwnActs acts;

    ProvenVisits(Sessions sessions, OwnActs acts) {
        this.sessions = sessions;
        this.acts = acts;
    }

    /** A fresh visit with all rights, in place of an earlier one of this browser; the voucher stays. */
    Sessions.Opened open(UUID point, Optional<Session> before, Optional<Session.Voucher> voucher) {
        var opened = sessions.open(point, Session.Level.CODE, before, voucher);
        if (opened.session().person().isPresent()) verified(opened.session());
        return opened;
    }

    private void verified(Session session) {
        try {
            acts.proved(session.self());
        } catch (Fault fault) {
            // The address was removed, or its person erased, since the code was sent: the visit leads nowhere.
            if (!GONE.contains(fault.code())) throw fault;
        }
    }
}
