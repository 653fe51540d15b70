package dev.askfirst.consent.act;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.DataSubject;
import dev.askfirst.consent.event.DoubleOptIn;
import dev.askfirst.outbound.feed.Change;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.term.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The changes that subscribers are told of, made from recorded acts. */
final class Changes {

    /** Members of an event's body that subscribers may see: codes and instants, never the address or who recorded it. */
    private static final List<String> TOLD = List.of(
            "topic",
            "channel",
            "basis",
            "expires",
            "until",
            "services",
            "confirms",
            "other",
            "stop",
            "lifts",
            "undoes",
            "asks",
            "due");

    private Changes() {}

    /** One change for each event that concerns subscribers, by person, in the order of versions. */
    static List<Change> of(Collection<DataSubject> subjects) {
        var changes = new ArrayList<Change>();
        for (var subject : subjects) {
            for (var event : subject.events()) {
                type(event).ifPresent(type -> changes.add(of(type, event, subject)));
            }
        }
        return changes;
    }

    private static Change of(Change.Type type, ConsentEvent event, DataSubject subject) {
        var controller = event.body().path("controller").asText(Scope.ALL);
        return new Change(
                event.id(),
                type,
                Optional.of(event.person()),
                event.version(),
                controller,
                controller.equals(Scope.ALL) ? subject.terms().controllers() : List.of(),
                event.known(),
                data(event));
    }

    /** Empty for acts about addresses, legal holds, deputies, documents and feedback, of which subscribers must not learn, and of intents. */
    private static Optional<Change.Type> type(ConsentEvent event) {
        return switch (event.kind()) {
            case GRANT -> Optional.of(granted(event));
            case CONFIRMATION -> Optional.of(Change.Type.CONSENT_GRANTED);
            case REFUSAL -> Optional.of(Change.Type.CONSENT_REFUSED);
            case WITHDRAWAL -> Optional.of(Change.Type.CONSENT_WITHDRAWN);
            case START, UNDO -> Optional.of(Change.Type.CONSENT_RESTARTED);
            case PREFERENCES, PAUSE, RESUME -> Optional.of(Change.Type.PREFERENCE_CHANGED);
            case MERGE, MERGED_INTO -> Optional.of(Change.Type.PERSON_MERGED);
            case ERASURE -> Optional.of(Change.Type.PERSON_ERASED);
            case HUMAN_REQUEST -> Optional.of(Change.Type.HUMAN_REQUEST_DUE);
            case HUMAN_ANSWER -> Optional.of(Change.Type.HUMAN_REQUEST_ANSWERED);
            // The letter goes out by itself; whoever delivers requests by another channel is told again.
            case ASKED_AGAIN -> Optional.of(Change.Type.CONFIRMATION_REQUESTED).filter(_ -> byEvent(event));
            case CONTACT_ADDED,
                    CONTACT_VERIFIED,
                    CONTACT_REMOVED,
                    HOLD,
                    RELEASE,
                    DEPUTY_NAMED,
                    DEPUTY_ENDED,
                    TERMS_BROUGHT -> Optional.empty();
            // What one person clicked is nobody else's business: senders get totals.
            case FEEDBACK, FEEDBACK_RESET -> Optional.empty();
            case INTENT, INTENT_ENDED -> Optional.empty();
        };
    }

    private static Change.Type granted(ConsentEvent event) {
        if (!event.body().has("pending")) return Change.Type.CONSENT_GRANTED;
        return byEvent(event) ? Change.Type.CONFIRMATION_REQUESTED : Change.Type.CONSENT_PENDING;
    }

    private static boolean byEvent(ConsentEvent event) {
        return Json.text(DoubleOptIn.Delivery.EVENT)
                .equals(event.body().path("delivery").asText());
    }

    private static ObjectNode data(ConsentEvent event) {
        var data = Change.noData();
        for (var name : TOLD)
            if (event.body().has(name)) data.set(name, event.body().get(name));
        if (event.body().has("into")) data.set("other", event.body().get("into"));
        if (event.kind() == ConsentEvent.Kind.HUMAN_REQUEST)
            data.put("humanRequest", event.id().toString());
        if (event.body().has("request")) data.set("humanRequest", event.body().get("request"));
        data.put("made", ConsentEvent.text(event.made()));
        return data;
    }
}
