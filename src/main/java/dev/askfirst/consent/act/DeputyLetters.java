package dev.askfirst.consent.act;

import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.DataSubject;
import dev.askfirst.outbound.mail.Letter;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.Caller;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The letters that tell people who may act for them, where that was not said on their own page: by staff, or by a system with
 * their token. They go to addresses of which it is known that they are theirs.
 */
final class DeputyLetters {

    private static final Sql CONFIRMED = Sql.of("""
            select point_id from contact_point
            where person_id = :person and scheme = 'mailto' and verified and value is not null
            order by added_at limit 5""");

    private DeputyLetters() {}

    static List<Letter> of(Connection connection, Collection<DataSubject> subjects) throws SQLException {
        var letters = new ArrayList<Letter>();
        for (var subject : subjects) {
            for (var event : subject.events()) {
                if (isByOthers(event)) letters.addAll(letters(connection, event, subject));
            }
        }
        return letters;
    }

    private static boolean isByOthers(ConsentEvent event) {
        return event.kind() == ConsentEvent.Kind.DEPUTY_NAMED
                && !Caller.isOfPages(event.body().get("by").get("issuer").textValue());
    }

    private static List<Letter> letters(Connection connection, ConsentEvent event, DataSubject subject)
            throws SQLException {
        var deputy = UUID.fromString(event.body().get("deputy").textValue());
        var language = subject.terms().preferences().locale().orElse("und");
        return CONFIRMED
                .with("person", subject.person())
                .list(
                        connection,
                        row -> Letter.deputy(
                                Ids.at(event.known()),
                                row.id("point_id"),
                                language,
                                new Letter.Named(deputy, event.id())));
    }
}
