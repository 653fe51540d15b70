package dev.askfirst.consent;

import dev.askfirst.consent.event.Fold;
import dev.askfirst.consent.event.History;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.policy.term.Terms;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** What the record alone says about people: their acts, and the terms that these give. */
@ApplicationScoped
public class RecordedTerms {

    /** An act as a line of the record. */
    public record Line(String kind, Instant made) {}

    private final DataSource dataSource;

    RecordedTerms(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public List<Line> acts(UUID person) throws SQLException {
        return recorded(person).stream()
                .map(act -> new Line(act.kind().text(), act.made()))
                .toList();
    }

    /** Folded from the start up to this version. */
    public Terms at(UUID person, long version) throws SQLException {
        return Fold.of(recorded(person), act -> act.version() <= version);
    }

    private List<RecordedAct> recorded(UUID person) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return new History(connection).of(person);
        }
    }
}
