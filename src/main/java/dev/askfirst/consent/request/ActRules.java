package dev.askfirst.consent.request;

import static dev.askfirst.platform.ProblemCode.EVIDENCE_TOO_WEAK;
import static dev.askfirst.platform.ProblemCode.FORBIDDEN;
import static dev.askfirst.platform.ProblemCode.UNKNOWN_NOTICE;

import dev.askfirst.catalog.BasisRule;
import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.Rights;
import dev.askfirst.catalog.SenderRights;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.Grades;
import dev.askfirst.consent.event.Ground;
import dev.askfirst.consent.event.Validity;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Scope;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Turns requests into acts by one version of the catalog, and checks what exists, what fits, and what this caller may
 * do.
 */
public final class ActRules {

    private final Catalog catalog;
    private final Caller caller;
    private final SenderRights rights;
    private final Optional<UUID> self;

    private ActRules(Catalog catalog, Caller caller, SenderRights rights, Optional<UUID> self) {
        this.catalog = catalog;
        this.caller = caller;
        this.rights = rights;
        this.self = self;
    }

    /**
     * The rules for a caller: a sender is restricted to its own controllers, topics and channels, a person to
     * themselves; an admin is not restricted.
     */
    public static ActRules of(Catalog catalog, Caller caller) {
        if (caller.is(Caller.ADMIN)) {
            return new ActRules(catalog, caller, SenderRights.ofStaff(catalog, caller), Optional.empty());
        }
        if (caller.is(Caller.PERSON)) {
            var self = Optional.of(caller.requirePerson());
            return new ActRules(catalog, caller, SenderRights.unrestricted(catalog), self);
        }
        return new ActRules(catalog, caller, SenderRights.of(catalog, caller.requireSender()), Optional.empty());
    }

    /** The rules for a deputy, who says no for this person at every address of theirs, and is told none of them. */
    public static ActRules ofDeputy(Catalog catalog, Caller caller, UUID person) {
        return new ActRules(catalog, caller, SenderRights.unrestricted(catalog), Optional.of(person));
    }

    /** The rules for staff who record what somebody else said; whoever calls has made sure that it is staff. */
    public static ActRules ofStaff(Catalog catalog, Caller caller) {
        return new ActRules(catalog, caller, SenderRights.ofStaff(catalog, caller), Optional.empty());
    }

    /**
     * A grant.
     *
     * @param imported whether it comes from an import, which may leave out the notice, and name when the yes was
     *     confirmed
     */
    public Act.Grant grant(GrantRequest request, boolean imported, Optional<Instant> confirmation) {
        var checked = request.checked(new Checks());
        rights.requireController(request.controller());
        rights.requireChannel(request.channel());
        rights.requireTopic(request.topic());
        contactFits(checked.contact(), request.channel());
        spoken("at", Optional.ofNullable(request.at()), request.controller());
        spoken("confirmedAt", confirmation, request.controller());
        var notice = checked.notice().map(shown -> notice(shown, request));
        if (notice.isEmpty() && checked.basis().needsNotice() && !imported) {
            throw Fault.invalid("notice", "is missing: on this basis the words that were shown must be named");
        }
        var grant = new Act.Grant(
                at(checked.contact()),
                Scope.of(request.controller(), request.topic(), request.channel()),
                new Validity(Optional.ofNullable(request.at()), confirmation, Optional.ofNullable(request.expiresAt())),
                ground(checked.basis(), request, notice),
                checked.evidence(),
                checked.profile(),
                imported ? Act.Origin.IMPORTED : Act.Origin.REPORTED,
                caller);
        if (Grades.of(grant).compareTo(catalog.minimumEvidence(grant.topic())) < 0) {
            throw Fault.about(
                    EVIDENCE_TOO_WEAK,
                    "evidence",
                    "the evidence is `%s`; `%s` takes `%s` and better"
                            .formatted(
                                    Json.text(Grades.of(grant)),
                                    grant.topic(),
                                    Json.text(catalog.minimumEvidence(grant.topic()))));
        }
        return grant;
    }

    /** If the kind of ground is not given, the strictest rule applies. */
    private Ground ground(Act.Basis basis, GrantRequest request, Optional<Act.NoticeShown> notice) {
        var named = Optional.ofNullable(request.ground());
        var kind = named.map(GrantRequest.GroundRequest::kind);
        var since = named.map(GrantRequest.GroundRequest::since);
        spoken("ground.since", since, request.controller());
        var strictest = catalog.strictest(Json.text(basis));
        var rule = kind.flatMap(it -> catalog.basis(Json.text(basis), it)).or(() -> strictest);
        if (kind.isPresent() && strictest.isPresent() && !kind.equals(rule.map(BasisRule::kind))) {
            throw Fault.invalid("ground.kind", "is no kind of `%s` in the catalog".formatted(Json.text(basis)));
        }
        return new Ground(basis, kind, since, rule, notice);
    }

