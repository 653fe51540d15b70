package dev.askfirst.consent.view;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.CatalogHistory;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.History;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.term.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Makes receipts from the record. */
@ApplicationScoped
public class Receipts {

    private static final Sql SCHEME = Sql.of("select scheme from contact_point where point_id = :point");

    private final DataSource dataSource;
    private final CatalogService catalogs;
    private final CatalogHistory history;
    private final Clock clock;

    Receipts(DataSource dataSource, CatalogService catalogs, CatalogHistory history, Clock clock) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.history = history;
        this.clock = clock;
    }

    /** The receipt for a yes, or for the yes that a no took back. */
    public Receipt of(UUID person, UUID event) {
        try (var connection = dataSource.getConnection()) {
            var acts = new History(connection).whole(person);
            var yes = acts.stream()
                    .filter(act -> act.id().equals(event))
                    .findFirst()
                    .flatMap(act -> yesOf(act, acts))
                    .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "no consent of this person with this id"));
            return receipt(connection, person, yes, acts);
        } catch (SQLException e) {
            throw Outage.undecided("the receipt could not be read", e);
        }
    }

    private Receipt receipt(Connection connection, UUID person, RecordedAct yes, List<RecordedAct> acts)
            throws SQLException {
        var catalog = catalogs.newest(connection);
        var scope = yes.scope();
        return new Receipt(
                person,
                yes,
                acts.stream().filter(act -> concerns(act, yes)).toList(),
                catalog.controller(scope.controller()).orElseThrow(() -> gone(scope.controller())),
                topic(catalog, scope.topic()),
                wording(connection, yes),
                scheme(connection, scope),
                kept(catalog, yes),
                clock.read(connection));
    }

    private Optional<CatalogDocument.Notice> wording(Connection connection, RecordedAct yes) {
        return yes.notice().flatMap(it -> history.on(connection).wording(it.wording()));
    }

    private static boolean concerns(RecordedAct act, RecordedAct yes) {
        return switch (act.kind()) {
            case GRANT -> act.id().equals(yes.id());
            case CONFIRMATION ->
                act.text("confirms").equals(Optional.of(yes.id().toString()));
            case REFUSAL, WITHDRAWAL ->
                !act.made().isBefore(yes.made()) && act.scope().includes(yes.scope());
            default -> false;
        };
    }

    static Optional<RecordedAct> yesOf(RecordedAct act, List<RecordedAct> acts) {
        return switch (act.kind()) {
            case GRANT -> Optional.of(act);
            case CONFIRMATION ->
                acts.stream()
                        .filter(it ->
                                act.text("confirms").equals(Optional.of(it.id().toString())))
                        .findFirst();
            case REFUSAL, WITHDRAWAL ->
                acts.stream()
                        .filter(it -> it.kind() == ConsentEvent.Kind.GRANT && concerns(act, it))
                        .max(Comparator.comparing(RecordedAct::made));
            default -> Optional.empty();
        };
    }

    private static String kept(Catalog catalog, RecordedAct yes) {
        var rules = catalog.retentionOf(
                yes.text("basis").orElse("express"), yes.scope().topic());
        if (rules.isEmpty()) return "no end is set";
        return rules.stream()
                .map(rule -> "%s from %s (%s)"
                        .formatted(rule.keeps(), rule.from().name().toLowerCase(java.util.Locale.ROOT), rule.source()))
                .collect(Collectors.joining("; "));
    }

    private static String scheme(Connection connection, Scope scope) throws SQLException {
        return SCHEME.with("point", scope.point())
                .first(connection, row -> row.text("scheme"))
                .orElse("removed");
    }

    /** The topic; one that is no longer in the catalog has its id as its name. */
    private static CatalogDocument.Topic topic(Catalog catalog, String id) {
        return catalog.document().topics().stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseGet(() -> new CatalogDocument.Topic(id, id, id, null, true, false, false, null, false));
    }

    private static Fault gone(String controller) {
        return Fault.of(ProblemCode.NOT_FOUND, "the controller `%s` is gone from the catalog".formatted(controller));
    }
}
