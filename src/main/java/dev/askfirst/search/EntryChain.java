package dev.askfirst.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.catalog.limit.Reach;
import dev.askfirst.catalog.limit.StaffLimit;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What an entry follows and what follows it: the message that bounced, the suppression of its address, the next question that
 * was denied for it. Read from what is on record, a few on each side.
 */
@ApplicationScoped
public class EntryChain {

    /** Entries before and after one, each as whoever looks may see it; the nearest first. */
    public record Chain(List<FoundEntry> before, List<FoundEntry> after) {
        static final Chain NONE = new Chain(List.of(), List.of());
    }

    private record Link(String kind, UUID id) {}

    private static final int MOST = 5;
    /** Ids begin with the millisecond of their instant. */
    private static final Duration INSTANT = Duration.ofSeconds(1);

    private static final Duration LATELY = Duration.ofDays(90);

    private static final Sql OUTCOMES =
            Sql.of("select id from outcome where decision_id = :decision order by id limit :most");

    private static final Sql REPORT = Sql.of("select known, by::text as by, point_id from outcome where id = :id");

    /** An outcome suppresses in its own transaction: at the same instant, by the same. */
    private static final Sql SUPPRESSED = Sql.of("""
            select id from suppression where id >= first_uuid_of(:at) and id < first_uuid_of(:until)
                and at = :at and by = :by::jsonb and (:point::uuid is null or contact_key in (
                    select contact_key from contact_point where point_id = :point))
            order by id limit :most""");

    private static final Sql REPORTED = Sql.of("""
            select id from outcome where id >= first_uuid_of(:at) and id < first_uuid_of(:until)
                and known = :at and by = :by::jsonb and (:point::uuid is null or point_id is null or point_id = :point)
            order by id limit :most""");

    /** In force at this address when the decision was made. */
    private static final Sql SUPPRESSING = Sql.of("""
            select s.id from suppression s where s.id < :decision and s.controller = any (:controllers::text[])
                and (s.lifted_at is null or s.lifted_at > :at) and s.contact_key in (
                    select contact_key from contact_point where point_id = :point)
            order by s.id desc limit :most""");

    /** What they had said by then about what was asked. */
    private static final Sql SAID = Sql.of("""
            select id from consent_event where person_id = (select person_id from contact_point where point_id = :point)
                and version <= :version and kind in ('refusal', 'withdrawal')
                and coalesce(body ->> 'controller', :controller) = :controller
                and coalesce(body ->> 'channel', :channel) = :channel
                and starts_with(:topic || '.', coalesce((body ->> 'topic') || '.', ''))
            order by version desc limit :most""");

    private static final Sql ANSWERED = Sql.of("""
            select id from consent_event where person_id = (select person_id from contact_point where point_id = :point)
                and body ->> 'answers' = :decision order by version limit :most""");

    /** By the template of their entries, as a search looks for them. */
    private static final String ABOUT = """
            (:controller::text is null or strpos(template, '"controller":' || to_json(:controller::text)) > 0)
                and (:channel::text is null or strpos(template, '"channel":' || to_json(:channel::text)) > 0)
                and (:topic::text is null or strpos(template, '"topic":' || to_json(:topic::text)) > 0
                    or strpos(template, '"topic":' || rtrim(to_json(:topic::text || '.')::text, '"')) > 0)""";

    private static final Sql DENIED = Sql.of("""
            select id from decisions_about(:points::uuid[], :id, null) where id > :id
                and strpos(template, '"outcome":"deny"') > 0 and template ~ :reasons and %s
            order by id limit :most""".formatted(ABOUT));

    /** The last message that was permitted before, if it was lately. */
    private static final Sql PERMITTED = Sql.of("""
            select id from decisions_about(:points::uuid[], first_uuid_of(:since), :id) where id < :id
                and strpos(template, '"outcome":"permit"') > 0 and strpos(template, '"mode":"reserve"') > 0 and %s
            order by id desc limit 1""".formatted(ABOUT));

    private static final Sql POINTS =
            Sql.of("select point_id from contact_point where person_id = :person order by point_id");

