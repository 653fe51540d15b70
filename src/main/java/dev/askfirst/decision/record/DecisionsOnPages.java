package dev.askfirst.decision.record;

import dev.askfirst.audit.decision.PageText;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads all decisions of a time, in the order of their pages, without the texts of their messages. What the decisions of a page
 * have in common is read once: hence they are many times faster to read so than one by one.
 */
public final class DecisionsOnPages {

    private static final int GRANT = 1;
    private static final int POINT = 2;
    private static final int STRANGER = 3;
    private static final int TERMS = 4;

    private static final Sql HOW_MANY = Sql.of("""
            select coalesce(sum(n), 0) as n from decision_page
            where page_id >= first_uuid_of(:from) and page_id < first_uuid_of(:to)""");

    private static final Sql NEXT = Sql.of("""
            select page_id, n, templates, lines from decision_page
            where page_id > :after and page_id < first_uuid_of(:to) order by page_id limit :most""");

    private static final Sql FIRST = Sql.of("select first_uuid_of(:from) as id");

    /**
     * One page.
     *
     * @param size how many decisions it has
     * @param decisions those that can be read: all, unless somebody damaged the page
     */
    public record OfPage(UUID page, int size, List<DecisionRecord> decisions) {}

    private DecisionsOnPages() {}

    /** How many decisions there are from one instant on and before another. */
    public static long count(Connection connection, Instant from, Instant to) throws SQLException {
        return HOW_MANY.with("from", from)
                .with("to", to)
                .first(connection, row -> row.number("n"))
                .orElseThrow();
    }

    /** What {@link #next} begins after, for pages from an instant on. */
    public static UUID before(Connection connection, Instant from) throws SQLException {
        var first =
                FIRST.with("from", from).first(connection, row -> row.id("id")).orElseThrow();
        return new UUID(first.getMostSignificantBits(), first.getLeastSignificantBits() - 1);
    }

    /** The next pages after one, and before an instant; none if there are no more. */
    public static List<OfPage> next(Connection connection, UUID after, Instant to, int most) throws SQLException {
        return NEXT.with("after", after).with("to", to).with("most", most).list(connection, row -> {
            var page = row.id("page_id");
            return new OfPage(page, row.integer("n"), decisions(page, row.text("templates"), row.text("lines")));
        });
    }

    private static List<DecisionRecord> decisions(UUID page, String templates, String lines) {
        var likes = new DecisionRecord[templates.split("\n").length];
        var all = lines.split("\n");
        var decisions = new ArrayList<DecisionRecord>(all.length);
        for (var slot = 0; slot < all.length; slot++) {
            try {
                decisions.add(decision(Ids.onPage(page, slot), templates, all[slot], likes));
            } catch (RuntimeException _) {
                // A damaged line is no decision; the check of the record names it.
                continue;
            }
        }
        return decisions;
    }

    /** @param likes for each template a decision made of it, once there is one */
    private static DecisionRecord decision(UUID id, String templates, String line, DecisionRecord[] likes) {
        var values = PageText.varying(line);
        var template = Integer.parseInt(values.getFirst());
        if (likes[template] == null)
            likes[template] = DecisionEntry.read(PageText.entry(id, templates, line), Optional.empty());
        var like = likes[template];
        var verdict = like.verdict();
        var basis = like.basis();
        return new DecisionRecord(
                id,
                like.decidedAt(),
                like.sender(),
                like.controller(),
                like.context(),
                new DecisionRecord.About(id(values.get(POINT)), id(values.get(STRANGER))),
                new DecisionRecord.Verdict(
                        verdict.outcome(),
                        verdict.reasons(),
                        verdict.cut(),
                        id(values.get(GRANT)),
                        verdict.validUntil(),
                        verdict.notBefore()),
                new DecisionRecord.Basis(
                        Long.parseLong(values.get(TERMS)),
                        basis.catalogVersion(),
                        basis.suppressions(),
                        basis.derived()),
                Optional.empty());
    }

    private static Optional<UUID> id(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(text));
    }
}
