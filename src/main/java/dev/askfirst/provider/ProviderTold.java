package dev.askfirst.provider;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.connection.Connection;
import dev.askfirst.consent.act.ActResult;
import dev.askfirst.consent.act.ActWriter;
import dev.askfirst.consent.inbound.InboundMessageRequest;
import dev.askfirst.consent.inbound.InboundMessages;
import dev.askfirst.consent.request.ActRules;
import dev.askfirst.consent.request.EvidenceRequest;
import dev.askfirst.consent.request.RefusalRequest;
import dev.askfirst.consent.suppression.Suppressions;
import dev.askfirst.decision.outcome.Outcomes;
import dev.askfirst.decision.record.Outcome;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.provider.adapter.ProviderEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Does what follows from an event, as if the sender had told it: by the same writers, with the same checks. */
@ApplicationScoped
class ProviderTold {

    /** Providers try again for up to three days. What is said to be older, or in the future, happened now: no no is lost to a clock. */
    private static final Duration LATE = Duration.ofDays(3);

    private static final int LONGEST_TEXT = 2000;

    /** Control characters, but for those that end lines and words; and halves of characters. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\n\\r\\t]]");

    private final CatalogService catalogs;
    private final Outcomes outcomes;
    private final Suppressions suppressions;
    private final ActWriter acts;
    private final InboundMessages messages;
    private final ContactKeys keys;

    ProviderTold(
            CatalogService catalogs,
            Outcomes outcomes,
            Suppressions suppressions,
            ActWriter acts,
            InboundMessages messages,
            ContactKeys keys) {
        this.catalogs = catalogs;
        this.outcomes = outcomes;
        this.suppressions = suppressions;
        this.acts = acts;
        this.messages = messages;
        this.keys = keys;
    }

    /** One event of one connection, and whom it is about if that could be read. */
    record Told(Connection connection, ProviderEvent event, Optional<Contact> who, Instant now) {

        Caller caller() {
            return Caller.connection(connection.id(), connection.sender());
        }

        Optional<IdempotencyKey> key() {
            return Optional.of(IdempotencyKey.of(
                    "in/" + connection.id(), event.id(), event.raw().toString()));
        }

        Optional<Instant> at() {
            return event.at().filter(it -> it.isBefore(now) && it.isAfter(now.minus(LATE)));
        }

        /** The same as evidence, where nothing may turn what stands beside it. */
        Optional<String> note() {
            return text().map(it -> it.replaceAll("[\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]", "?"));
        }

        Optional<String> text() {
            return event.text().map(it -> words(it, LONGEST_TEXT));
        }
    }

    /** Whether something followed; otherwise a human must look. */
    boolean apply(Told told) {
        return switch (told.event().kind()) {
            case BOUNCE -> outcome(told, Outcome.BOUNCED) || suppress(told, Suppressions.Reason.BOUNCE);
            case COMPLAINT -> outcome(told, Outcome.COMPLAINED) || suppress(told, Suppressions.Reason.COMPLAINT);
            case UNSUBSCRIBE -> withdraw(told);
            case REPLY -> reply(told, told.text().orElse(""));
            case SOFT_BOUNCE -> told.who().isPresent();
            case OTHER -> true;
            case UNKNOWN -> keep(told);
        };
    }

    /** An address that took no message too often is taken for one that takes none. */
    boolean bounced(Told told) {
        return suppress(told, Suppressions.Reason.BOUNCE);
    }

    /** What became of a message of this very sender; a decision of somebody else's is none. */
    private boolean outcome(Told told, Outcome outcome) {
        var decision = told.event().decision();
        if (decision.isEmpty()) return false;
        try {
            outcomes.record(
                    Outcomes.Report.of(decision.get(), outcome, told.at(), told.note(), told.caller()), told.key());
            return true;
        } catch (Fault fault) {
            if (fault.code() == ProblemCode.NOT_FOUND || fault.code() == ProblemCode.CONFLICT) return false;
            throw fault;
        }
    }

    private boolean suppress(Told told, Suppressions.Reason reason) {
        if (told.who().isEmpty()) return false;
        var caller = told.caller();
        var texts = told.note().map(it -> Map.of("note", it)).orElse(Map.of());
        var orders = ActRules.of(catalogs.newest(), caller).controllers(null).stream()
                .map(controller -> new Suppressions.Suppress(
                        keys.inEveryForm(told.who().get()), controller, reason, told.at(), texts, caller))
                .toList();
        suppressions.post(orders, told.key());
        return true;
    }

    /** What was said before an erasure is not recorded any more: then it is said now, for a no is never too late. */
    private boolean withdraw(Told told) {
        if (told.who().isEmpty()) return false;
        var result = withdraw(told, told.at());
        if (result instanceof ActResult.Refused(var fault) && fault.code() == ProblemCode.TOO_OLD)
            result = withdraw(told, Optional.empty());
        if (result instanceof ActResult.Refused(var fault)) throw fault;
        return true;
    }

    private ActResult withdraw(Told told, Optional<Instant> at) {
        var connection = told.connection();
        var source = "provider:" + connection.adapter();
        var evidence = new EvidenceRequest(
                EvidenceRequest.Claimed.API, source, null, told.note().orElse(null));
        var request = new RefusalRequest(
                told.who().orElseThrow().uri(),
                null,
                connection.controller(),
                connection.topic().orElse(null),
                connection.channel(),
                false,
                false,
                at.orElse(null),
                null,
                evidence);
        var noes = ActRules.of(catalogs.newest(), told.caller())
                .refusals(ConsentStatement.Refusal.Kind.WITHDRAWAL, request);
        return ActResult.ofAll(acts.write(noes, told.key()));
    }

    private boolean reply(Told told, String text) {
        return told.who().isPresent()
                && request(told, text)
                        .map(it -> {
                            messages.take(it, told.caller(), told.key());
                            return true;
                        })
                        .orElse(false);
    }

    /** What nobody understands waits among the replies, and whatever it says is no word of the person. */
    private boolean keep(Told told) {
        return told.who().isPresent()
                && request(told, told.event().raw().toString())
                        .map(it -> {
                            messages.keep(it, told.caller(), told.key());
                            return true;
                        })
                        .orElse(false);
    }

    private static Optional<InboundMessageRequest> request(Told told, String text) {
        var words = words(text, InboundMessageRequest.LONGEST);
        if (words.isBlank()) return Optional.empty();
        var connection = told.connection();
        return Optional.of(new InboundMessageRequest(
                told.who().orElseThrow().uri(),
                connection.channel(),
                words,
                connection.controller(),
                told.event().decision().orElse(null)));
    }

    /** At most so many characters; what cannot be stored, such as half of a character, is a question mark. */
    private static String words(String text, int most) {
        var clean = CONTROLS.matcher(text).replaceAll("?");
        var end = Math.min(clean.length(), most);
        if (end > 0 && end < clean.length() && Character.isHighSurrogate(clean.charAt(end - 1))) end--;
        return clean.substring(0, end);
    }
}
