package dev.askfirst.consent.feedback;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.Rights;
import dev.askfirst.catalog.SenderRights;
import dev.askfirst.consent.request.Conditions;
import dev.askfirst.consent.suppression.SuppressionSource;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Reads what was told of feedback: all of it for staff, that of its own controllers and topics for a sender. */
@ApplicationScoped
public class FeedbackStatistics {

    /** How many are shown. */
    private static final int MOST = 1000;

    private static final String SELECT =
            "select controller, topic, since, until, people, more, fine, less from feedback_total where ";

    private final DataSource dataSource;
    private final CatalogService catalogs;

    FeedbackStatistics(DataSource dataSource, CatalogService catalogs) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
    }

    /** The newest of them, at most a thousand. */
    public List<FeedbackTotal> read(Optional<String> controller, Optional<String> topic, Caller caller) {
        var own = own(caller);
        var where = new Conditions()
                .and("controller = :controller", "controller", controller)
                .and("topic = :topic", "topic", topic)
                .and("controller = any (:own)", "own", own.map(Rights::controllers))
                .and("controller = any (:within)", "within", caller.limit());
        try (var connection = dataSource.getConnection()) {
            return where
                    .query(SELECT, " order by until desc, controller, topic limit " + MOST)
                    .list(connection, FeedbackStatistics::total)
                    .stream()
                    .filter(it ->
                            own.map(rights -> rights.writesAbout(it.topic())).orElse(true))
                    .toList();
        } catch (SQLException e) {
            throw Outage.undecided("the totals could not be read", e);
        }
    }

    private Optional<Rights> own(Caller caller) {
        return SuppressionSource.sender(caller)
                .flatMap(it -> SenderRights.of(catalogs.newest(), it).own());
    }

    private static FeedbackTotal total(Row row) throws SQLException {
        return new FeedbackTotal(
                row.text("controller"),
                row.text("topic"),
                row.date("since"),
                row.date("until"),
                row.integer("people"),
                row.small("more"),
                row.small("fine"),
                row.small("less"));
    }
}
