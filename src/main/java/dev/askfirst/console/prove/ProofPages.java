package dev.askfirst.console.prove;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.consent.view.Histories;
import dev.askfirst.consent.view.Proofs;
import dev.askfirst.consent.view.Timelines;
import dev.askfirst.decision.answer.DecisionReply.ReasonReply;
import dev.askfirst.decision.answer.Explanations;
import dev.askfirst.decision.replay.ReplayService;
import dev.askfirst.person.point.ContactPoint;
import dev.askfirst.person.point.ContactPoints;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.policy.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;

/** Says one consent in words, from what the readers of the record give. */
@ApplicationScoped
public class ProofPages {

    private final Proofs proofs;
    private final Histories histories;
    private final Timelines timelines;
    private final Inclusions inclusions;
    private final CatalogService catalogs;
    private final ContactPoints contacts;
    private final Explanations explanations;
    private final ReplayService replays;
    private final DataSource dataSource;

    ProofPages(
            Proofs proofs,
            Histories histories,
            Timelines timelines,
            Inclusions inclusions,
            CatalogService catalogs,
            ContactPoints contacts,
            Explanations explanations,
            ReplayService replays,
            DataSource dataSource) {
        this.proofs = proofs;
        this.histories = histories;
        this.timelines = timelines;
        this.inclusions = inclusions;
        this.catalogs = catalogs;
        this.contacts = contacts;
        this.explanations = explanations;
        this.replays = replays;
        this.dataSource = dataSource;
    }

    /** The page about this yes; that somebody looks must be on record already. */
    public ProofPage of(String id, Target target) {
        var proof = proofs.ofYes(target.person(), target.yes(), target.at(), Optional.empty());
        var asked = Moments.asked(proof);
        var acts = timelines.around(target.person(), target.yes());
        var words = new Words(catalogs.newest());
        return new ProofPage(
                id,
                target.yes().id().toString(),
                target.person().toString(),
                Moments.said(asked),
                moment(proof, "knownAt"),
                target.at().map(Instant::toString).orElse(""),
                Moments.field(asked),
                lead(target, acts, asked, words),
                wording(target.yes()),
                facts(target.yes(), words),
                answer(target.yes(), proof, words),
                acts.stream().map(it -> step(it, target.yes(), asked, words)).toList(),
                permit(target, words),
                inclusions.of(target.yes(), acts),
                proof);
    }

    /** The list of these yeses of a person, to choose from. */
    public List<ProofPage.Choice> choices(UUID person, List<RecordedAct> yeses, Optional<Instant> at) {
        var words = new Words(catalogs.newest());
        // There is a state of each scope; it is that of the latest yes to it.
        var states = states(person, at);
        return yeses.stream()
                .map(yes -> new ProofPage.Choice(
                        yes.id().toString(),
                        words.about(yes),
                        Moments.said(yes.made()),
                        state(yes, at, states, words),
                        isAfter(yes, at)))
                .toList();
    }

    private static String state(
            RecordedAct yes, Optional<Instant> at, HashMap<List<String>, String> states, Words words) {
        var state = isAfter(yes, at) ? null : states.remove(key(yes));
        return words.text("state", state == null ? "over" : state);
    }

    private static boolean isAfter(RecordedAct yes, Optional<Instant> at) {
        return at.filter(yes.made()::isAfter).isPresent();
    }

    private HashMap<List<String>, String> states(UUID person, Optional<Instant> at) {
        var states = new HashMap<List<String>, String>();
        for (var it : histories.of(person, at, Optional.empty()).path("terms").path("consents")) {
            var scope = Stream.of("controller", "topic", "channel", "contactPoint");
            states.put(
                    scope.map(name -> it.path(name).asText()).toList(),
                    it.path("state").asText());
        }
        return states;
    }

    private static List<String> key(RecordedAct yes) {
        var scope = yes.scope();
        return List.of(
                scope.controller(),
                scope.topic(),
                scope.channel(),
                scope.point().map(UUID::toString).orElse(""));
    }

    private String lead(Target target, List<RecordedAct> acts, Instant asked, Words words) {
        var yes = target.yes();
        var basis = yes.text("basis").orElse("express");
        var shown = yes.notice().isPresent() ? "shown" : "none";
        var when = Moments.said(yes.made());
        var who = words.address(contact(target.person(), yes));
        var how = words.how(yes);
        if (!basis.equals("express")) return words.text("leadBasis", when, who, words.text("basis", basis), how, shown);
        if (!yes.body().has("pending")) return words.text("lead", when, who, how, shown);
        var confirms = Optional.of(yes.id().toString());
        return acts.stream()
                .filter(it -> it.kind() == ConsentEvent.Kind.CONFIRMATION
                        && !it.made().isAfter(asked))
                .filter(it -> it.text("confirms").equals(confirms))
                .findFirst()
                .map(it -> words.text("leadConfirmed", when, who, how, Moments.said(it.known()), shown))
                .orElseGet(() -> words.text("leadPending", when, who, how, Moments.said(asked), shown));
    }

