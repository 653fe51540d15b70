package dev.askfirst.console;

import dev.askfirst.platform.Database;
import java.util.UUID;

/** What tools were told of somebody, as it stands once they were: of targets that no catalog has. */
final class Pushed {

    private Pushed() {}

    static void toTools(Database database, UUID person) {
        push(database, person, "ses", "confirmed", null);
        push(database, person, "mailchimp", "refused", "400 no <b>such</b> thing");
        push(database, person, "klaviyo", "waiting", "503");
    }

    static void forget(Database database, UUID person) {
        database.execute("delete from push where person_id = ?", person);
    }

    private static void push(Database database, UUID person, String target, String state, String words) {
        database.execute("""
                insert into push (id, target, point_id, person_id, says, reason, since, state, overtaken, rank, version,
                    attempts, due_at, queued_at, ended_at, words)
                select gen_random_uuid(), 'no-' || ?, point_id, person_id, 'no', 'withdrawal', now(), ?, false, 0, 1, 0,
                    now() + interval '1 day', now(), now(), ?
                from contact_point where person_id = ?""", target, state, words, person);
    }
}
