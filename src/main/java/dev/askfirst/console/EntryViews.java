package dev.askfirst.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.console.prove.Moments;
import dev.askfirst.decision.answer.DecisionReply.ReasonReply;
import dev.askfirst.decision.history.DecisionLookup;
import dev.askfirst.decision.record.OutcomeReply;
import dev.askfirst.decision.replay.Replay;
import dev.askfirst.decision.replay.ReplayService;
import dev.askfirst.person.Accesses;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.search.EntryChain;
import dev.askfirst.search.FoundEntry;
import dev.askfirst.search.Search;
import dev.askfirst.search.SeenEntries;
import dev.askfirst.selfservice.form.CatalogNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Shows one entry and, for a decision, the reasons behind it. The access to the person's data is recorded first. */
@ApplicationScoped
class EntryViews {

    private static final List<String> QUESTION = List.of(
            "sender",
            "controller",
            "topic",
            "channel",
            "mode",
            "asked",
            "authorship",
            "critical",
            "confirms",
            "dwellS",
            "away",
            "words",
            "fingerprint",
            "point",
            "stranger");
    private static final List<String> ANSWER = List.of(
            "outcome", "decided", "validUntil", "notBefore", "grant", "cut", "suppressions", "terms", "catalog");

    // Of the person as they are known now; up to the version that it was decided by.
    private static final Sql ACTS = Sql.of("""
            select e.id, e.version, e.kind, e.made, concat_ws(' · ', e.body ->> 'controller', e.body ->> 'topic',
                e.body ->> 'channel') as about
            from contact_point c join consent_event e on e.person_id = c.person_id
            where c.point_id = :point and e.version <= :version
                and (:controllers::text[] is null or coalesce(e.body ->> 'controller', '*') = any (:controllers::text[] || '*'::text))
            order by e.version desc limit 100""");

    private final Search search;
    private final EntryChain chains;
    private final DecisionLookup decisions;
    private final ReplayService replays;
    private final Accesses accesses;
    private final CatalogService catalogs;
    private final DataSource dataSource;

    EntryViews(
            Search search,
            EntryChain chains,
            DecisionLookup decisions,
            ReplayService replays,
            Accesses accesses,
            CatalogService catalogs,
            DataSource dataSource) {
        this.search = search;
        this.chains = chains;
        this.decisions = decisions;
        this.replays = replays;
        this.accesses = accesses;
        this.catalogs = catalogs;
        this.dataSource = dataSource;
    }

