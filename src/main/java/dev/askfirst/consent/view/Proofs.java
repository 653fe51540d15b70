package dev.askfirst.consent.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.CatalogHistory;
import dev.askfirst.catalog.feedback.FeedbackRule;
import dev.askfirst.consent.event.AsOf;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.Fold;
import dev.askfirst.consent.event.History;
import dev.askfirst.consent.event.PointHistory;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.law.Locator;
import dev.askfirst.person.point.ContactPoints;
import dev.askfirst.person.usage.UsageRepository;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.policy.Decision;
import dev.askfirst.policy.Facts;
import dev.askfirst.policy.Jurisdictions;
import dev.askfirst.policy.Law;
import dev.askfirst.policy.Policy;
import dev.askfirst.policy.Suppression;
import dev.askfirst.policy.Wanted;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * Proves in one answer what a person agreed to: the grant relied on with the exact words, its evidence, every later
 * act, the rules in force, and the decision they yield. The same instants give the same answer at any later time.
 */
@ApplicationScoped
public class Proofs {

    /** What is to be proved, that messages of this scope may be written, with everything it depends on but the contact point. */
    private record Asked(
            Scope scope, Optional<RecordedAct> yes, Instant at, Terms terms, TopicRules topic, Catalog catalog) {

        List<Law> laws() {
            return catalog.laws(topic, scope.channel());
        }

        Facts facts(List<Suppression> suppressions, Jurisdictions where) {
            var home = catalog.controller(scope.controller());
            var plain = new Facts(at, terms, suppressions, topic, where);
            return FeedbackRule.resting(
                    home.map(CatalogDocument.Controller::feedback).orElse(List.of()), scope.controller(), plain);
        }

        /** The one contact point that is asked about; empty means all that the person has or had. */
        Optional<UUID> point() {
            return yes.flatMap(it -> it.scope().point());
        }

        Question question(UUID point) {
            return new Question(
                    scope.controller(),
                    scope.topic(),
                    scope.channel(),
                    Optional.of(point),
                    Authorship.AUTOMATED,
                    false);
        }
    }

    /** The decision for one contact point, and the yes that it relies on. */
    private record Answer(UUID point, List<Suppression> suppressions, Decision decision, Optional<RecordedAct> yes) {

        /** Orders answers by how much they prove: permits above all, then the latest yes. */
        static final Comparator<Answer> TELLING = Comparator.<Answer, Boolean>comparing(
                        it -> it.decision() instanceof Decision.Permit)
                .thenComparing(it -> it.yes().map(RecordedAct::made).orElse(Instant.MIN));
    }

    private final DataSource dataSource;
    private final CatalogHistory catalogs;
    private final PointHistory points;
    private final Clock clock;
    private final ContactPoints contacts;
    private final Locator locator;

