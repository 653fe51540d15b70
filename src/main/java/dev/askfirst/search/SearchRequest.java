package dev.askfirst.search;

import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Times;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Which entries staff want to see, as it stands in the address. */
public final class SearchRequest {

    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final int LONGEST = 200;
    private static final int DAY = "2026-11-22".length();
    private static final String MIDNIGHT = "T00:00:00Z";
    private static final List<String> NAMES = List.of(
            "from",
            "to",
            "kind",
            "outcome",
            "reason",
            "sender",
            "topic",
            "channel",
            "notice",
            "source",
            "campaign",
            "person");
    private static final Set<String> OUTCOMES =
            Set.of("permit", "defer", "deny", "sent", "not_sent", "bounced", "complained");

    @QueryParam("from")
    String from;

    @QueryParam("to")
    String to;

    @QueryParam("kind")
    String kind;

    @QueryParam("outcome")
    String outcome;

    @QueryParam("reason")
    String reason;

    @QueryParam("sender")
    String sender;

    @QueryParam("topic")
    String topic;

    @QueryParam("channel")
    String channel;

    @QueryParam("notice")
    String notice;

    @QueryParam("source")
    String source;

    @QueryParam("campaign")
    String campaign;

    @QueryParam("person")
    String person;

    @QueryParam("cursor")
    String cursor;

    @QueryParam("limit")
    String limit;

    /** As a form sends it: what is empty is left out, and a day is all of it. */
    public SearchRequest ofForm() {
        var clean = new SearchRequest();
        clean.from =
                text(from).map(it -> it.length() == DAY ? it + MIDNIGHT : it).orElse(null);
        clean.to = text(to).map(it -> it.length() == DAY ? dayAfter(it) + MIDNIGHT : it)
                .orElse(null);
        clean.kind = text(kind).orElse(null);
        clean.outcome = text(outcome).orElse(null);
        clean.reason = text(reason).orElse(null);
        clean.sender = text(sender).orElse(null);
        clean.topic = text(topic).orElse(null);
        clean.channel = text(channel).orElse(null);
        clean.notice = text(notice).orElse(null);
        clean.source = text(source).orElse(null);
        clean.campaign = text(campaign).orElse(null);
        clean.person = text(person).orElse(null);
        clean.cursor = text(cursor).orElse(null);
        clean.limit = text(limit).orElse(null);
        return clean;
    }

    /** What was filled in, by name. */
    public Map<String, String> filled() {
        var filled = new LinkedHashMap<String, String>();
        var values =
                new String[] {from, to, kind, outcome, reason, sender, topic, channel, notice, source, campaign, person
                };
        for (var i = 0; i < values.length; i++)
            filled.put(NAMES.get(i), text(values[i]).orElse(""));
        return filled;
    }

    /** The place in the list after which it goes on; empty for its beginning. */
    public String place() {
        return text(cursor).orElse("");
    }

    private static Optional<String> text(String value) {
        return Optional.ofNullable(value).map(String::strip).filter(it -> !it.isEmpty());
    }

    private static String dayAfter(String day) {
        try {
            return LocalDate.parse(day).plusDays(1).toString();
        } catch (DateTimeParseException _) {
            return day;
        }
    }

    /** Refuses what cannot be. */
    public Wanted checked() {
        var checks = new Checks();
        var times = Period.of(checks, from, to);
        if (kind != null && !SearchedTable.kinds().contains(kind))
            checks.error("kind", "is none of " + String.join(", ", SearchedTable.kinds()));
        if (outcome != null && !OUTCOMES.contains(outcome)) checks.error("outcome", "is no outcome");
        if (reason != null && !reason.matches("[a-z_]{1,40}"))
            checks.error("reason", "is not a code such as `quiet_hours`");
        checks.optionalId("sender", sender);
        checks.optionalId("topic", topic);
        checks.optionalId("channel", channel);
        if (notice != null && !notice.matches("[a-z0-9._-]{1,100}/[0-9]{1,9}"))
            checks.error("notice", "is not a notice with its version such as `acme-marketing/2`");
        checks.line("source", source, LONGEST);
        checks.line("campaign", campaign, LONGEST);
        if (campaign != null && person != null) checks.error("campaign", "cannot be asked for together with a person");
        var whose = id(checks, "person", person, "is not the id of a person");
        var place = id(checks, "cursor", cursor, "is not the `next` of an earlier reply");
        var most = limit == null ? USUAL : limit.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(limit) : 0;
        if (most < 1 || most > MOST) checks.error("limit", "is not a number from 1 to " + MOST);
        checks.done();
        return new Wanted(times.from(), times.to(), Optional.ofNullable(kind), filters(), whose, place, most);
    }

    private LinkedHashMap<String, String> filters() {
        var filters = new LinkedHashMap<String, String>();
        if (outcome != null) filters.put("outcome", outcome);
        if (reason != null) filters.put("reason", reason);
        if (sender != null) filters.put("sender", sender);
        if (topic != null) filters.put("topic", topic);
        if (channel != null) filters.put("channel", channel);
        if (notice != null) filters.put("notice", notice);
        if (source != null) filters.put("source", source);
        if (campaign != null) filters.put("campaign", campaign);
        return filters;
    }

    private static Optional<UUID> id(Checks checks, String field, String text, String wrong) {
        if (text == null) return Optional.empty();
        var id = Ids.parse(text).filter(it -> it.version() == 7 && it.toString().equals(text));
        if (id.isEmpty()) checks.error(field, wrong);
        return id;
    }

    /** A time from and to; what is left out is open. */
    record Period(Instant from, Instant to) {

        private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

        static Period of(Checks checks, String from, String to) {
            var start = time(checks, "from", from).orElse(Instant.EPOCH);
            var end = time(checks, "to", to).orElse(END);
            if (!start.isBefore(end)) checks.error("to", "is not after `from`");
            return new Period(start, end);
        }

        private static Optional<Instant> time(Checks checks, String field, String value) {
            if (value == null) return Optional.empty();
            var time = Times.parse(value);
            if (time.isEmpty()) checks.error(field, "is not a time such as `2026-11-22T10:00:00Z`");
            return time;
        }
    }
}
