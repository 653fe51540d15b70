package dev.askfirst.consent.signal;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.act.ActResult;
import dev.askfirst.consent.act.ActWriter;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.History;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Signals as their person sees them: the one that comes with their own page is recorded, and all are told. */
@ApplicationScoped
public class OwnSignals {

    /** That the signal of a browser was honoured: for whom, about what, and when the last no was recorded. */
    public record Honoured(String controller, List<String> topics, Instant at) {}

    private final CatalogService catalogs;
    private final ActWriter acts;
    private final DataSource dataSource;

    OwnSignals(CatalogService catalogs, ActWriter acts, DataSource dataSource) {
        this.catalogs = catalogs;
        this.acts = acts;
        this.dataSource = dataSource;
    }

    /** Those that are on record for a person, one for each company. */
    public List<Honoured> of(UUID person) {
        var byController = new LinkedHashMap<String, Honoured>();
        for (var act : heard(person)) {
            var scope = act.scope();
            byController.merge(
                    scope.controller(),
                    new Honoured(scope.controller(), List.of(scope.topic()), act.known()),
                    OwnSignals::both);
        }
        return List.copyOf(byController.values());
    }

    /**
     * Records the signal of whoever looks at their own page, for these companies; true if anything was new.
     *
     * @param on what messages come about: a yes to one of these may have to end although the signal was heard before
     */
    public boolean onPage(UUID person, Caller by, Collection<String> controllers, Collection<Scope> on) {
        var topics = SignalService.topics(catalogs.newest());
        if (topics.isEmpty() || controllers.isEmpty()) return false;
        var heard = heard(person).stream().map(RecordedAct::scope).toList();
        var noes = controllers.stream()
                .flatMap(controller -> topics.stream().map(topic -> Scope.of(controller, topic, Scope.ALL)))
                .filter(scope -> !heard.contains(scope) || on.stream().anyMatch(scope::includes))
                .map(scope -> no(person, by, scope))
                .toList();
        return !noes.isEmpty() && acts.write(noes).stream().anyMatch(ActResult.Created.class::isInstance);
    }

    private static Act no(UUID person, Caller by, Scope scope) {
        return new Act.Refusal(
                ConsentStatement.Refusal.Kind.WITHDRAWAL,
                new Addressee.AtPerson(person),
                scope,
                false,
                false,
                Optional.empty(),
                SignalService.evidence(),
                by);
    }

    private List<RecordedAct> heard(UUID person) {
        try (var connection = dataSource.getConnection()) {
            return new History(connection).signals(person);
        } catch (SQLException e) {
            throw Outage.undecided("the history could not be read", e);
        }
    }

    private static Honoured both(Honoured one, Honoured other) {
        var topics = Stream.concat(one.topics().stream(), other.topics().stream())
                .distinct()
                .toList();
        return new Honoured(one.controller(), topics, other.at());
    }
}