    /** The address that the yes is for, masked; empty if it is not theirs any more. */
    private Optional<String> contact(UUID person, RecordedAct yes) {
        try (var connection = dataSource.getConnection()) {
            return contacts.masked(connection, person).stream()
                    .filter(it -> Optional.of(it.id()).equals(yes.scope().point()))
                    .findFirst()
                    .flatMap(ContactPoint::contact);
        } catch (SQLException e) {
            throw Outage.undecided("the address could not be read", e);
        }
    }

    private ProofPage.Wording wording(RecordedAct yes) {
        var shown = yes.notice();
        if (shown.isEmpty()) return new ProofPage.Wording("", "", "", "", "");
        var notice = shown.get();
        return new ProofPage.Wording(
                inclusions.words(yes).orElse(""),
                notice.language(),
                Words.language(notice.language()),
                notice.id(),
                Integer.toString(notice.version()));
    }

    private static ProofPage.Facts facts(RecordedAct yes, Words words) {
        var scope = yes.scope();
        var named = words.names().named(scope.controller(), scope.topic(), scope.channel());
        var erased = yes.text("evidence").isPresent() && yes.texts().isEmpty();
        return new ProofPage.Facts(
                named.controller(),
                named.topic(),
                named.channel(),
                yes.text("grade").map(it -> words.text("grade", it)).orElse(""),
                words.text("basis", yes.text("basis").orElse("express")),
                words.source(yes).orElseGet(() -> words.text(erased ? "sourceErased" : "sourceNone")),
                words.recorder(yes.body().path("by")),
                Moments.said(yes.known()),
                yes.time("expires").map(Moments::said).orElse(""));
    }

    private ProofPage.Answer answer(RecordedAct yes, JsonNode proof, Words words) {
        var decision = proof.get("decision");
        var outcome = decision.get("outcome").textValue();
        var grant = decision.path("grant").asText();
        var relied = grant.isEmpty() ? "none" : grant.equals(yes.id().toString()) ? "this" : "another";
        var scope = yes.scope();
        var named = words.names().named(scope.controller(), scope.topic(), scope.channel());
        var text = words.text(
                "answer",
                outcome,
                moment(proof, "at"),
                named.controller(),
                named.topic(),
                named.channel(),
                relied,
                moment(decision, "notBefore"));
        var codes = StreamSupport.stream(decision.path("reasons").spliterator(), false)
                .map(it -> Reason.Code.valueOf(it.get("code").textValue().toUpperCase(Locale.ROOT)))
                .map(it -> new ReasonReply(it, Optional.empty(), Optional.empty(), Optional.empty()))
                .toList();
        var reasons = ReasonReply.explained(codes, explanations.in("en")).stream()
                .flatMap(it -> it.detail().stream())
                .toList();
        return new ProofPage.Answer(outcome, text, reasons);
    }

    private static String moment(JsonNode node, String member) {
        return node.has(member) ? Moments.said(Instant.parse(node.get(member).textValue())) : "";
    }

    private static ProofPage.Step step(RecordedAct act, RecordedAct yes, Instant asked, Words words) {
        var isThis = act.id().equals(yes.id());
        var place = act.made().isAfter(asked)
                ? isThis ? "thisAfter" : "after"
                : isThis ? "this" : act.made().isBefore(yes.made()) ? "before" : "since";
        return new ProofPage.Step(
                act.id().toString(), Moments.said(act.made()), words.act(act), words.recorded(act), place);
    }

    private ProofPage.Permit permit(Target target, Words words) {
        if (target.decision().isEmpty()) return new ProofPage.Permit("", "", "");
        var reply = target.decision().get();
        var decided = reply.decision();
        var named = words.names().named(reply.controller(), reply.topic(), reply.channel());
        var text = words.text(
                "permit",
                Moments.said(decided.decidedAt()),
                words.names().sender(reply.sender()),
                named.topic(),
                named.channel());
        var replay = replays.replayOfSeen(decided.id()).replay().result();
        return new ProofPage.Permit(decided.id().toString(), text, replay);
    }
}
