package dev.askfirst.decision.history;

import dev.askfirst.authorship.Fingerprint;
import dev.askfirst.authorship.FingerprintKey;
import dev.askfirst.authorship.Words;
import dev.askfirst.authorship.Written;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.DecisionRows;
import dev.askfirst.decision.record.FingerprintKeys;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.platform.postgres.Outage;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Which messages to a person a text is like, by what their senders told of them. Nothing is kept of the text. */
@ApplicationScoped
public class TextComparison {

    /** Among so many of the newest questions about the person it is looked for. */
    private static final int NEWEST = 500;

    /** As long as a sender's text may be. */
    private static final int LONGEST = 50_000;

    /**
     * What came of it.
     *
     * @param enough whether the text has enough words to be compared
     * @param told of how many messages their senders told what they are like
     * @param alike those that the text is like, newest first
     */
    public record Compared(boolean enough, int told, List<Alike> alike) {}

    /** @param author the human whom the sender named; empty if it named none, or the name was erased */
    public record Alike(OwnDecisions.Question question, Optional<String> author) {}

    private record KeyOf(String controller, YearMonth month) {}

    private final FingerprintKeys keys;
    private final DataSource dataSource;

    TextComparison(FingerprintKeys keys, DataSource dataSource) {
        this.keys = keys;
        this.dataSource = dataSource;
    }

    /** Compares a text with the messages about which a sender asked in order to send them. */
    public Compared of(UUID person, String text) {
        var words = Words.of(text.substring(0, Math.min(text.length(), LONGEST)));
        if (words.count() < FingerprintKey.FEWEST_WORDS) return new Compared(false, 0, List.of());
        try (var connection = dataSource.getConnection()) {
            var told = told(connection, person);
            var alike = new ArrayList<Alike>();
            var made = new HashMap<KeyOf, Optional<Fingerprint>>();
            for (var one : told) {
                var fingerprint = fingerprint(one).orElseThrow();
                var key = new KeyOf(one.controller(), fingerprint.month());
                if (!made.containsKey(key)) made.put(key, made(connection, key, words));
                if (made.get(key).filter(fingerprint::isAlike).isPresent())
                    alike.add(new Alike(
                            OwnDecisions.Question.of(one),
                            one.context().message().author()));
            }
            return new Compared(true, told.size(), alike);
        } catch (SQLException e) {
            throw Outage.undecided("the record could not be read", e);
        }
    }

    private List<DecisionRecord> told(Connection connection, UUID person) throws SQLException {
        var ids = PersonDecisions.ids(connection, person, Optional.empty(), NEWEST);
        var decisions = DecisionRows.load(connection, ids);
        return ids.stream()
                .map(decisions::get)
                .filter(Objects::nonNull)
                .filter(it ->
                        it.context().mode() != Mode.CHECK && fingerprint(it).isPresent())
                .toList();
    }

    private Optional<Fingerprint> made(Connection connection, KeyOf key, Words words) throws SQLException {
        return keys.ifAny(connection, key.controller(), key.month()).flatMap(it -> it.of(words));
    }

    private static Optional<Fingerprint> fingerprint(DecisionRecord decision) {
        return decision.context().message().written().flatMap(Written::fingerprint);
    }
}
