package dev.askfirst.selfservice.session;

import dev.askfirst.outbound.mail.DirectCodes;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.point.ContactFinder;
import dev.askfirst.platform.Ids;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/**
 * Six digits for an address that may be nobody's here yet, for whoever has something at hand that names it: good once, for ten
 * minutes and five tries, and as often an hour and a day as for those who hold a link.
 */
@ApplicationScoped
public class AddressCodes {

    /** What became of a code that was asked for. */
    public enum Sent {
        SENT,
        /** Enough were sent to this address, or asked for from this network, for now. */
        LIMITED,
        /** No code reaches addresses of this kind. */
        UNREACHABLE
    }

    private final Codes codes;
    private final ContactFinder contacts;
    private final DirectCodes letters;
    private final Networks networks;
    private final Turnstile turnstile;
    private final ProvenVisits visits;

    AddressCodes(
            Codes codes,
            ContactFinder contacts,
            DirectCodes letters,
            Networks networks,
            Turnstile turnstile,
            ProvenVisits visits) {
        this.codes = codes;
        this.contacts = contacts;
        this.letters = letters;
        this.networks = networks;
        this.turnstile = turnstile;
        this.visits = visits;
    }

    /** @param holder what whoever types the digits must have at hand, too */
    public Sent send(Contact contact, byte[] holder, HttpServerRequest request, String language) {
        if (!letters.reach(contact.scheme())) return Sent.UNREACHABLE;
        if (!turnstile.admits(networks.of(request), Instant.now())) return Sent.LIMITED;
        var code = codes.claim(contacts.pointOrKey(contact), holder);
        if (code.isEmpty()) return Sent.LIMITED;
        letters.send(
                contact,
                code.get().id(),
                language,
                Ids.instant(code.get().id()),
                code.get().ends());
        return Sent.SENT;
    }

    /** Whether these are the digits of the newest code that was sent for this. Each look at them counts as a try. */
    public boolean fits(byte[] holder, String digits) {
        return codes.fits(holder, digits);
    }

    /** A visit of whoever proved that this address is theirs, once it is somebody's here. */
    public Sessions.Opened open(Contact contact, Optional<Session> before) {
        return visits.open(contacts.pointOrKey(contact), before, Optional.empty());
    }
}
