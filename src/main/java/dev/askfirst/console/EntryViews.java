package dev.askfirst.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.decision.intake.DecisionResource;
import dev.askfirst.decision.replay.ReplayResource;
import dev.askfirst.person.Accesses;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.search.FoundEntry;
import dev.askfirst.search.Search;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.SecurityContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Shows one entry and, for a decision, the reasons behind it. The access to the person's data is recorded first. */
@ApplicationScoped
class EntryViews {

    private static final List<String> QUESTION = List.of(
            "sender", "controller", "topic", "channel", "mode", "asked", "authorship", "critical", "point", "stranger");
    private static final List<String> ANSWER = List.of(
            "outcome", "decided", "validUntil", "notBefore", "grant", "cut", "suppressions", "terms", "catalog");

    // Of the person as they are known now; up to the version that it was decided by.
    private static final String ACTS = """
            select e.id, e.version, e.kind, e.made, concat_ws(' · ', e.body ->> 'controller', e.body ->> 'topic',
                e.body ->> 'channel')
            from contact_point c join consent_event e on e.person_id = c.person_id
            where c.point_id = ? and e.version <= ? order by e.version desc limit 100""";

    private final Search search;
    private final DecisionResource decisions;
    private final ReplayResource replays;
    private final Accesses accesses;
    private final DataSource dataSource;

    EntryViews(
            Search search,
            DecisionResource decisions,
            ReplayResource replays,
            Accesses accesses,
            DataSource dataSource) {
        this.search = search;
        this.decisions = decisions;
        this.replays = replays;
        this.accesses = accesses;
        this.dataSource = dataSource;
    }

    EntryView of(String id, SecurityContext security) {
        try {
            var found =
                    search.one(id).orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "there is no entry with this id"));
            var entry = Line.entry(found);
            if (found.kind().equals("decision")) return decision(found, entry, security);
            look(entry, Caller.of(security));
            return plain(found, entry);
        } catch (SQLException e) {
            throw Outage.undecided("the record could not be read", e);
        }
    }

    /** Entries name whom they are about, or where somebody is reached. */
    private void look(JsonNode entry, Caller caller) {
        var person = Ids.parse(entry.path("person").asText());
        person.ifPresent(it -> accesses.record(caller, it, "entries"));
        if (person.isPresent()) return;
        Ids.parse(entry.path("point").asText()).ifPresent(it -> accesses.recordPoint(caller, it, "entries"));
    }

    private static EntryView plain(FoundEntry found, JsonNode entry) {
        return new EntryView(
                found.id(),
                found.kind(),
                found.index().map(String::valueOf).orElse(""),
                found.leaf(),
                found.why().orElse(""),
                Pair.of(entry),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                List.of(),
                List.of());
    }

    private EntryView decision(FoundEntry found, JsonNode entry, SecurityContext security) throws SQLException {
        // It records whose it is before it answers.
        JsonNode whole = Json.MAPPER.valueToTree(decisions.decision(found.id(), "en", security));
        JsonNode replay = Json.MAPPER.valueToTree(replays.replayOfSeen(UUID.fromString(found.id())));
        return new EntryView(
                found.id(),
                found.kind(),
                found.index().map(String::valueOf).orElse(""),
                found.leaf(),
                found.why().orElse(""),
                Pair.of(entry),
                some(entry, QUESTION),
                some(entry, ANSWER),
                reasons(whole),
                acts(entry),
                Pair.of(entry.path("facts")).stream()
                        .filter(it -> !it.value().isEmpty())
                        .toList(),
                replay.path("result").asText(),
                Pair.of(replay.path("differences")).stream()
                        .filter(it -> !it.value().isEmpty())
                        .toList(),
                Pair.of(whole.path("outcomes")).stream()
                        .filter(it -> !it.value().isEmpty())
                        .toList());
    }

    private static List<Pair> some(JsonNode entry, List<String> names) {
        var all = Pair.of(entry);
        return names.stream()
                .flatMap(name -> all.stream().filter(it -> it.name().equals(name)))
                .filter(it -> !it.value().isEmpty())
                .toList();
    }

    private static List<Pair> reasons(JsonNode whole) {
        var reasons = new ArrayList<Pair>();
        for (var reason : whole.path("reasons")) {
            var words = new ArrayList<String>();
            for (var part : List.of("detail", "source", "until"))
                if (reason.hasNonNull(part)) words.add(reason.get(part).asText());
            reasons.add(new Pair(reason.path("code").asText(), String.join(" · ", words), ""));
        }
        return reasons;
    }

    private List<EntryView.Said> acts(JsonNode entry) throws SQLException {
        var point = Ids.parse(entry.path("point").asText());
        if (point.isEmpty()) return List.of();
        try (var connection = dataSource.getConnection()) {
            return acts(connection, point.get(), entry.path("terms").asLong());
        }
    }

    private static List<EntryView.Said> acts(Connection connection, UUID point, long version) throws SQLException {
        try (var select = connection.prepareStatement(ACTS)) {
            select.setObject(1, point);
            select.setLong(2, version);
            var acts = new ArrayList<EntryView.Said>();
            var row = select.executeQuery();
            while (row.next())
                acts.add(new EntryView.Said(
                        row.getString(1), row.getLong(2), row.getString(3), row.getString(4), row.getString(5)));
            return acts;
        }
    }
}
