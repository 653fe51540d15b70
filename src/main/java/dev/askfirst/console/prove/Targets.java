package dev.askfirst.console.prove;

import dev.askfirst.catalog.limit.StaffLimit;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.consent.view.Timelines;
import dev.askfirst.decision.history.DecisionLookup;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.People;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.search.FoundEntry;
import dev.askfirst.search.Search;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds the yes that is meant: by the id of a permit or of what somebody said. Looking is recorded first. */
@ApplicationScoped
public class Targets {

    private static final Texts TEXTS = Texts.of("prove", "en");

    private final Search search;
    private final DecisionLookup decisions;
    private final Timelines timelines;
    private final People people;
    private final Accesses accesses;
    private final StaffLimit limit;

    Targets(
            Search search,
            DecisionLookup decisions,
            Timelines timelines,
            People people,
            Accesses accesses,
            StaffLimit limit) {
        this.search = search;
        this.decisions = decisions;
        this.timelines = timelines;
        this.people = people;
        this.accesses = accesses;
        this.limit = limit;
    }

    /**
     * The yes behind the entry of this id.
     *
     * @param at the instant asked about; empty means that of the permit, or now
     */
    public Target of(String id, Optional<Instant> at, Caller caller) {
        var found = Ids.parse(id).flatMap(it -> entry(id, caller)).orElseThrow(() -> none(TEXTS.text("noEntry")));
        var target = switch (found.kind()) {
            case "decision" -> ofDecision(id, at, caller);
            case "act" -> ofAct(UUID.fromString(id), at, caller);
            default -> throw none(TEXTS.text("otherKind", found.kind()));
        };
        requireWithin(target, caller);
        return target;
    }

    /** Staff who are limited get no proof of another's yes, and none that names others. */
    private void requireWithin(Target target, Caller caller) {
        if (!caller.isLimited()) return;
        if (!caller.sees(target.yes().scope().controller())) throw none(TEXTS.text("noEntry"));
        var reach = limit.reach(caller);
        for (var act : timelines.around(target.person(), target.yes()))
            if (reach.namesOthers(Json.stored(act.entry().json())))
                throw Fault.of(ProblemCode.FORBIDDEN, TEXTS.text("namesOthers"));
    }

    /**
     * Every yes of a person, the latest first.
     *
     * @param topic only those that are about this topic, or include it; empty for all
     */
    public List<RecordedAct> yeses(UUID person, String topic, Caller caller) {
        accesses.record(caller, person, "proof");
        return timelines.yeses(person).stream()
                .filter(yes -> caller.sees(yes.scope().controller()))
                .filter(yes -> topic.isEmpty()
                        || Scope.covers(yes.scope().topic(), topic)
                        || Scope.covers(topic, yes.scope().topic()))
                .toList();
    }

    private Optional<FoundEntry> entry(String id, Caller caller) {
        try {
            return search.one(id, caller);
        } catch (SQLException e) {
            throw Outage.undecided("the record could not be read", e);
        }
    }

    private Target ofDecision(String id, Optional<Instant> at, Caller caller) {
        var reply = decisions.decision(id, caller, "en");
        var decided = reply.decision();
        var grant = decided.grant().flatMap(timelines::act);
        if (grant.isEmpty()) throw none(TEXTS.text("noYes", Json.text(decided.outcome())));
        return new Target(
                living(grant.get(), caller),
                grant.get(),
                at.or(() -> Optional.of(decided.decidedAt())),
                Optional.of(reply));
    }

    private Target ofAct(UUID id, Optional<Instant> at, Caller caller) {
        var act = timelines.act(id).orElseThrow(() -> none(TEXTS.text("noEntry")));
        var person = living(act, caller);
        var yes = timelines
                .yesOf(person, act)
                .orElseThrow(() -> none(TEXTS.text("otherAct", act.kind().text())));
        return new Target(person, yes, at, Optional.empty());
    }

    /** The person whose act this is, as they are now; that somebody looks is recorded, even if nothing is left to see. */
    private UUID living(RecordedAct act, Caller caller) {
        var person = people.now(act.person());
        accesses.record(caller, person.orElse(act.person()), "proof");
        return person.orElseThrow(() -> none(TEXTS.text("erased")));
    }

    private static Fault none(String why) {
        return Fault.of(ProblemCode.NOT_FOUND, why);
    }
}
