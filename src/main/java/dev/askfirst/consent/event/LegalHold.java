package dev.askfirst.consent.event;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.PgArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** A legal hold: while it stands, nothing about the person is deleted. */
public record LegalHold(Instant since, Optional<Instant> until, Optional<String> reason) {

    /** SQL: whether a hold {@code h} still stands at the instant that is the parameter. */
    public static final String STANDING = "(h.until is null or h.until > ?)";

    /** The hold of these people that stands longest, if there is one. */
    public static Optional<LegalHold> standing(Connection connection, Collection<UUID> people, Instant now)
            throws SQLException {
        try (var select = connection.prepareStatement("""
                select e.known, h.until, t.texts ->> 'reason' from legal_hold h
                join consent_event e on e.id = h.event left join evidence t on t.event = h.event
                where h.person_id = any (?) and %s order by h.until desc nulls first, h.event limit 1""".formatted(STANDING))) {
            PgArray.ids(select, 1, people);
            select.setObject(2, now.atOffset(ZoneOffset.UTC));
            var row = select.executeQuery();
            if (!row.next()) return Optional.empty();
            return Optional.of(new LegalHold(
                    row.getObject(1, OffsetDateTime.class).toInstant(),
                    Optional.ofNullable(row.getObject(2, OffsetDateTime.class)).map(OffsetDateTime::toInstant),
                    Optional.ofNullable(row.getString(3))));
        }
    }

    public Fault refusal() {
        return Fault.of(
                ProblemCode.ON_HOLD,
                "what is known about this person must be kept "
                        + until.map(end -> "until " + end).orElse("until the hold is lifted"));
    }
}
