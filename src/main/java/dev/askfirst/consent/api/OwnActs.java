package dev.askfirst.consent.api;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.act.ActReply;
import dev.askfirst.consent.act.ActResult;
import dev.askfirst.consent.act.ActWriter;
import dev.askfirst.consent.act.Confirmations;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.DoubleOptIn;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.request.ActRules;
import dev.askfirst.consent.request.EvidenceRequest;
import dev.askfirst.consent.request.GrantRequest;
import dev.askfirst.consent.request.PreferencesRequest;
import dev.askfirst.consent.request.PreferencesRules;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.point.ContactPoint;
import dev.askfirst.person.point.PreferencesJson;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Pause;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What people do on their own page. Every act is checked and written like any other; a refused act throws. */
@ApplicationScoped
public class OwnActs {

    /**
     * A person on their own page.
     *
     * @param shown the contact point that they proved to be theirs in this visit, by reading what was sent there
     */
    public record Self(UUID person, Caller caller, Optional<UUID> shown) {
        private Addressee addressee() {
            return new Addressee.AtPerson(person);
        }
    }

    private final ActWriter writer;
    private final CatalogService catalogs;
    private final Confirmations confirmations;

    OwnActs(ActWriter writer, CatalogService catalogs, Confirmations confirmations) {
        this.writer = writer;
        this.catalogs = catalogs;
        this.confirmations = confirmations;
    }

    /**
     * Ends messages that need consent, from this controller or, with {@link Scope#ALL}, from anybody; with
     * {@code services}, also messages that need none. Returns the act, unless it stood already.
     */
    public Optional<UUID> stop(Self self, String controller, boolean services) {
        return say(self.addressee(), Scope.of(controller, Scope.ALL, Scope.ALL), false, services, self);
    }

    /** No to one thing: at this address only, or at all of theirs. Returns the act, unless it stood already. */
    public Optional<UUID> no(Self self, Scope scope, boolean contactOnly) {
        var who = contactOnly ? new Addressee.AtPoint(scope.point().orElseThrow()) : self.addressee();
        return say(who, scope, contactOnly, false, self);
    }

    private Optional<UUID> say(Addressee who, Scope scope, boolean contactOnly, boolean services, Self self) {
        var no = new Act.Refusal(
                ConsentStatement.Refusal.Kind.WITHDRAWAL,
                who,
                scope,
                contactOnly,
                services,
                Optional.empty(),
                Evidence.of(Evidence.Method.PAGE),
                self.caller());
        var result = writer.write(List.of(no)).getFirst();
        var said = result.recorded();
        return Optional.of(said.id()).filter(_ -> result instanceof ActResult.Created);
    }

    /** Takes back a no that was just said on a page; a fault says that it cannot be taken back any more. */
    public void undo(Self self, UUID no) {
        write(new Act.Undo(self.addressee(), no, Evidence.of(Evidence.Method.PAGE), self.caller()));
    }

    /** Records, once, that they proved in this visit that the address they came by is theirs. */
    public void proved(Self self) {
        self.shown()
                .ifPresent(point -> write(new Act.ContactVerified(
                        self.addressee(), point, Evidence.of(Evidence.Method.PAGE), self.caller())));
    }

    /**
     * Sends once more what asks them to confirm their yes for this scope, to the address itself. A fault says that nothing
     * waits there any more, that nothing may be sent there, or that it was sent often enough.
     */
    public void askAgain(Self self, Scope scope, ContactPoint at) {
        if (at.isClosedTo(scope.controller()))
            throw Fault.of(ProblemCode.CONFLICT, "nothing is sent to this address any more");
        var delivery = at.scheme().equals("mailto") ? DoubleOptIn.Delivery.LETTER : DoubleOptIn.Delivery.EVENT;
        write(new Act.AskedAgain(self.addressee(), scope, delivery, Evidence.of(Evidence.Method.PAGE), self.caller()));
    }

    /** The notice that somebody who says yes here today agrees to, in this language if there is one. */
    public Optional<CatalogDocument.Notice> words(Scope scope, String language) {
        var catalog = catalogs.newest();
        return catalog.document().notices().stream()
                .filter(notice -> notice.controller().equals(scope.controller()))
                .filter(notice -> notice.topics().stream().anyMatch(topic -> Scope.covers(topic, scope.topic())))
                .max(Comparator.comparingInt(CatalogDocument.Notice::version)
                        .thenComparing(notice -> notice.language().equals(language))
                        .thenComparing(notice -> catalog.controller(scope.controller())
                                .filter(home -> home.language().equals(notice.language()))
                                .isPresent()));
    }

    /**
     * Yes to one thing, under the notice that was shown; without a notice only to what needs no consent. A person who
     * proved in this visit that this very address is theirs is not asked to confirm: this yes is confirmed at once.
     */
    public void yes(Self self, Scope scope, ContactPoint at, Optional<CatalogDocument.Notice> shown) {
        var contact = at.contact()
                .orElseThrow(() -> Fault.of(ProblemCode.INVALID_REQUEST, "the address itself is not known"));
        var notice = shown.map(it -> new GrantRequest.NoticeRequest(it.id(), it.version(), it.language()));
        var request = GrantRequest.of(contact, scope.controller(), scope.topic(), scope.channel())
                .basis(notice.isPresent() ? Act.Basis.EXPRESS : Act.Basis.CONTRACT)
                .notice(notice)
                .evidence(new EvidenceRequest(EvidenceRequest.Claimed.PAGE, null, null, null))
                .build();
        var grant = ActRules.of(catalogs.newest(), self.caller()).grant(request, false, Optional.empty());
        var shownHere = self.shown().equals(Optional.of(at.id()));
        var said = write(shownHere ? grant.byItsReader() : grant);
        if (shownHere && said.state().equals(Optional.of(ActReply.State.PENDING))) {
            confirmations.confirm(said.id(), Evidence.Method.PAGE, self.caller());
        }
    }

    public void pause(Self self, Instant until) {
        write(new Act.Pausing(
                self.addressee(),
                new Pause(Scope.ALL, Scope.ALL, until),
                Optional.empty(),
                Evidence.of(Evidence.Method.PAGE),
                self.caller()));
    }

    public void resume(Self self, String channel, String topic) {
        write(new Act.Resuming(
                self.addressee(), channel, topic, Optional.empty(), Evidence.of(Evidence.Method.PAGE), self.caller()));
    }

    /** Sets these preferences if nothing was changed since this version; else a fault, and nothing is changed. */
    public void prefer(Self self, Preferences wanted, long version) {
        var checked = PreferencesRequest.of(PreferencesJson.write(wanted)).checked();
        var rules = new PreferencesRules(catalogs.newest());
        write(new Act.Preference(
                self.addressee(),
                before -> rules.admit(checked, before),
                Optional.of(version),
                Evidence.of(Evidence.Method.PAGE),
                self.caller()));
    }

    /** Whether preferences were refused because no calendar of holidays is known for where the person lives. */
    public static boolean lacksHolidays(Fault fault) {
        return fault.errors().stream().anyMatch(it -> it.field().equals(PreferencesRules.NEVER_ON_HOLIDAYS));
    }

    private ActReply write(Act act) {
        return writer.write(List.of(act)).getFirst().recorded();
    }
}
