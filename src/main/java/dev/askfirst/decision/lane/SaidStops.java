package dev.askfirst.decision.lane;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.decision.record.SaidStop;
import dev.askfirst.law.ConfirmationLaw;
import dev.askfirst.law.Locator;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.ConfirmableStop;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The STOPs that the questions of a batch confirm. A question that does not say that it confirms one costs no lookup. */
final class SaidStops {

    /** Of the acts that the gathered terms were folded from, those that came from this address in a STOP. */
    private static final Sql SAID = Sql.of("""
            select (body ->> 'stop')::uuid as stop, body ->> 'controller' as controller, made from consent_event
            where person_id = :person and version <= :version and made > :since
                and body ->> 'said' = :point::text and body ->> 'channel' = :channel and jsonb_exists(body, 'stop')
            order by made desc""");

    private record Said(UUID stop, String controller, Instant made) {}

    private final Catalog catalog;
    private final Locator locator;
    private final Map<PendingQuestion, List<Said>> said = new IdentityHashMap<>();

    private SaidStops(Catalog catalog, Locator locator) {
        this.catalog = catalog;
        this.locator = locator;
    }

    /** Looks for them, in the open transaction. */
    static SaidStops find(
            Connection connection, Gathered gathered, List<PendingQuestion> questions, Catalog catalog, Locator locator)
            throws SQLException {
        var stops = new SaidStops(catalog, locator);
        for (var pending : questions) {
            if (!pending.checked().context().message().confirmsStop()) continue;
            var known = gathered.known(pending.keys());
            if (known.isPresent()) stops.said.put(pending, said(connection, gathered, pending, known.get()));
        }
        return stops;
    }

    private static List<Said> said(
            Connection connection, Gathered gathered, PendingQuestion pending, Gathered.Known known)
            throws SQLException {
        var context = pending.checked().context();
        return SAID.with("person", known.person())
                .with("version", known.termsVersion())
                .with("since", context.at().orElse(gathered.at()).minus(ConfirmableStop.LONGEST))
                .with("point", known.point())
                .with("channel", context.channel())
                .list(connection, row -> new Said(row.id("stop"), row.text("controller"), row.time("made")));
    }

    /**
     * The one that this question confirms: the latest to its controller, if law lets it be confirmed in every place where the
     * person may be.
     *
     * @param at the instant asked about
     */
    Optional<SaidStop> of(PendingQuestion pending, String controller, Locator.Known known, Instant at) {
        if (said.isEmpty()) return Optional.empty();
        var latest = said.getOrDefault(pending, List.of()).stream()
                .filter(it -> it.controller().equals(controller))
                .findFirst();
        if (latest.isEmpty()) return Optional.empty();
        var channel = pending.checked().context().channel();
        return ConfirmationLaw.of(catalog.document().laws(), channel, locator, known, at)
                .map(law -> new SaidStop(latest.get().stop(), latest.get().made(), law.keys()));
    }
}
