package dev.askfirst.consent.event;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** A legal hold: while it stands, nothing about the person is deleted. */
public record LegalHold(Instant since, Optional<Instant> until, Optional<String> reason) {

    /** SQL: whether a hold {@code h} still stands at the instant {@code :now}. */
    public static final String STANDING = "(h.until is null or h.until > :now)";

    private static final Sql LONGEST = Sql.of("""
            select e.known, h.until, t.texts ->> 'reason' as reason from legal_hold h
            join consent_event e on e.id = h.event left join evidence t on t.event = h.event
            where h.person_id = any (:people::uuid[]) and %s
            order by h.until desc nulls first, h.event limit 1""".formatted(STANDING));

    /** The hold of these people that stands longest, if there is one. */
    public static Optional<LegalHold> standing(Connection connection, Collection<UUID> people, Instant now)
            throws SQLException {
        return LONGEST.with("people", people)
                .with("now", now)
                .first(
                        connection,
                        row -> new LegalHold(row.time("known"), row.optionalTime("until"), row.optionalText("reason")));
    }

    public Fault refusal() {
        return Fault.of(
                ProblemCode.ON_HOLD,
                "what is known about this person must be kept "
                        + until.map(end -> "until " + end).orElse("until the hold is lifted"));
    }
}
