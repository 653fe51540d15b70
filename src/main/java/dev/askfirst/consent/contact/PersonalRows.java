package dev.askfirst.consent.contact;

import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * All rows that are deleted with a person. A table in which another feature keeps data about people or their contacts
 * must be added to the list. Only counted permits are deleted apart, last of all: questions wait for those rows.
 */
public final class PersonalRows {

    /** The id by which rows are found. */
    private enum By {
        PEOPLE,
        POINTS,
        KEYS
    }

    private record Part(String what, By by, Sql delete) {

        Part(String what, By by, String rows) {
            this(what, by, Sql.of("delete from " + rows));
        }
    }

    private static final String THEIR_REQUESTS =
            " (select id from consent_event where person_id = any (:ids::uuid[]) and kind = 'human_request')";

    private static final List<Part> ALL = List.of(
            new Part(
                    "evidence",
                    By.PEOPLE,
                    "evidence where event in (select id from consent_event where person_id = any (:ids::uuid[]))"),
            new Part(
                    "evidence",
                    By.KEYS,
                    "evidence where event in (select id from suppression where contact_key = any (:ids::uuid[]))"),
            new Part("evidence", By.KEYS, """
                    evidence where event in (
                        select lift.id from suppression_lift lift join suppression s on s.id = lift.suppression_id
                        where s.contact_key = any (:ids::uuid[]))"""),
            new Part(
                    "evidence",
                    By.POINTS,
                    "evidence where event in (select id from outcome where evidence is not null and point_id = any (:ids::uuid[]))"),
            new Part("evidence", By.KEYS, """
                    evidence where event in (
                        select s.id from reply_resolution s join reply_text t on t.id = s.reply_id
                        where t.contact_key = any (:ids::uuid[]))"""),
            new Part("evidence", By.KEYS, """
                    evidence where event in (
                        select s.id from complaint_step s join complaint_text t on t.id = s.complaint_id
                        where t.contact_key = any (:ids::uuid[]))"""),
            new Part("provider_events", By.KEYS, "provider_event where contact_key = any (:ids::uuid[])"),
            new Part("replies", By.KEYS, "reply_text where contact_key = any (:ids::uuid[])"),
            new Part("complaints", By.KEYS, "complaint_text where contact_key = any (:ids::uuid[])"),
            new Part(
                    "grant_uses",
                    By.PEOPLE,
                    "grant_use where grant_id in (select id from consent_event where person_id = any (:ids::uuid[]))"),
            new Part("human_requests", By.PEOPLE, "due_human_request where id in" + THEIR_REQUESTS),
            new Part("human_requests", By.PEOPLE, "human_answer where request_id in" + THEIR_REQUESTS),
            new Part("human_requests", By.PEOPLE, "human_request where id in" + THEIR_REQUESTS),
            new Part("feedback", By.PEOPLE, "feedback where person_id = any (:ids::uuid[])"),
            new Part(
                    "intents",
                    By.PEOPLE,
                    "open_intent where id in (select id from consent_event where person_id = any (:ids::uuid[]) and kind = 'intent')"),
            new Part("told_copies", By.KEYS, "told_copy where contact = any (:ids::uuid[])"),
            new Part("learned_hours", By.PEOPLE, "learned_hours where person_id = any (:ids::uuid[])"),
            new Part("expiries", By.PEOPLE, "consent_expiry where person_id = any (:ids::uuid[])"),
            new Part("pairwise_ids", By.PEOPLE, "pairwise_id where person_id = any (:ids::uuid[])"),
            new Part("merged_ids", By.PEOPLE, "merged_person where into_id = any (:ids::uuid[])"),
            new Part("deputies", By.PEOPLE, "deputy where person_id = any (:ids::uuid[])"),
            new Part("visits", By.PEOPLE, "rush_watch where person_id = any (:ids::uuid[])"),
            new Part("holds", By.PEOPLE, "legal_hold where person_id = any (:ids::uuid[])"),
            new Part("pushes", By.POINTS, "push where point_id = any (:ids::uuid[])"),
            new Part("visits", By.POINTS, "page_session where point_id = any (:ids::uuid[])"),
            new Part("visits", By.POINTS, "visit_link where point_id = any (:ids::uuid[])"),
            new Part("visits", By.POINTS, "page_code where point_id = any (:ids::uuid[])"),
            new Part("visits", By.POINTS, "page_reference where point_id = any (:ids::uuid[])"),
            new Part("contact_points", By.POINTS, "contact_point where point_id = any (:ids::uuid[])"),
            new Part("terms", By.PEOPLE, "terms where person_id = any (:ids::uuid[])"));

    private static final Sql OUTCOME_TEXTS = Sql.of("""
            delete from evidence where event in (
                select id from outcome where evidence is not null and point_id = :point)""");

    private final Connection connection;

    public PersonalRows(Connection connection) {
        this.connection = connection;
    }

    /** Deletes the texts that senders reported about messages to an address that is no longer the person's. */
    static void deleteOutcomeTexts(Connection connection, UUID point) throws SQLException {
        OUTCOME_TEXTS.with("point", point).update(connection);
    }

    /** Deletes the rows, and returns how many there were of each kind. */
    public Map<String, Long> delete(List<UUID> people, List<UUID> points, List<UUID> keys) throws SQLException {
        var deleted = new LinkedHashMap<String, Long>();
        for (var part : ALL) {
            var ids = switch (part.by()) {
                case PEOPLE -> people;
                case POINTS -> points;
                case KEYS -> keys;
            };
            deleted.merge(part.what(), (long) part.delete().with("ids", ids).update(connection), Long::sum);
        }
        return deleted;
    }
}
