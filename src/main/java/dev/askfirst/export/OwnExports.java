package dev.askfirst.export;

import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The newest exports that somebody ordered. */
@ApplicationScoped
public class OwnExports {

    /** One of them, and how far it is, in percent. */
    public record Listed(String id, String at, String from, String to, String format, String state, long share) {
        /** Whether somebody still works on it, or will. */
        public boolean isOpen() {
            return ExportStatus.isOpen(state);
        }
    }

    private final DataSource dataSource;

    OwnExports(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The newest first, at most thirty. */
    public List<Listed> of(Caller caller) {
        var me = caller.asRecorded();
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement("""
                        select e.id, e.at, e.body ->> 'from', e.body ->> 'to', e.body ->> 'format', j.state,
                            case when j.state = 'done' then 100 else j.done * 100 / greatest(j.entries, 1) end
                        from export e join export_job j on j.id = e.id
                        where e.by ->> 'issuer' = ? and e.by ->> 'subject' = ? order by e.id desc limit 30""")) {
            select.setString(1, me.issuer());
            select.setString(2, me.subject());
            var listed = new ArrayList<Listed>();
            var row = select.executeQuery();
            while (row.next())
                listed.add(new Listed(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getLong(7)));
            return listed;
        } catch (SQLException e) {
            throw Outage.undecided("the exports could not be read", e);
        }
    }
}