    EntryView of(String id, Caller caller) {
        try {
            var found = search.one(id, caller)
                    .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "there is no entry with this id"));
            var entry = Line.entry(found);
            if (found.kind().equals("decision") && !withheld(found)) return decision(found, entry, caller);
            look(entry, caller);
            return plain(found, entry, chains.of(found, caller));
        } catch (SQLException e) {
            throw Outage.undecided("the record could not be read", e);
        }
    }

    /** Of an entry that names others too, staff who are limited see that there is one. */
    private static boolean withheld(FoundEntry found) {
        return found.why().filter(SeenEntries.WITHHELD::equals).isPresent();
    }

    /** Entries name whom they are about, or where somebody is reached. */
    private void look(JsonNode entry, Caller caller) {
        var person = Ids.parse(entry.path("person").asText());
        person.ifPresent(it -> accesses.record(caller, it, "entries"));
        if (person.isPresent()) return;
        Ids.parse(entry.path("point").asText()).ifPresent(it -> accesses.recordPoint(caller, it, "entries"));
    }

    private EntryView plain(FoundEntry found, JsonNode entry, EntryChain.Chain chain) {
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
                List.of(),
                lines(chain.before()),
                lines(chain.after()));
    }

    private List<Line> lines(List<FoundEntry> entries) {
        var names = new CatalogNames(catalogs.newest(), "en");
        return entries.stream().map(it -> Line.of(it, names)).toList();
    }

    private EntryView decision(FoundEntry found, JsonNode entry, Caller caller) throws SQLException {
        // It records whose it is before it answers.
        var whole = decisions.decision(found.id(), caller, "en");
        var chain = chains.of(found, caller);
        var replay = replays.replayOfSeen(UUID.fromString(found.id())).replay();
        return new EntryView(
                found.id(),
                found.kind(),
                found.index().map(String::valueOf).orElse(""),
                found.leaf(),
                found.why().orElse(""),
                Pair.of(entry),
                some(entry, QUESTION, names()),
                some(entry, ANSWER, Map.of()),
                whole.decision().reasons().stream().map(EntryViews::reason).toList(),
                acts(entry, caller),
                Pair.of(entry.path("facts")).stream()
                        .filter(it -> !it.value().isEmpty())
                        .toList(),
                replay.result(),
                differences(replay),
                outcomes(whole.outcomes()),
                lines(chain.before()),
                lines(chain.after()));
    }

    /** These members, with instants as people read them, and parts of the catalog by their names. */
    private static List<Pair> some(JsonNode entry, List<String> members, Map<String, UnaryOperator<String>> names) {
        var all = Pair.of(entry);
        return members.stream()
                .flatMap(name -> all.stream().filter(it -> it.name().equals(name)))
                .filter(it -> !it.value().isEmpty())
                .map(it ->
                        it.with(names.getOrDefault(it.name(), Moments::readable).apply(it.value())))
                .toList();
    }

    private Map<String, UnaryOperator<String>> names() {
        var names = new CatalogNames(catalogs.newest(), "en");
        return Map.of(
                "sender", names::sender,
                "controller", names::controller,
                "topic", names::topic,
                "channel", names::channel);
    }

    private static Pair reason(ReasonReply reason) {
        var words = Stream.of(reason.detail(), reason.source(), reason.until().map(Moments::said));
        return new Pair(
                Json.text(reason.code()), words.flatMap(Optional::stream).collect(Collectors.joining(" · ")), "");
    }

    private static List<Pair> differences(Replay replay) {
        if (!(replay instanceof Replay.Different(var all))) return List.of();
        var pairs = new ArrayList<Pair>();
        for (var it : all) {
            var number = pairs.size() / 3 + 1 + ".";
            pairs.add(new Pair(number + "member", it.member(), ""));
            pairs.add(new Pair(number + "recorded", it.recorded(), ""));
            pairs.add(new Pair(number + "replayed", it.replayed(), ""));
        }
        return pairs;
    }

    private static List<Pair> outcomes(List<OutcomeReply> outcomes) {
        var pairs = new ArrayList<Pair>();
        for (var i = 0; i < outcomes.size(); i++) {
            var number = i + 1 + ".";
            var it = outcomes.get(i);
            pairs.add(new Pair(number + "id", it.id().toString(), "/console/entries/" + it.id()));
            pairs.add(new Pair(number + "outcome", Json.text(it.outcome()), ""));
            pairs.add(new Pair(number + "at", Moments.said(it.at()), ""));
            pairs.add(new Pair(number + "recordedAt", Moments.said(it.recordedAt()), ""));
            it.claimed().ifPresent(at -> pairs.add(new Pair(number + "claimed", Moments.said(at), "")));
            it.detail().ifPresent(text -> pairs.add(new Pair(number + "detail", text, "")));
        }
        return pairs;
    }

    private List<EntryView.Said> acts(JsonNode entry, Caller caller) throws SQLException {
        var point = Ids.parse(entry.path("point").asText());
        if (point.isEmpty()) return List.of();
        var terms = entry.path("terms").asLong();
        try (var connection = dataSource.getConnection()) {
            return ACTS.with("point", point.get())
                    .with("version", terms)
                    .with("controllers", caller.limit())
                    .list(connection, EntryViews::said);
        }
    }

    private static EntryView.Said said(Row row) throws SQLException {
        return new EntryView.Said(
                row.text("id"),
                row.number("version"),
                row.text("kind"),
                Moments.said(row.time("made")),
                row.text("about"));
    }
}
