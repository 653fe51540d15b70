package dev.askfirst.export;

import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** The newest exports that somebody ordered. */
@ApplicationScoped
public class OwnExports {

    /** One of them, and how far it is, in percent. */
    public record Listed(String id, String at, String from, String to, String format, ExportState state, long share) {}

    private static final Sql NEWEST = Sql.of("""
            select e.id, e.at, e.body ->> 'from' as from_at, e.body ->> 'to' as to_at, e.body ->> 'format' as format,
                j.state, case when j.state = 'done' then 100 else j.done * 100 / greatest(j.entries, 1) end as share
            from export e join export_job j on j.id = e.id
            where e.by ->> 'issuer' = :issuer and e.by ->> 'subject' = :subject
                and (:controllers::text[] is null or e.body -> 'controllers' <@ to_jsonb(:controllers::text[]))
            order by e.id desc limit 30""");

    private final DataSource dataSource;

    OwnExports(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The newest first, at most thirty. */
    public List<Listed> of(Caller caller) {
        var me = caller.asRecorded();
        try (var connection = dataSource.getConnection()) {
            return NEWEST.with("issuer", me.issuer())
                    .with("subject", me.subject())
                    .with("controllers", caller.limit())
                    .list(connection, OwnExports::listed);
        } catch (SQLException e) {
            throw Outage.undecided("the exports could not be read", e);
        }
    }

    private static Listed listed(Row row) throws SQLException {
        return new Listed(
                row.text("id"),
                row.time("at").toString(),
                row.text("from_at"),
                row.text("to_at"),
                row.text("format"),
                row.constant(ExportState.class, "state"),
                row.number("share"));
    }
}