    private static final String FOR_WHAT_WAS_SAID =
            "\"reasons\":\\[[^]]*\"(consent_withdrawn|consent_refused|objected)\"";
    private static final String FOR_THE_ADDRESS = "\"reasons\":\\[[^]]*\"suppressed\"";
    private static final List<String> NOES = List.of("refusal", "withdrawal");

    private final DataSource dataSource;
    private final StaffLimit limit;

    EntryChain(DataSource dataSource, StaffLimit limit) {
        this.dataSource = dataSource;
        this.limit = limit;
    }

    /** The chain of an entry that this caller may see. */
    public Chain of(FoundEntry found, Caller caller) throws SQLException {
        if (found.entry() == null) return Chain.NONE;
        var entry = Json.stored(found.entry());
        var reach = limit.reach(caller);
        try (var connection = dataSource.getConnection()) {
            return new Chain(
                    seen(connection, before(connection, found, entry), reach),
                    seen(connection, after(connection, found, entry), reach));
        }
    }

    private static List<FoundEntry> seen(Connection connection, List<Link> links, Reach reach) throws SQLException {
        var found = new FoundRows(connection);
        var seen = new SeenEntries(connection, reach);
        var entries = new ArrayList<FoundEntry>();
        for (var table : SearchedTable.ALL) {
            var ids = links.stream()
                    .filter(it -> it.kind().equals(table.kind()))
                    .map(Link::id)
                    .toList();
            found.load(table, ids);
            for (var id : ids) seen.of(found.of(table, id)).ifPresent(entries::add);
        }
        return entries;
    }

    private static List<Link> before(Connection connection, FoundEntry found, JsonNode entry) throws SQLException {
        return switch (found.kind()) {
            case "decision" -> behind(connection, found, entry);
            case "outcome" -> links("decision", id(entry, "decision").stream().toList());
            case "suppression" -> links("outcome", same(REPORTED, entry, "made").list(connection, it -> it.id("id")));
            case "act" -> answered(connection, found, entry);
            default -> List.of();
        };
    }

    private static List<Link> after(Connection connection, FoundEntry found, JsonNode entry) throws SQLException {
        return switch (found.kind()) {
            case "decision" -> became(connection, found, entry);
            case "outcome" -> suppressed(connection, found);
            case "suppression" -> denied(connection, found, points(connection, entry), FOR_THE_ADDRESS, scopeOf(entry));
            case "act" ->
                NOES.contains(entry.path("event").asText())
                        ? denied(connection, found, points(connection, entry), FOR_WHAT_WAS_SAID, entry.path("act"))
                        : List.of();
            default -> List.of();
        };
    }

    /** The message that a no answers; where nothing says which, the last one that it is about. */
    private static List<Link> answered(Connection connection, FoundEntry found, JsonNode entry) throws SQLException {
        var act = entry.path("act");
        var answers = id(act, "answers");
        if (answers.isPresent()) return links("decision", List.of(answers.get()));
        var points = points(connection, entry);
        if (points.isEmpty() || !NOES.contains(entry.path("event").asText())) return List.of();
        var known = Instant.parse(entry.path("known").asText());
        var last = about(PERMITTED, points, found, act).with("since", known.minus(LATELY));
        return links("decision", last.list(connection, it -> it.id("id")));
    }

    /** What a deny came from. */
    private static List<Link> behind(Connection connection, FoundEntry found, JsonNode entry) throws SQLException {
        var point = id(entry, "point");
        if (point.isEmpty() || !entry.path("outcome").asText().equals("deny")) return List.of();
        var links = new ArrayList<Link>();
        if (!entry.path("suppressions").isEmpty())
            links.addAll(links("suppression", suppressing(connection, found, entry, point.get())));
        if (entry.toString().matches("(?s).*" + FOR_WHAT_WAS_SAID + ".*"))
            links.addAll(links("act", said(connection, entry, point.get())));
        return links;
    }

