package dev.askfirst.search.moves;

import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.UUID;

/** Yeses and noes of a piece of the record, as they are counted: by when they were made. */
final class SaidActs {

    private static final Sql READ = Sql.of("""
            select e.person_id, e.kind, e.made, coalesce(g.made, e.made) as asked,
                coalesce(e.body ->> 'controller', '*') as controller, coalesce(e.body ->> 'topic', '*') as topic,
                e.body -> 'pending' is not null as pending, e.body ->> 'method' as method,
                (e.body ->> 'answers')::uuid as answers, e.body ->> 'basis' as basis,
                coalesce(y.body, e.body) #>> '{notice,id}' as notice,
                coalesce(y.body, e.body) #>> '{notice,version}' as version,
                v.texts ->> 'source' as source,
                not exists (
                    select 1 from consent_event o
                    where o.person_id = e.person_id and o.version < e.version and o.kind in ('grant', 'refusal')
                      and o.body ->> 'controller' = e.body ->> 'controller'
                      and date_trunc('week', o.made at time zone 'UTC') = date_trunc('week', e.made at time zone 'UTC')
                ) as first_asked,
                not exists (
                    select 1 from consent_event o
                    left join consent_event og on o.kind = 'confirmation' and og.id = (o.body ->> 'confirms')::uuid
                    where o.person_id = e.person_id and o.version < e.version
                      and (o.kind = 'confirmation' or o.kind = 'grant' and o.body -> 'pending' is null)
                      and o.body ->> 'controller' = e.body ->> 'controller'
                      and date_trunc('week', coalesce(og.made, o.made) at time zone 'UTC')
                          = date_trunc('week', coalesce(g.made, e.made) at time zone 'UTC')
                ) as first_yes
            from page p
            cross join lateral (
                select * from consent_event
                where id >= first_uuid_of(instant_of(p.page_id))
                  and id < first_uuid_of(instant_of(p.page_id) + interval '1 millisecond')
                  and page_id = p.page_id and kind in ('grant', 'confirmation', 'refusal', 'withdrawal')
                offset 0) e
            left join consent_event g on e.kind = 'confirmation' and g.id = (e.body ->> 'confirms')::uuid
            left join lateral (
                select o.id, o.body from consent_event o
                where e.kind in ('refusal', 'withdrawal') and o.kind = 'grant'
                  and o.person_id = e.person_id and o.version < e.version
                  and coalesce(e.body ->> 'controller', o.body ->> 'controller') = o.body ->> 'controller'
                  and (e.body ->> 'topic' is null
                      or starts_with(o.body ->> 'topic' || '.', e.body ->> 'topic' || '.')
                      or starts_with(e.body ->> 'topic' || '.', o.body ->> 'topic' || '.'))
                order by o.version desc limit 1) y on true
            left join evidence v
                on v.event = case when e.kind in ('grant', 'confirmation') then coalesce(g.id, e.id) else y.id end
            where p.first_leaf >= :from and p.first_leaf < :to""");

    /**
     * One yes or no.
     *
     * @param asked when a yes that was confirmed had been said first
     * @param notice the wording and version that the yes, or the yes that a no ended, was given to
     * @param source where that yes was said
     */
    private record Said(
            UUID person,
            String kind,
            Instant made,
            Instant asked,
            String controller,
            String topic,
            boolean pending,
            boolean imported,
            Optional<UUID> answers,
            boolean express,
            String notice,
            Source source,
            boolean firstAsked,
            boolean firstYes) {

        static Said of(Row row) throws SQLException {
            var version = row.optionalText("version").orElse("");
            return new Said(
                    row.id("person_id"),
                    row.text("kind"),
                    row.time("made"),
                    row.time("asked"),
                    row.text("controller"),
                    row.text("topic"),
                    row.flag("pending"),
                    row.optionalText("method").filter("import"::equals).isPresent(),
                    row.optionalId("answers"),
                    row.optionalText("basis")
                            .filter(it -> !it.equals("express"))
                            .isEmpty(),
                    row.optionalText("notice").map(it -> it + "/" + version).orElse(""),
                    Source.of(row.optionalText("source")),
                    row.flag("first_asked"),
                    row.flag("first_yes"));
        }

        boolean isNo() {
            return kind.equals("refusal") || kind.equals("withdrawal");
        }

        boolean isYes() {
            return !isNo() && !pending;
        }

        /** Whether it shows that a company asked: a yes or a no to it by name. */
        boolean isAnswer() {
            return (kind.equals("grant") && express || kind.equals("refusal")) && !controller.equals("*");
        }
    }

    private SaidActs() {}

    /** Counts those of the leaves from one index on and before another. */
    static void count(Connection connection, long from, long to, Tally tally) throws SQLException {
        for (var said : READ.with("from", from).with("to", to).list(connection, Said::of)) {
            if (said.isAnswer() && said.firstAsked())
                tally.add(week(said.made()), "asked", said.controller(), "all", "", 1);
            if (said.isYes() && said.express() && said.firstYes())
                tally.add(week(said.asked()), "agreed", said.controller(), "all", "", 1);
            if (said.isNo()) no(connection, said, tally);
            else if (said.isYes()) add(said, "yes", tally, said.source().campaign());
        }
    }

    private static void no(Connection connection, Said said, Tally tally) throws SQLException {
        var message = said.imported()
                ? Optional.<Messages.Message>empty()
                : Messages.before(connection, said.person(), said.made(), said.controller(), said.answers());
        add(said, "no", tally, message.map(Messages.Message::campaign).orElse(""));
        if (message.isEmpty()) return;
        var last = message.get();
        tally.add(day(said.made()), "stop", last.controller(), "all", "", 1);
        tally.add(day(said.made()), "stop", last.controller(), "sender", last.sender(), 1);
        tally.add(day(said.made()), "stop", last.controller(), "campaign", last.campaign(), 1);
    }

    private static void add(Said said, String event, Tally tally, String campaign) {
        var day = day(said.made());
        tally.add(day, event, said.controller(), "all", "", 1);
        tally.add(day, event, said.controller(), "topic", said.topic(), 1);
        tally.add(day, event, said.controller(), "notice", said.notice(), 1);
        tally.add(day, event, said.controller(), "source", said.source().place(), 1);
        tally.add(day, event, said.controller(), "campaign", campaign, 1);
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    private static LocalDate week(Instant at) {
        return day(at).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
