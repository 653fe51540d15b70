package dev.askfirst.consent.expiry;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.SenderRights;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.key.PairwiseIds;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Lists yeses that end by themselves, so that people can be asked in time. A yes that was ended by something else is left
 * out. Staff who look are on record before anything is shown.
 */
@ApplicationScoped
public class ExpiringService {

    /**
     * The most yeses that are checked for one reply: usually most still stand; a reply may be shorter than its limit.
     */
    private static final int LOOKED_AT = 5_000;

    private static final Sql EXPIRING = Sql.of(Ending.COLUMNS + """
            where (x.expires_at, x.grant_id) > (:from, :grant) and x.expires_at < :before
                and (:controllers::text[] is null or x.controller = any (:controllers::text[]))
                and (:topic::text is null or x.topic = :topic::text or starts_with(x.topic, :topic::text || '.'))
            order by x.expires_at, x.grant_id limit :most""");

    /** The yeses that were checked, and whether they were the last. */
    private record Part(List<Ending> endings, boolean last) {}

    private final DataSource dataSource;
    private final CatalogService catalogs;
    private final PairwiseIds pairwiseIds;
    private final Accesses accesses;
    private final Clock clock;

    ExpiringService(
            DataSource dataSource, CatalogService catalogs, PairwiseIds pairwiseIds, Accesses accesses, Clock clock) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.pairwiseIds = pairwiseIds;
        this.accesses = accesses;
        this.clock = clock;
    }

    /**
     * The next of them that this caller may see.
     *
     * @param wanted which ones, given the instant at which the list is made
     */
    public ExpiringReply list(Function<Instant, ExpiringRequest.CheckedExpiring> wanted, Caller caller) {
        var catalog = catalogs.newest();
        accesses.recordList(caller, "expiring");
        try (var connection = dataSource.getConnection()) {
            var asked = wanted.apply(clock.read(connection));
            var controllers = controllers(caller, catalog, asked.controller());
            return reply(connection, asked, controllers, catalog, caller);
        } catch (SQLException e) {
            throw Outage.undecided("the consents could not be read", e);
        }
    }

    /** The controllers that the caller asks for and may see; empty means all. */
    private static Optional<List<String>> controllers(Caller caller, Catalog catalog, Optional<String> wanted) {
        if (caller.isLimited())
            return Optional.of(SenderRights.ofStaff(catalog, caller).within(wanted));
        if (caller.isStaff()) return wanted.map(List::of);
        var rights = SenderRights.find(catalog, caller.requireSender())
                .orElseThrow(() -> Fault.of(ProblemCode.FORBIDDEN, "the token's sender is not in the catalog"));
        return Optional.of(rights.controllers(wanted));
    }

    private ExpiringReply reply(
            Connection connection,
            ExpiringRequest.CheckedExpiring asked,
            Optional<List<String>> controllers,
            Catalog catalog,
            Caller caller)
            throws SQLException {
        var part = read(connection, asked, controllers);
        var shown = new ArrayList<ExpiringReply.Expiring>();
        for (var ending : part.endings()) {
            if (ending.endsConsent(catalog)) shown.add(shown(ending, caller));
            if (shown.size() == asked.limit()) return new ExpiringReply(shown, Optional.of(place(ending)));
        }
        return new ExpiringReply(
                shown,
                part.last()
                        ? Optional.empty()
                        : Optional.of(place(part.endings().getLast())));
    }

    private static String place(Ending ending) {
        return new ExpiringRequest.Place(ending.expires(), ending.grant()).toString();
    }

    private ExpiringReply.Expiring shown(Ending ending, Caller caller) {
        var scope = ending.scope();
        var staff = caller.is(Caller.ADMIN) || caller.is(Caller.COMPLIANCE);
        var person = staff ? ending.person() : pairwiseIds.of(scope.controller(), ending.person());
        return new ExpiringReply.Expiring(
                ending.grant(), person, scope.controller(), scope.topic(), scope.channel(), ending.expires());
    }

    private static Part read(
            Connection connection, ExpiringRequest.CheckedExpiring asked, Optional<List<String>> controllers)
            throws SQLException {
        var most = Math.min(LOOKED_AT, asked.limit() * 5);
        var endings = EXPIRING.with("from", asked.from().expires())
                .with("grant", asked.from().grant())
                .with("before", asked.before())
                .with("controllers", controllers)
                .with("topic", asked.topic())
                .with("most", most)
                .list(connection, Ending::read);
        return new Part(endings, endings.size() < most);
    }
}
