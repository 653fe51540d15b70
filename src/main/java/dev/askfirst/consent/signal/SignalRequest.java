package dev.askfirst.consent.signal;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.json.Checks;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * The body of {@code POST /v1/signals}: whose browser sent which signal to whom.
 *
 * @param external the company's own id for them, {@code <system>/<id>}: the contact {@code ext:<system>/<id>}
 * @param at when it was sent; left out, now
 */
public record SignalRequest(Signal signal, String contact, String external, String controller, Instant at) {

    /** Signals that count. */
    public enum Signal {
        /** Global Privacy Control: the header {@code Sec-GPC: 1}. */
        GPC
    }

    /** How somebody is named. */
    public enum Via {
        CONTACT,
        EXTERNAL
    }

    /** Checks everything that needs no catalog, and returns whom it is about. */
    Map<Via, Contact> checked(Checks checks) {
        checks.require("signal", signal);
        checks.id("controller", controller);
        if (contact == null && external == null) checks.error("contact", "must be given, or `external`");
        var who = new EnumMap<Via, Contact>(Via.class);
        if (contact != null) put(who, Via.CONTACT, "contact", contact, checks);
        if (external != null)
            put(who, Via.EXTERNAL, "external", external.startsWith("ext:") ? external : "ext:" + external, checks);
        checks.done();
        return who;
    }

    private static void put(Map<Via, Contact> who, Via via, String field, String uri, Checks checks) {
        var parsed = Contact.tryParse(uri);
        parsed.contact().ifPresentOrElse(it -> who.put(via, it), () -> checks.error(field, parsed.refusal()));
    }
}
