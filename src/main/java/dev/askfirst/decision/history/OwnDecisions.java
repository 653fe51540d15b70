package dev.askfirst.decision.history;

import dev.askfirst.decision.answer.Explanations;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.DecisionRows;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.decision.record.Writer;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.policy.Reason;
import dev.askfirst.policy.term.Authorship;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The questions that senders asked about a person, as shown to the person: with every reason, newest first. */
@ApplicationScoped
public class OwnDecisions {

    private static final int PIECE = 500;

    /**
     * One question and its answer; codes as in the API.
     *
     * @param consented whether a permit relied on a yes
     * @param confirmsStop whether it was about a message that only confirms a STOP
     * @param author the human whom the sender named; empty if it named none, or the name was erased
     * @param writer in which role that human is registered, where the controller registers its authors
     * @param reasons against the message
     * @param doubt why it counted as automated although its sender called it personal
     */
    public record Question(
            UUID id,
            Instant at,
            String sender,
            String controller,
            String topic,
            String channel,
            Mode mode,
            Authorship authorship,
            String outcome,
            boolean consented,
            boolean confirmsStop,
            List<Reason> reasons,
            Optional<Reason> doubt,
            Optional<Instant> notBefore,
            Optional<String> author,
            Optional<Writer> writer) {

        /** Whether the sender only asked to know: nothing was to be sent. */
        public boolean check() {
            return mode == Mode.CHECK;
        }

        static Question of(DecisionRecord recorded) {
            var context = recorded.context();
            return new Question(
                    recorded.id(),
                    recorded.decidedAt(),
                    recorded.sender(),
                    recorded.controller(),
                    context.topic(),
                    context.channel(),
                    context.mode(),
                    context.message().authorship(),
                    Json.text(recorded.verdict().outcome()),
                    recorded.verdict().grant().isPresent(),
                    context.message().confirmsStop(),
                    List.copyOf(recorded.verdict().told()),
                    recorded.verdict().doubt(),
                    recorded.verdict().notBefore(),
                    context.message().author(),
                    context.message().writer());
        }
    }

    private final Explanations explanations;
    private final DataSource dataSource;

    OwnDecisions(Explanations explanations, DataSource dataSource) {
        this.explanations = explanations;
        this.dataSource = dataSource;
    }

    /** The newest questions, or the newest before {@code before}; newest first. */
    public List<Question> newest(UUID person, Optional<UUID> before, int most) {
        try (var connection = dataSource.getConnection()) {
            var ids = PersonDecisions.ids(connection, person, before, most);
            var decisions = DecisionRows.load(connection, ids);
            return ids.stream().map(decisions::get).map(Question::of).toList();
        } catch (SQLException e) {
            throw Outage.undecided("the record could not be read", e);
        }
    }

    /**
     * Writes a file about a person, with the decisions as its last member. There may be many, so they are read in
     * pieces.
     *
     * @param languages the {@code Accept-Language} header; null means the person's own language
     */
    public void write(UUID person, String file, String languages, OutputStream to) throws IOException {
        text(to, file.substring(0, file.length() - 1));
        text(to, ",\"decisions\":[");
        var separator = "";
        var before = Optional.<UUID>empty();
        for (var piece = replies(person, languages, before);
                !piece.isEmpty();
                piece = replies(person, languages, before)) {
            for (var decision : piece) {
                text(to, separator + Json.write(decision));
                separator = ",";
            }
            before = Optional.of(piece.getLast().decision().id());
        }
        text(to, "]}");
    }

    private List<RecordedReply> replies(UUID person, String languages, Optional<UUID> before) {
        try (var connection = dataSource.getConnection()) {
            var explanation = explanations.in(languages, PersonDecisions.language(connection, person));
            return PersonDecisions.load(
                    connection, PersonDecisions.ids(connection, person, before, PIECE), explanation);
        } catch (SQLException e) {
            throw Outage.undecided("the record could not be read", e);
        }
    }

    private static void text(OutputStream to, String text) throws IOException {
        to.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
