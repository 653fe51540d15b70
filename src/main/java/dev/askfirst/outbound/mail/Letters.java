package dev.askfirst.outbound.mail;

import dev.askfirst.outbound.sms.SmsGateway;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;

/** Takes letters to people. One that was added in a transaction goes out if that is committed, and never otherwise. */
@ApplicationScoped
public class Letters {

    private static final String NUMBER = "tel";

    private final Clock clock;
    private final MailWorker worker;
    private final CodeTeller codes;
    private final SmsGateway sms;

    Letters(Clock clock, MailWorker worker, CodeTeller codes, SmsGateway sms) {
        this.clock = clock;
        this.worker = worker;
        this.codes = codes;
        this.sms = sms;
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

    /**
     * Whether codes reach addresses of this scheme: e-mail always, numbers where the operator has a gateway for text
     * messages, and all others if a webhook of staff asks for them by name.
     */
    public boolean reach(String scheme) {
        return scheme.equals("mailto") || scheme.equals(NUMBER) && sms.isThere() || isHeard();
    }

    /** Whether a code for an address of this scheme goes out late, or not at all: the gateway took none a moment ago. */
    public boolean isLate(String scheme) {
        return scheme.equals(NUMBER) && sms.isAway();
    }

    private boolean isHeard() {
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
