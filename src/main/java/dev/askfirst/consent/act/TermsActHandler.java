package dev.askfirst.consent.act;

import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.History;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.term.Effect;
import java.sql.SQLException;
import java.time.Instant;

/** Handles documents that people bring from another installation: each once, by whoever proved that the address is theirs. */
final class TermsActHandler {

    private final Instant now;
    private final History history;
    private final ContactActHandler contacts;

    TermsActHandler(Instant now, History history, ContactActHandler contacts) {
        this.now = now;
        this.history = history;
        this.contacts = contacts;
    }

    ActResult apply(Act.TermsBrought act, DataSubjects.FoundSubject found) throws SQLException {
        var subject = found.subject();
        var document = act.document();
        if (history.brought(subject.person(), document.id()))
            throw Fault.about(ProblemCode.CONFLICT, "terms", "was brought before: get a new one where it was made");
        var body = Json.MAPPER
                .createObjectNode()
                .put("document", document.id().toString())
                .put("issuer", document.issuer());
        var met = body.putArray("met");
        document.met().forEach(met::add);
        var head = new ConsentEvent.Head(subject.person(), subject.next(), Ids.at(now), now, act);
        var sealed = act.evidence().sealed();
        var effect = new Effect.Met(document.met());
        subject.does(ConsentEvent.of(head, ConsentEvent.Kind.TERMS_BROUGHT, subject.unsaid(now), body, effect, sealed));
        var reply = ActReply.of(subject);
        contacts.proved(act, found.point().orElseThrow(), subject);
        return new ActResult.Created(reply);
    }
}
