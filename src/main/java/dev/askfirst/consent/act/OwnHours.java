package dev.askfirst.consent.act;

import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.DataSubject;
import dev.askfirst.person.usage.LearnedHours;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.time.Zones;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

/** Notes at which hour people act who asked for that, and forgets it of whoever asks for it no longer. */
final class OwnHours {

    private final Connection connection;
    private final Instant now;

    OwnHours(Connection connection, Instant now) {
        this.connection = connection;
        this.now = now;
    }

    /** To be called after the acts were recorded. */
    void note(List<Act> acts, DataSubjects subjects) throws SQLException {
        forget(subjects.all());
        if (subjects.all().stream().noneMatch(OwnHours::learns)) return;
        var own = new TreeSet<UUID>();
        for (var act : acts) {
            if (!isOwn(act)) continue;
            subjects.of(act)
                    .filter(it -> learns(it.subject()))
                    .ifPresent(it -> own.add(it.subject().person()));
        }
        for (var subject : subjects.all()) {
            if (!own.contains(subject.person())) continue;
            var zone = subject.terms().preferences().timeZone().orElseThrow();
            var local = LocalDateTime.ofInstant(now, Zones.current().named(zone));
            LearnedHours.count(connection, subject.person(), local);
        }
    }

    private void forget(Collection<DataSubject> subjects) throws SQLException {
        for (var subject : subjects) {
            var changed = subject.events().stream()
                    .anyMatch(it -> it.kind() == ConsentEvent.Kind.PREFERENCES || it.kind() == ConsentEvent.Kind.MERGE);
            if (changed && !learns(subject)) LearnedHours.forget(connection, subject.person());
        }
    }

    private static boolean learns(DataSubject subject) {
        var preferences = subject.terms().preferences();
        return !subject.leaves()
                && preferences.learnsHours()
                && preferences.timeZone().isPresent();
    }

    /** Whether the person did it themselves, and just now: on their page, by a link or in a reply. */
    private static boolean isOwn(Act act) {
        var stop = act instanceof Act.Refusal no && no.stop().isPresent();
        return act.at().isEmpty() && (stop || act.by().is(Caller.PERSON));
    }
}
