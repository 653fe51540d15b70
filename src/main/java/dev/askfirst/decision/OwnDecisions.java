package dev.askfirst.decision;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Json;
import dev.askfirst.platform.ProblemCode;
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

/** What was asked about a person, for their own eyes: with every reason, newest first. */
@ApplicationScoped
public class OwnDecisions {

    private static final int PIECE = 500;

    /** One question and its answer; codes as in the API. */
    public record Question(
            UUID id,
            Instant at,
            String sender,
            String controller,
            String topic,
            String channel,
            boolean check,
            String outcome,
            List<String> reasons,
            Optional<Instant> notBefore) {

        private static Question of(Recorded recorded) {
            var matter = recorded.matter();
            return new Question(
                    recorded.id(),
                    recorded.decidedAt(),
                    recorded.sender(),
                    recorded.controller(),
                    matter.topic(),
                    matter.channel(),
                    matter.mode() == Mode.CHECK,
                    Json.text(recorded.verdict().outcome()),
                    recorded.reasonCodes(),
                    recorded.verdict().notBefore());
        }
    }

    private final DataSource dataSource;

    OwnDecisions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public List<Question> newest(UUID person, int most) {
        return piece(person, Optional.empty(), most).stream().map(Question::of).toList();
    }

    /** A file about a person with the decisions as its last member. They may be many: they follow in pieces. */
    public void write(UUID person, String file, OutputStream to) throws IOException {
        text(to, file.substring(0, file.length() - 1));
        text(to, ",\"decisions\":[");
        var separator = "";
        var before = Optional.<UUID>empty();
        for (var piece = piece(person, before, PIECE); !piece.isEmpty(); piece = piece(person, before, PIECE)) {
            for (var decision : piece) {
                text(to, separator + Json.write(RecordedReply.whole(decision)));
                separator = ",";
            }
            before = Optional.of(piece.getLast().id());
        }
        text(to, "]}");
    }

    private List<Recorded> piece(UUID person, Optional<UUID> before, int most) {
        try (var connection = dataSource.getConnection()) {
            var ids = PersonDecisions.ids(connection, person, before, most);
            var decisions = DecisionRows.load(connection, ids);
            return ids.stream().map(decisions::get).toList();
        } catch (SQLException e) {
            throw Fault.of(ProblemCode.UNDECIDED, "the record could not be read");
        }
    }

    private static void text(OutputStream to, String text) throws IOException {
        to.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
