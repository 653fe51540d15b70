package dev.askfirst.outbound.mail;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.json.Json;
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
        try (var insert = connection.prepareStatement("""
                insert into letter (id, kind, point_id, language, body, queued_at, attempts, next_at)
                select ?, ?, ?, ?, ?::jsonb, now, 0, now from (select %s as now) clock""".formatted(clock.now()))) {
            insert.setObject(1, letter.id());
            insert.setString(2, Json.text(letter.kind()));
            insert.setObject(3, letter.point());
            insert.setString(4, letter.language());
            insert.setString(5, Json.write(letter.values()));
            insert.executeUpdate();
        }
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
