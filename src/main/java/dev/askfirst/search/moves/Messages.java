package dev.askfirst.search.moves;

import dev.askfirst.person.PersonAliases;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** Messages that were permitted: how many, of whom, for which campaign; and which one somebody got last before a no. */
final class Messages {

    /** One permitted message; {@code campaign} is empty if its sender named none. */
    record Message(String controller, String sender, String campaign) {}

    /** How long before a no the message went out that may have led to it. */
    private static final Duration RECENT = Duration.ofDays(7);

    private static final String PERMITTED =
            "strpos(template, '\"mode\":\"reserve\"') > 0 and strpos(template, '\"outcome\":\"permit\"') > 0";

    private static final String PARTS = """
            split_part(split_part(template, '"controller":"', 2), '"', 1) as controller,
            split_part(split_part(template, '"sender":"', 2), '"', 1) as sender,
            coalesce(substr(texts, 34)::jsonb ->> 'campaign', '') as campaign""";

    private static final Sql COUNT = Sql.of("""
            select substr(template, strpos(template, '"decided":"') + 11, 10) as day, %s, count(*) as n
            from decision_entry
            where page_id = any (array(select page_id from page where first_leaf >= :from and first_leaf < :to))
              and %s
            group by 1, 2, 3, 4""".formatted(PARTS, PERMITTED));

    private static final Sql LAST = Sql.of("""
            select id from decisions_about(:points::uuid[], first_uuid_of(:since), first_uuid_of(:until))
            where %s and (:controller = '*' or strpos(template, '"controller":' || to_json(:controller::text)) > 0)
            order by id desc limit 1""".formatted(PERMITTED));

    private static final Sql ONE =
            Sql.of("select %s from decision_entry where page_id = page_of(:id) and id = :id".formatted(PARTS));

    private Messages() {}

    /** Counts those of the leaves from one index on and before another. */
    static void count(Connection connection, long from, long to, Tally tally) throws SQLException {
        COUNT.with("from", from).with("to", to).each(connection, row -> {
            var day = LocalDate.parse(row.text("day"));
            var message = message(row);
            var n = row.number("n");
            tally.add(day, "message", message.controller(), "all", "", n);
            tally.add(day, "message", message.controller(), "sender", message.sender(), n);
            tally.add(day, "message", message.controller(), "campaign", message.campaign(), n);
        });
    }

    /**
     * The message that a no answers: the one that is on record as answered, else the last that the person was permitted to get
     * from this controller in the week before.
     */
    static Optional<Message> before(
            Connection connection, UUID person, Instant made, String controller, Optional<UUID> answers)
            throws SQLException {
        var id = answers.isPresent() ? answers : last(connection, person, made, controller);
        return id.isEmpty() ? Optional.empty() : ONE.with("id", id.get()).first(connection, Messages::message);
    }

    private static Optional<UUID> last(Connection connection, UUID person, Instant made, String controller)
            throws SQLException {
        var points = PersonAliases.of(connection, person).points();
        if (points.isEmpty()) return Optional.empty();
        return LAST.with("points", points)
                .with("since", made.minus(RECENT))
                .with("until", made)
                .with("controller", controller)
                .first(connection, row -> row.id("id"));
    }

    private static Message message(Row row) throws SQLException {
        return new Message(row.text("controller"), row.text("sender"), Source.cut(row.text("campaign")));
    }
}
