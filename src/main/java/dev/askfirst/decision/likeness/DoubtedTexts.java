package dev.askfirst.decision.likeness;

import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.term.Doubt;
import dev.askfirst.policy.term.Spread;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What of the last 30 days was called personal and is not, whether its senders are bound by that or only watched. */
public final class DoubtedTexts {

    /** For so long copies are counted. */
    public static final Duration WINDOW = Duration.ofDays(30);

    /** For so long the words of an author are counted. */
    static final Duration HOUR = Duration.ofHours(1);

    // Texts that went to a few are left out by the database: there are many of them.
    private static final Sql DAYS = Sql.of("""
            select t.id, t.sender, t.controller, t.campaign, (c.at at time zone 'UTC')::date as day,
                count(c.variant) as copies, s.variants, s.most, s.others
            from (
                select text_id, count(variant) as variants, coalesce(max(n) filter (where variant is not null), 0) as most,
                    coalesce(sum(n) filter (where variant is null), 0) as others
                from (select text_id, variant, count(*) as n from told_copy where at > :since group by 1, 2) v
                group by 1 having count(variant) >= 10 or max(n) filter (where variant is not null) >= 10) s
            join told_copy c on c.text_id = s.text_id and c.at > :since join told_text t on t.id = s.text_id
            group by 1, 2, 3, 4, 5, 7, 8, 9 order by 1, 5""");

    private static final Sql FAST = Sql.of("""
            select distinct on (sender, controller, author) sender, controller, id, words from (
                select sender, controller, author, id, sum(least(words, :most)) over (
                    partition by author order by at range between make_interval(secs => :hour) preceding and current row) as words
                from told_text where at > :since) hour
            where words > 3600 order by sender, controller, author, words desc""");

    /**
     * What went to many under one name of a campaign.
     *
     * @param campaign as its sender calls it; empty if it gave no name
     * @param example the decision in which the text was told first that went to most
     * @param copies to how many addresses; one that got two texts counts twice
     * @param days how many of them on each day that had any
     */
    public record Campaign(
            String sender,
            String controller,
            Optional<String> campaign,
            UUID example,
            int texts,
            int copies,
            NavigableMap<LocalDate, Integer> days) {}

    /**
     * An author who writes faster than anybody can.
     *
     * @param example a decision about one of the texts
     * @param words the most within an hour
     */
    public record Fast(String sender, String controller, UUID example, long words) {}

    private record Day(
            UUID text,
            String sender,
            String controller,
            Optional<String> campaign,
            LocalDate day,
            int copies,
            Spread spread) {}

    private record Name(String sender, String controller, Optional<String> campaign) {}

    private DoubtedTexts() {}

    /** The campaigns, those that reached most first. */
    public static List<Campaign> campaigns(Connection connection, Instant now) throws SQLException {
        var days = DAYS.with("since", now.minus(WINDOW))
                .list(
                        connection,
                        row -> new Day(
                                row.id("id"),
                                row.text("sender"),
                                row.text("controller"),
                                row.optionalText("campaign"),
                                row.date("day"),
                                row.integer("copies"),
                                new Spread(
                                        row.integer("copies"),
                                        Math.max(row.integer("variants"), row.integer("most")),
                                        row.integer("others"),
                                        0)));
        var byText = new LinkedHashMap<UUID, List<Day>>();
        days.forEach(
                it -> byText.computeIfAbsent(it.text(), _ -> new ArrayList<>()).add(it));
        var byName = new LinkedHashMap<Name, List<List<Day>>>();
        for (var text : byText.values()) {
            var any = text.getFirst();
            if (!Doubt.isSpread(any.spread())) continue;
            byName.computeIfAbsent(new Name(any.sender(), any.controller(), any.campaign()), _ -> new ArrayList<>())
                    .add(text);
        }
        return byName.entrySet().stream()
                .map(it -> campaign(it.getKey(), it.getValue()))
                .sorted(Comparator.comparingInt(Campaign::copies)
                        .reversed()
                        .thenComparing(Campaign::sender)
                        .thenComparing(it -> it.campaign().orElse("")))
                .toList();
    }

    private static Campaign campaign(Name name, List<List<Day>> texts) {
        var days = new TreeMap<LocalDate, Integer>();
        for (var text : texts) text.forEach(it -> days.merge(it.day(), it.copies(), Integer::sum));
        var widest = texts.stream()
                .max(Comparator.comparingInt(DoubtedTexts::copies))
                .orElseThrow();
        return new Campaign(
                name.sender(),
                name.controller(),
                name.campaign(),
                widest.getFirst().text(),
                texts.size(),
                days.values().stream().mapToInt(Integer::intValue).sum(),
                days);
    }

    /** The authors, and in whose systems they are said to write. */
    public static List<Fast> fast(Connection connection, Instant now) throws SQLException {
        return FAST.with("since", now.minus(WINDOW))
                .with("hour", HOUR.toSeconds())
                .with("most", Doubt.counted(Integer.MAX_VALUE))
                .list(
                        connection,
                        row -> new Fast(row.text("sender"), row.text("controller"), row.id("id"), row.number("words")));
    }

    private static int copies(List<Day> text) {
        return text.stream().mapToInt(Day::copies).sum();
    }
}
