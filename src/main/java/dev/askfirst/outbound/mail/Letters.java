package dev.askfirst.outbound.mail;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;

/** Takes letters to people. One that was added in a transaction goes out if that is committed, and never otherwise. */
@ApplicationScoped
public class Letters {

    private final Clock clock;
    private final MailWorker worker;
    private final CodeTeller codes;

    Letters(Clock clock, MailWorker worker, CodeTeller codes) {
        this.clock = clock;
        this.worker = worker;
        this.codes = codes;
    }

    /** Queues a letter inside the caller's transaction. */
    public void add(Connection connection, Letter letter) throws SQLException {
        Sql.of("""
                        insert into letter (id, kind, point_id, language, body, queued_at, attempts, next_at)
                        select :id, :kind, :point, :language, :values::jsonb, now, 0, now
                        from (select %s as now) clock""".formatted(clock.now()))
                .with("id", letter.id())
                .with("kind", letter.kind())
                .with("point", letter.point())
                .with("language", letter.language())
                .with("values", Json.write(letter.values()))
                .update(connection);
    }

    /** Whether codes go to addresses that are none of e-mail: only if a webhook of staff asks for them by name. */
    public boolean reachesOthers() {
        try {
            return codes.isHeard();
        } catch (SQLException _) {
            return false;
        }
    }

    /** Sends what is due without waiting for the next round. Returns at once; call it after the commit. */
    public void wake() {
        worker.wake();
    }
}
