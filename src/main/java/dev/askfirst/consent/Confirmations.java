package dev.askfirst.consent;

import dev.askfirst.person.Addressee;
import dev.askfirst.platform.Caller;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Outage;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.policy.Word;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The second half of double opt-ins. */
@ApplicationScoped
public class Confirmations {

    /** What a person is asked to confirm, and in which language they were asked. */
    public record Asked(String controller, String topic, String channel, Optional<Act.NoticeShown> notice) {}

    private final ActWriter writer;
    private final DataSource dataSource;

    Confirmations(ActWriter writer, DataSource dataSource) {
        this.writer = writer;
        this.dataSource = dataSource;
    }

    /** What this grant asks for, whatever became of it; empty if there is none. Changes nothing. */
    public Optional<Asked> asked(UUID grant) {
        try (var connection = dataSource.getConnection()) {
            return new History(connection).act(grant).map(Confirmations::asked);
        } catch (SQLException e) {
            throw Outage.undecided("the request for consent could not be read", e);
        }
    }

    /** Confirms it once; a fault says why that is not possible any more. */
    public ActReply confirm(UUID grant, Evidence.Method method, Caller by) {
        return write(new Act.Confirmation(grant, Evidence.of(method), by));
    }

    /** Says no to what this grant asks for, whatever was said before. */
    public ActReply decline(UUID grant, Evidence.Method method, Caller by) {
        var asked = asked(grant).orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "no such request for consent"));
        return write(new Act.No(
                Word.No.Kind.REFUSAL,
                new Addressee.OfAct(grant),
                asked.controller(),
                asked.topic(),
                asked.channel(),
                false,
                false,
                Optional.empty(),
                Evidence.of(method),
                by));
    }

    private ActReply write(Act act) {
        return switch (writer.write(List.of(act)).getFirst()) {
            case ActResult.Created(var reply) -> reply;
            case ActResult.Unchanged(var reply) -> reply;
            case ActResult.Refused(var fault) -> throw fault;
        };
    }

    private static Asked asked(RecordedAct act) {
        var scope = act.scope();
        return new Asked(scope.controller(), scope.topic(), scope.channel(), act.notice());
    }
}
