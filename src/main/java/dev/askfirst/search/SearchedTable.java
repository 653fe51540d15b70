package dev.askfirst.search;

import dev.askfirst.audit.Leaves;
import dev.askfirst.export.EntryTables;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One table of entries: which kind they are, and what each filter means there, as a parameter of its name; that of a person
 * is {@code :people} or {@code :points}, and what somebody may see is {@code :controllers} and {@code :senders}. A filter that
 * is not among them matches none of its entries: staff who are limited see none of such a table.
 *
 * @param id its order by time, newest last
 */
record SearchedTable(String kind, String table, String id, Map<String, String> conditions) {

    /** The filter by what somebody may see. */
    static final String REACH = "reach";

    private static final String OWN = "%s = any (:controllers::text[])";

    /** The first member of its name in a template is the decision's: facts come later, and an id has no quotes. */
    private static final String DECISION_OF =
            OWN.formatted("split_part(split_part(template, '\"controller\":\"', 2), '\"', 1)");

    /** What somebody said to one of them; or to all, if that somebody ever spoke to one of them. */
    private static final String ACT_OF = """
            (body ->> 'controller' = any (:controllers::text[]) or not jsonb_exists(body, 'controller') and exists (
                select 1 from terms spoken where spoken.person_id = coalesce(
                    (select into_id from merged_person merged where merged.person_id = consent_event.person_id),
                    consent_event.person_id)
                and jsonb_exists_any(spoken.terms::jsonb -> 'controllers', :controllers::text[])))""";

    private static final String ID = "id";
    private static final String SENDER = "by ->> 'sender' = :sender";

    /** Beside the entry, among what may be erased. */
    private static final String CAMPAIGN = "strpos(texts, '\"campaign\":' || to_json(:campaign::text)) > 0";

    private static final String NOTICE =
            "body #>> '{notice,id}' = split_part(:notice, '/', 1) and body #>> '{notice,version}' = split_part(:notice, '/', 2)";

    private static final String SOURCE =
            "exists (select 1 from evidence v where v.event = consent_event.id and strpos(v.texts ->> 'source', :source) > 0)";

    /** What people said names no sender, but whose token recorded it. */
    private static final String RECORDED =
            "body -> 'by' ->> 'subject' = :sender and body -> 'by' ->> 'role' = 'sender'";

    private static final String DECIDED =
            "decision_id = any (array(select about.id from decisions_about(:points::uuid[], null, null) about))";

    private static final String BELOW = "starts_with(%s || '.', :topic || '.')";

    /** Of a decision, in the template of its entry: members are sorted, and nothing stands between them. */
    private static final String MEMBER = "strpos(template, '\"%1$s\":' || to_json(:%1$s::text)) > 0";

    private static final String TOPIC = """
            (strpos(template, '"topic":' || to_json(:topic::text)) > 0
                or strpos(template, '"topic":' || rtrim(to_json(:topic::text || '.')::text, '"')) > 0)""";

    /** The list of codes, not what facts tell of them: those are objects. */
    private static final String REASON =
            "strpos('\"' || split_part(split_part(template, '\"reasons\":[\"', 2), '],\"sender\"', 1), to_json(:reason::text)::text) > 0";

    /** Versions of the catalog have numbers: an id of their instant that ends in it. */
    private static final String CATALOG_ID =
            "(left(first_uuid_of(made)::text, 13) || '-7000-8000-' || lpad(to_hex(version), 12, '0'))::uuid";

    static final List<SearchedTable> ALL = List.of(
            new SearchedTable(
                    "decision",
                    "decision",
                    ID,
                    Map.of(
                            "outcome",
                            MEMBER.formatted("outcome"),
                            "reason",
                            REASON,
                            "sender",
                            MEMBER.formatted("sender"),
                            "topic",
                            TOPIC,
                            "channel",
                            MEMBER.formatted("channel"),
                            "campaign",
                            CAMPAIGN,
                            REACH,
                            DECISION_OF,
                            "person",
                            ":points::uuid[] is not null")),
            new SearchedTable(
                    "outcome",
                    "outcome",
                    ID,
                    Map.of("outcome", "outcome = :outcome", "sender", SENDER, "person", DECIDED)),
            new SearchedTable(
                    "act",
                    "consent_event",
                    ID,
                    Map.of(
                            "topic",
                            BELOW.formatted("(body ->> 'topic')"),
                            "channel",
                            "body ->> 'channel' = :channel",
                            "sender",
                            RECORDED,
                            "notice",
                            NOTICE,
                            "source",
                            SOURCE,
                            REACH,
                            ACT_OF,
                            "person",
                            "person_id = any (:people::uuid[])")),
            new SearchedTable(
                    "suppression",
                    "suppression",
                    ID,
                    Map.of(
                            "reason",
                            "reason = :reason",
                            "sender",
                            SENDER,
                            REACH,
                            "controller = '*' or " + OWN.formatted("controller"),
                            "person",
                            "contact_key in (select contact_key from contact_point where person_id = any (:people::uuid[]))")),
            new SearchedTable("lift", "suppression_lift", ID, Map.of("sender", SENDER)),
            new SearchedTable(
                    "reply",
                    "reply",
                    ID,
                    Map.of(
                            "sender",
                            SENDER,
                            "channel",
                            "channel = :channel",
                            REACH,
                            OWN.formatted("controller"),
                            "person",
                            "point_id = any (:points::uuid[])")),
            new SearchedTable("resolution", "reply_resolution", ID, Map.of("sender", SENDER)),
            new SearchedTable(
                    "complaint",
                    "complaint",
                    ID,
                    Map.of(
                            "sender",
                            SENDER,
                            REACH,
                            OWN.formatted("controller"),
                            "person",
                            "point_id = any (:points::uuid[])")),
            new SearchedTable("complaint_step", "complaint_step", ID, Map.of("sender", SENDER)),
            new SearchedTable(
                    "access", "access", ID, Map.of("sender", SENDER, "person", "person_id = any (:people::uuid[])")),
            new SearchedTable("retirement", "retired_month", ID, Map.of()),
            new SearchedTable("export", "export", ID, Map.of()),
            new SearchedTable(
                    "reconciliation",
                    "reconciliation",
                    ID,
                    Map.of(
                            "sender",
                            "body ->> 'sender' = :sender",
                            REACH,
                            "body ->> 'sender' = any (:senders::text[])")),
            new SearchedTable("catalog", "catalog_snapshot", CATALOG_ID, Map.of()));

    static List<String> kinds() {
        return ALL.stream().map(SearchedTable::kind).toList();
    }

    /** The condition that all of these filters make here; empty if none of its entries can match. */
    Optional<String> where(List<String> filters) {
        if (!conditions.keySet().containsAll(filters)) return Optional.empty();
        if (filters.isEmpty()) return Optional.of("true");
        return Optional.of(String.join(
                " and ",
                filters.stream().map(it -> "(" + conditions.get(it) + ")").toList()));
    }

    boolean isCatalog() {
        return kind.equals("catalog");
    }

    Leaves leaves() {
        return EntryTables.all().stream()
                .filter(it -> it.table().equals(table))
                .findFirst()
                .orElseThrow();
    }
}
