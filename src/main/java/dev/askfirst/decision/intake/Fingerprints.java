package dev.askfirst.decision.intake;

import dev.askfirst.authorship.FingerprintKey;
import dev.askfirst.authorship.Words;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.Rights;
import dev.askfirst.catalog.SenderRights;
import dev.askfirst.decision.lane.Desk;
import dev.askfirst.decision.record.FingerprintKeys;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;

/** Makes fingerprints of texts, of which nothing is kept, and hands out the keys for them. */
@ApplicationScoped
class Fingerprints {

    private final CatalogService catalogs;
    private final FingerprintKeys keys;
    private final Desk desk;
    private final Clock clock;
    private final DataSource dataSource;

    Fingerprints(CatalogService catalogs, FingerprintKeys keys, Desk desk, Clock clock, DataSource dataSource) {
        this.catalogs = catalogs;
        this.keys = keys;
        this.desk = desk;
        this.clock = clock;
        this.dataSource = dataSource;
    }

    /** In whose name a text is sent, and when that is asked. */
    private record Meant(String controller, Instant at) {

        YearMonth month() {
            return FingerprintKeys.month(at);
        }
    }

    /** The words of a text and, of enough of them, its fingerprint by this month's key. Counts as a question of the sender's rate. */
    FingerprintReply of(Caller caller, FingerprintRequest request) {
        desk.countAsQuestion(caller.requireSender());
        var meant = meant(caller, request.named());
        var words = Words.of(request.text());
        var key = new FingerprintKey(meant.month(), key(meant));
        return FingerprintReply.of(words.count(), key.of(words));
    }

    /** This month's key of a controller that the sender acts for; it may leave out the only one. */
    FingerprintKeyReply key(Caller caller, String controller) {
        var checks = new Checks();
        var named = checks.optionalId("controller", controller);
        checks.done();
        var meant = meant(caller, named);
        var until = meant.month().plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC);
        return new FingerprintKeyReply(meant.controller(), meant.month(), key(meant), until.toInstant());
    }

    private Meant meant(Caller caller, Optional<String> named) {
        try (var connection = dataSource.getConnection()) {
            var rights = SenderRights.of(catalogs.newest(connection), caller.requireSender());
            var controller = named.or(() -> rights.own().flatMap(Rights::onlyController))
                    .orElseThrow(() -> Fault.invalid("controller", "is missing: this sender acts for several"));
            rights.requireController(controller);
            return new Meant(controller, clock.read(connection));
        } catch (SQLException e) {
            throw Outage.undecided("the catalog could not be read", e);
        }
    }

    private byte[] key(Meant meant) {
        try {
            return keys.bytes(meant.controller(), meant.at());
        } catch (IllegalStateException e) {
            throw Outage.undecided("the key of the month could not be read", e);
        }
    }
}