    Proofs(
            DataSource dataSource,
            CatalogHistory catalogs,
            PointHistory points,
            Clock clock,
            ContactPoints contacts,
            Locator locator) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.points = points;
        this.clock = clock;
        this.contacts = contacts;
        this.locator = locator;
    }

    /**
     * The proof that this controller may write about this topic by this channel, or may not.
     *
     * @param scope names all three, and no contact point
     * @param at an instant that is empty means now
     * @param shown which acts whoever asks may see
     */
    public ObjectNode of(
            UUID person, Scope scope, Optional<Instant> at, Optional<Instant> knownAt, Predicate<RecordedAct> shown) {
        return of(person, scope, Optional.empty(), at, knownAt, shown);
    }

    /**
     * The proof of this one yes, whether or not a later one is relied on, for its own contact point; of the acts after it only
     * those that bear on it.
     *
     * @param at an instant that is empty means now
     */
    public ObjectNode ofYes(UUID person, RecordedAct yes, Optional<Instant> at, Optional<Instant> knownAt) {
        var named = yes.scope();
        var scope = Scope.of(named.controller(), named.topic(), named.channel());
        return of(person, scope, Optional.of(yes), at, knownAt, act -> Bearing.on(yes, act));
    }

    private ObjectNode of(
            UUID person,
            Scope scope,
            Optional<RecordedAct> one,
            Optional<Instant> at,
            Optional<Instant> knownAt,
            Predicate<RecordedAct> shown) {
        try (var connection = dataSource.getConnection()) {
            var now = clock.read(connection);
            var seen = new AsOf(at.orElse(now), knownAt.orElse(now));
            var catalog = catalogs.on(connection).inForceAt(seen.at());
            var history = new History(connection);
            var terms = catalog.inForce(Fold.of(history.of(person), seen::holds));
            var acts = history.whole(person).stream()
                    .filter(seen::holds)
                    .filter(shown)
                    .toList();
            var topic = topic(catalog, scope);
            var asked = new Asked(scope, one, seen.at(), terms, topic, catalog);
            var answer = answer(connection, person, asked, acts);
            var grant = answer.yes().map(yes -> grant(connection, yes));
            var proof = proof(person, asked, seen, acts, answer, grant);
            proof.set("rules", ProofRules.of(catalog, scope, answer.yes(), answer.suppressions()));
            proof.set("decision", decision(answer.decision()));
            proof.set("log", ActProofs.of(connection, shown(acts, answer)));
            return proof;
        } catch (SQLException e) {
            throw Outage.undecided("the proof could not be read", e);
        }
    }

    private static TopicRules topic(Catalog catalog, Scope scope) {
        return catalog.topic(scope.topic())
                .orElseThrow(() -> Fault.about(
                        ProblemCode.UNKNOWN_TOPIC, "topic", "there was no topic `%s`".formatted(scope.topic())));
    }

    private Answer answer(Connection connection, UUID person, Asked asked, List<RecordedAct> acts) throws SQLException {
        var candidates = candidates(connection, person, asked, acts);
        var numbers = asked.laws().isEmpty() ? Map.<UUID, String>of() : contacts.numbers(connection, person);
        var uses = UsageRepository.of(connection, person);
        var answers = new ArrayList<Answer>();
        for (var point : candidates) {
            var suppressions = points.suppressions(connection, point, asked.at());
            var known = new Locator.Known(
                    Optional.ofNullable(numbers.get(point)), asked.terms().preferences());
            var where = locator.jurisdictions(asked.laws(), known, asked.at(), locator.holidays());
            var facts = asked.facts(suppressions, where);
            var question = asked.question(point);
            var decision = Policy.decide(question, facts.with(Wanted.counted(question, facts, uses)));
            answers.add(new Answer(point, suppressions, decision, yes(acts, asked, point, decision)));
        }
        return answers.stream()
                .max(Answer.TELLING)
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "this person has no contact point to ask about"));
    }

    private Set<UUID> candidates(Connection connection, UUID person, Asked asked, List<RecordedAct> acts)
            throws SQLException {
        if (asked.point().isPresent()) return Set.of(asked.point().get());
        var candidates = new LinkedHashSet<>(points.now(connection, person));
        for (var act : acts)
            if (touches(act, asked.scope())) act.scope().point().ifPresent(candidates::add);
        return candidates;
    }

    /** The grant that was asked for, or that the decision relies on; if there is none, the latest one for this. */
    private static Optional<RecordedAct> yes(List<RecordedAct> acts, Asked asked, UUID point, Decision decision) {
        var scope = asked.scope();
        if (asked.yes().isPresent())
            return acts.stream()
                    .filter(act -> act.id().equals(asked.yes().get().id()))
                    .findFirst();
        var reliedOn = decision instanceof Decision.Permit permit ? permit.grant() : Optional.<UUID>empty();
        return acts.stream()
                .filter(act -> act.kind() == ConsentEvent.Kind.GRANT && touches(act, scope)
                        ? act.scope().point().equals(Optional.of(point))
                        : act.kind() == ConsentEvent.Kind.INTENT && reliedOn.equals(Optional.of(act.id())))
                .filter(act -> reliedOn.isEmpty() || reliedOn.get().equals(act.id()))
                .max(Comparator.comparing(RecordedAct::made));
    }

    private static boolean touches(RecordedAct act, Scope scope) {
        return act.isWord()
                && Scope.of(
                                act.scope().controller(),
                                act.scope().topic(),
                                act.scope().channel())
                        .includes(scope);
    }

    private ObjectNode proof(
            UUID person, Asked asked, AsOf seen, List<RecordedAct> acts, Answer answer, Optional<ObjectNode> grant) {
        var scope = asked.scope();
        var proof = Json.MAPPER.createObjectNode();
        proof.put("person", person.toString());
        proof.put("controller", scope.controller());
        proof.put("topic", scope.topic());
        proof.put("channel", scope.channel());
        proof.put("at", seen.at().toString());
        proof.put("knownAt", seen.knownAt().toString());
        proof.put("contactPoint", answer.point().toString());
        grant.ifPresent(it -> proof.set("grant", it));
        var later = proof.putArray("laterActs");
        acts.stream().filter(act -> isAfter(act, answer)).forEach(act -> later.add(ActView.of(act)));
        return proof;
    }

    private static List<RecordedAct> shown(List<RecordedAct> acts, Answer answer) {
        var shown = new ArrayList<RecordedAct>();
        answer.yes().ifPresent(shown::add);
        acts.stream().filter(act -> isAfter(act, answer)).forEach(shown::add);
        return shown;
    }

    private static boolean isAfter(RecordedAct act, Answer answer) {
        return answer.yes()
                .map(yes -> !act.id().equals(yes.id()) && !act.made().isBefore(yes.made()))
                .orElse(true);
    }

    private ObjectNode grant(Connection connection, RecordedAct yes) {
        var grant = ActView.of(yes);
        yes.notice().ifPresent(shown -> {
            var notice = Json.MAPPER.<ObjectNode>valueToTree(shown);
            catalogs.on(connection).wording(shown.wording()).ifPresent(words -> notice.put("words", words.words()));
            grant.set("notice", notice);
        });
        return grant;
    }

    private static ObjectNode decision(Decision decision) {
        var node = Json.MAPPER.createObjectNode();
        switch (decision) {
            case Decision.Permit(var until, var grant, var _) -> {
                node.put("outcome", "permit").put("validUntil", until.toString());
                grant.ifPresent(id -> node.put("grant", id.toString()));
            }
            case Decision.Defer(var notBefore, var _) ->
                node.put("outcome", "defer").put("notBefore", notBefore.toString());
            case Decision.Deny _ -> node.put("outcome", "deny");
        }
        var reasons = node.putArray("reasons");
        decision.reasons().forEach(reason -> reasons.addObject().put("code", Json.text(reason.code())));
        return node;
    }
}
