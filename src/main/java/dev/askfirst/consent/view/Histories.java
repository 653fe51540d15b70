package dev.askfirst.consent.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogHistory;
import dev.askfirst.consent.event.AsOf;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.Fold;
import dev.askfirst.consent.event.History;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.person.point.PreferencesJson;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Terms;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Everything a person did, and what held for them at one instant as far as it was known at another. */
@ApplicationScoped
public class Histories {

    private final DataSource dataSource;
    private final CatalogHistory catalogs;
    private final Clock clock;

    Histories(DataSource dataSource, CatalogHistory catalogs, Clock clock) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /** An instant that is empty means now. */
    public ObjectNode of(UUID person, Optional<Instant> at, Optional<Instant> knownAt) {
        try (var connection = dataSource.getConnection()) {
            var now = clock.read(connection);
            var seen = new AsOf(at.orElse(now), knownAt.orElse(now));
            var history = new History(connection);
            var terms = Fold.of(history.of(person), seen::holds);
            return reply(
                    person,
                    seen,
                    history.whole(person),
                    terms,
                    catalogs.on(connection).inForceAt(seen.at()));
        } catch (SQLException e) {
            throw Outage.undecided("the history could not be read", e);
        }
    }

    private ObjectNode reply(UUID person, AsOf seen, List<RecordedAct> acts, Terms terms, Catalog catalog) {
        var reply = Json.MAPPER.createObjectNode();
        reply.put("person", person.toString());
        reply.put("at", seen.at().toString());
        reply.put("knownAt", seen.knownAt().toString());
        var all = reply.putArray("acts");
        acts.forEach(act -> all.add(ActView.of(act)));
        reply.set("terms", terms(seen, acts, terms, catalog));
        return reply;
    }

    private static ObjectNode terms(AsOf seen, List<RecordedAct> acts, Terms terms, Catalog catalog) {
        var inForce = catalog.inForce(terms);
        var grants = acts.stream()
                .filter(act -> act.kind() == ConsentEvent.Kind.GRANT && seen.holds(act))
                .map(PersonReader.Granted::of)
                .toList();
        var node = Json.MAPPER.createObjectNode();
        node.set("consents", Json.MAPPER.valueToTree(PersonReader.consents(grants, inForce, catalog, seen.at())));
        node.set("refusals", Json.MAPPER.valueToTree(refusals(inForce)));
        node.set("pauses", Json.MAPPER.valueToTree(pauses(inForce, seen.at())));
        node.set("preferences", PreferencesJson.write(inForce.preferences()));
        return node;
    }

    private static List<PersonReply.NoReply> refusals(Terms terms) {
        return terms.words().stream()
                .filter(ConsentStatement.Refusal.class::isInstance)
                .map(word -> PersonReply.NoReply.of((ConsentStatement.Refusal) word))
                .toList();
    }

    private static List<PersonReply.PauseReply> pauses(Terms terms, Instant at) {
        return terms.pauses().stream()
                .filter(pause -> pause.until().isAfter(at))
                .map(PersonReply.PauseReply::of)
                .toList();
    }
}
