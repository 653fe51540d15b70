package dev.askfirst.consent.event;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.law.Locator;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Scope;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What browsers' opt-out signals mean for what comes after them: the same one again adds nothing, only a yes in so many words
 * answers one, and nobody is asked for it before the time that law gives is over.
 */
public final class OptOutSignals {

    private record Heard(UUID id, Scope scope, Instant made, Instant known) {}

    private final Instant now;
    private final Catalog catalog;
    private final History history;
    private final SignalLaw law;

    public OptOutSignals(Instant now, Catalog catalog, History history, SignalLaw law) {
        this.now = now;
        this.catalog = catalog;
        this.history = history;
        this.law = law;
    }

    /** Whether this no was said by a browser. */
    public static boolean isSignal(Act.Refusal no) {
        return no.evidence().method() == Evidence.Method.SIGNAL;
    }

    /**
     * The earlier signal because of which this one adds nothing; empty if it must be recorded. A yes that was given when an
     * earlier signal was on record was given in spite of it: another signal ends it only where law says so.
     */
    public Optional<UUID> earlier(Act.Refusal no, Scope scope, DataSubject subject) throws SQLException {
        var heard =
                heard(subject).stream().filter(it -> it.scope().equals(scope)).toList();
        if (heard.isEmpty()) return Optional.empty();
        var last = heard.getLast();
        var informed = heard.getFirst().known();
        var ends = law.endsLaterYes(catalog, known(no.who(), subject), now);
        var open = subject.terms().grants().stream()
                .filter(yes -> scope.overlaps(yes.scope()) && yes.made().isAfter(last.made()))
                .anyMatch(yes -> ends || !yes.made().isAfter(informed));
        return open ? Optional.empty() : Optional.of(last.id());
    }

    /** Refuses a yes that a standing signal is not answered by: one that is only implied, and not the person's own. */
    public void mayAnswer(Act.Grant yes, Scope scope, DataSubject subject) throws SQLException {
        if (yes.isExpress() || yes.by().is(Caller.PERSON)) return;
        var against = against(scope, subject);
        if (against.isEmpty()) return;
        throw Fault.of(
                ProblemCode.STANDING_NO,
                "the person's browser asked not to sell or share their data: only an `express` yes answers that");
    }

    /**
     * Refuses to ask a person whose signal stands to confirm a yes, if they were asked since. One request may go out: it
     * confirms what they said by themselves. A second one would be the asking that law wants to wait.
     */
    public void mayAsk(Act.Grant yes, Scope scope, DataSubject subject) throws SQLException {
        if (yes.origin() != Act.Origin.REPORTED) return;
        var against = against(scope, subject);
        if (against.isEmpty()) return;
        var last = against.getLast();
        var from = law.askAgainFrom(catalog, known(yes.who(), subject), last.known());
        if (!now.isBefore(from) || history.asked(subject, scope, last.known()).isEmpty()) return;
        throw Fault.of(
                        ProblemCode.ASKED_TOO_OFTEN,
                        "the person's browser asked not to sell or share their data; they were asked to confirm a yes since, and are not asked again before "
                                + from.atOffset(ZoneOffset.UTC).toLocalDate())
                .retryAfter(Duration.between(now, from));
    }

    private List<Heard> against(Scope scope, DataSubject subject) throws SQLException {
        return heard(subject).stream().filter(it -> it.scope().overlaps(scope)).toList();
    }

    /** Those on record, and those of this very transaction. */
    private List<Heard> heard(DataSubject subject) throws SQLException {
        var all = new ArrayList<Heard>();
        for (var act : history.signals(subject.person()))
            all.add(new Heard(act.id(), act.scope(), act.made(), act.known()));
        for (var event : subject.events()) {
            if (event.effect() instanceof Effect.Said(var word)
                    && "signal".equals(event.body().path("method").textValue()))
                all.add(new Heard(event.id(), word.scope(), event.made(), event.known()));
        }
        return all;
    }

    /** What is known of where they are. */
    private static Locator.Known known(Addressee who, DataSubject subject) {
        var number = switch (who) {
            case Addressee.AtContact(var contact) -> Optional.of(contact);
            case Addressee.AtOwnContact(var contact, var _) -> Optional.of(contact);
            case Addressee.AtHash _,
                    Addressee.OfAct _,
                    Addressee.AtPoint _,
                    Addressee.AtPerson _,
                    Addressee.AtPairwise _ -> Optional.<Contact>empty();
        };
        return new Locator.Known(
                number.filter(it -> it.scheme().equals("tel")).map(it -> it.value()),
                subject.terms().preferences());
    }
}