    /** The noes of one request. If a sender names no controller, there is one no for each of its own controllers. */
    public List<Act> refusals(ConsentStatement.Refusal.Kind kind, RefusalRequest said) {
        if (caller.isDeputy() && said.contact() != null)
            throw Fault.invalid("contact", "is not for deputies: their no is for every address of the person");
        var request = self.map(said::saidBy).orElse(said);
        var checked = request.checked(new Checks());
        var topic = Optional.ofNullable(request.topic());
        topic.ifPresent(rights::requireKnownTopic);
        var channel = Optional.ofNullable(request.channel());
        channel.ifPresent(rights::requireKnownChannel);
        if (request.channel() != null && RefusalRequest.isTrue(request.contactOnly())) {
            checked.contact().ifPresent(contact -> contactFits(contact, request.channel()));
        }
        var controllers = controllers(request.controller());
        for (var controller : controllers) spoken("at", Optional.ofNullable(request.at()), controller);
        return controllers.stream()
                .map(controller -> (Act) new Act.Refusal(
                        kind,
                        who(request, checked, controller),
                        Scope.of(controller, topic.orElse(Scope.ALL), channel.orElse(Scope.ALL)),
                        RefusalRequest.isTrue(request.contactOnly()),
                        RefusalRequest.isTrue(request.services()),
                        Optional.ofNullable(request.at()),
                        checked.evidence(),
                        caller))
                .toList();
    }

    /** Refuses a caller who may not confirm a yes for the person: only staff may, and senders the catalog trusts with it. */
    public void mayConfirm() {
        if (rights.own().isEmpty() || rights.own().get().deliversConfirmation()) return;
        throw Fault.of(FORBIDDEN, "this sender may not confirm for a person: the person does, on the link's page");
    }

    public boolean actsFor(String controller) {
        return rights.actsFor(controller);
    }

    /** Whether this caller gets the token with which this yes is confirmed. */
    public boolean getsConfirmToken(Act.Grant grant) {
        return catalog.topic(grant.topic()).orElseThrow().doubleOptIn()
                && (caller.is(Caller.ADMIN)
                        || rights.own().filter(Rights::deliversConfirmation).isPresent());
    }

    /**
     * Refuses an instant too early for anybody to have said something: programs write such a date if they have none.
     */
    public void spoken(String member, Optional<Instant> at, String controller) {
        var since = catalog.spokenToSince(controller);
        at.filter(it -> it.isBefore(since)).ifPresent(it -> {
            throw Fault.invalid(
                    member,
                    "is %s, which is no date on which somebody spoke: nothing from before %s is taken"
                            .formatted(it, since.atOffset(ZoneOffset.UTC).toLocalDate()));
        });
    }

    /** Refuses a file whose scope this caller may not act on, before any row is read. */
    public void check(ImportRequest.CheckedImport file) {
        if (file.controller() != null) rights.requireController(file.controller());
        if (file.topic() != null) rights.requireTopic(file.topic());
        if (file.channel() != null) rights.requireChannel(file.channel());
    }

    /** Refuses a caller that may not pass on inbound messages to this controller by this channel. */
    public void mayHear(String controller, String channel) {
        rights.requireController(controller);
        rights.requireChannel(channel);
    }

    /** The controllers that an act without one is about: a sender's own, or all. */
    public List<String> controllers(String named) {
        return rights.controllers(Optional.ofNullable(named));
    }

    public void contactFits(Contact contact, String channel) {
        rights.requireScheme("contact", channel, contact.scheme());
    }

    private Act.NoticeShown notice(GrantRequest.NoticeRequest shown, GrantRequest request) {
        var notice = catalog.notice(shown.id(), shown.version(), Optional.ofNullable(shown.language()))
                .filter(it -> it.controller().equals(request.controller()))
                .filter(it -> it.topics().stream().anyMatch(topic -> Scope.covers(topic, request.topic())))
                .orElseThrow(() -> Fault.about(
                        UNKNOWN_NOTICE,
                        "notice",
                        "`%s` has no notice `%s` version %d%s about `%s`"
                                .formatted(
                                        request.controller(),
                                        shown.id(),
                                        shown.version(),
                                        shown.language() == null ? "" : " in `" + shown.language() + "`",
                                        request.topic())));
        return new Act.NoticeShown(
                notice.id(), notice.version(), notice.language(), HexFormat.of().formatHex(Sha256.of(notice.words())));
    }

    private Addressee who(RefusalRequest request, RefusalRequest.CheckedRefusal checked, String controller) {
        if (checked.contact().isPresent()) return at(checked.contact().get());
        return rights.own().isPresent()
                ? new Addressee.AtPairwise(request.person(), controller)
                : new Addressee.AtPerson(request.person());
    }

    private Addressee at(Contact contact) {
        return self.<Addressee>map(person -> new Addressee.AtOwnContact(contact, person))
                .orElseGet(() -> new Addressee.AtContact(contact));
    }
}