    private static List<UUID> suppressing(Connection connection, FoundEntry found, JsonNode entry, UUID point)
            throws SQLException {
        var controllers = new ArrayList<String>();
        entry.path("suppressions").forEach(it -> controllers.add(it.asText()));
        return SUPPRESSING
                .with("decision", UUID.fromString(found.id()))
                .with("controllers", controllers)
                .with("at", Instant.parse(entry.path("decided").asText()))
                .with("point", point)
                .with("most", MOST)
                .list(connection, it -> it.id("id"));
    }

    private static List<UUID> said(Connection connection, JsonNode entry, UUID point) throws SQLException {
        return SAID.with("point", point)
                .with("version", entry.path("terms").asLong())
                .with("controller", entry.path("controller").asText())
                .with("channel", entry.path("channel").asText())
                .with("topic", entry.path("topic").asText())
                .with("most", MOST)
                .list(connection, it -> it.id("id"));
    }

    /** What its sender reported of it, and what was said in answer to it. */
    private static List<Link> became(Connection connection, FoundEntry found, JsonNode entry) throws SQLException {
        var decision = UUID.fromString(found.id());
        var links = new ArrayList<>(links(
                "outcome",
                OUTCOMES.with("decision", decision).with("most", MOST).list(connection, it -> it.id("id"))));
        var point = id(entry, "point");
        if (point.isPresent())
            links.addAll(links(
                    "act",
                    ANSWERED.with("point", point.get())
                            .with("decision", found.id())
                            .with("most", MOST)
                            .list(connection, it -> it.id("id"))));
        return links;
    }

    private static List<Link> suppressed(Connection connection, FoundEntry found) throws SQLException {
        var report = REPORT.with("id", UUID.fromString(found.id()))
                .first(
                        connection,
                        it -> SUPPRESSED
                                .with("at", it.time("known"))
                                .with("until", it.time("known").plus(INSTANT))
                                .with("by", it.text("by"))
                                .with("point", it.optionalId("point_id"))
                                .with("most", MOST));
        return report.isEmpty() ? List.of() : links("suppression", report.get().list(connection, it -> it.id("id")));
    }

    private static Sql.Call same(Sql sql, JsonNode entry, String at) {
        var instant = Instant.parse(entry.path(at).asText());
        return sql.with("at", instant)
                .with("until", instant.plus(INSTANT))
                .with("by", entry.path("by").toString())
                .with("point", id(entry, "point"))
                .with("most", MOST);
    }

    /** Of whom an entry is, all addresses that they have; of a suppression the one. */
    private static List<UUID> points(Connection connection, JsonNode entry) throws SQLException {
        var person = id(entry, "person");
        if (person.isEmpty()) return id(entry, "point").stream().toList();
        return POINTS.with("person", person.get()).list(connection, it -> it.id("point_id"));
    }

    private static List<Link> denied(
            Connection connection, FoundEntry found, List<UUID> points, String reasons, JsonNode scope)
            throws SQLException {
        if (points.isEmpty()) return List.of();
        var next = about(DENIED, points, found, scope).with("reasons", reasons).with("most", MOST);
        return links("decision", next.list(connection, it -> it.id("id")));
    }

    private static Sql.Call about(Sql sql, List<UUID> points, FoundEntry found, JsonNode scope) {
        return sql.with("points", points)
                .with("id", UUID.fromString(found.id()))
                .with("controller", part(scope, "controller"))
                .with("channel", part(scope, "channel"))
                .with("topic", part(scope, "topic"));
    }

    /** A suppression for all has an asterisk as its controller. */
    private static JsonNode scopeOf(JsonNode suppression) {
        return suppression.path("controller").asText().equals("*") ? Json.MAPPER.createObjectNode() : suppression;
    }

    private static Optional<String> part(JsonNode scope, String name) {
        return Optional.of(scope.path(name)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    private static Optional<UUID> id(JsonNode node, String name) {
        return Ids.parse(node.path(name).asText());
    }

    private static List<Link> links(String kind, List<UUID> ids) {
        return ids.stream().map(it -> new Link(kind, it)).toList();
    }
}
