package dev.askfirst.decision.history;

import dev.askfirst.decision.answer.Explanation;
import dev.askfirst.decision.answer.Explanations;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.DecisionRows;
import dev.askfirst.decision.record.OutcomeRows;
import dev.askfirst.person.Accesses;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Finds recorded decisions for callers who may see them: a sender its own, compliance any. */
@ApplicationScoped
public class DecisionLookup {

    private record Seen(RecordedReply reply, Optional<UUID> point) {}

    private final DataSource dataSource;
    private final Accesses accesses;
    private final Explanations explanations;

    DecisionLookup(DataSource dataSource, Accesses accesses, Explanations explanations) {
        this.dataSource = dataSource;
        this.accesses = accesses;
        this.explanations = explanations;
    }

    /** The decision with reasons in words, in the language that an {@code Accept-Language} header asks for. */
    public RecordedReply decision(String id, Caller caller, String languages) {
        var parsed = Ids.parse(id).orElseThrow(DecisionLookup::none);
        try {
            var seen = read(parsed, caller, explanations.in(languages));
            // Staff who see a decision see data about a person: the access must be recorded first.
            look(accesses, caller, seen.point());
            return seen.reply();
        } catch (SQLException e) {
            throw Outage.undecided("the record could not be read", e);
        }
    }

    private Seen read(UUID id, Caller caller, Explanation explanation) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var recorded = one(connection, id);
            var reply = seenBy(caller, recorded).with(OutcomeRows.of(connection, id), explanation);
            return new Seen(reply, recorded.flatMap(it -> it.about().point()));
        }
    }

    public static void look(Accesses accesses, Caller caller, Optional<UUID> point) {
        point.ifPresent(it -> accesses.recordPoint(caller, it, "decision"));
    }

    private static RecordedReply seenBy(Caller caller, Optional<DecisionRecord> recorded) {
        if (caller.is(Caller.COMPLIANCE))
            return recorded.filter(it -> caller.sees(it.controller()))
                    .map(RecordedReply::whole)
                    .orElseThrow(DecisionLookup::none);
        var sender = caller.requireSender();
        return recorded.filter(it -> it.sender().equals(sender))
                .map(RecordedReply::asAnswered)
                .orElseThrow(DecisionLookup::none);
    }

    public static Optional<DecisionRecord> one(Connection connection, UUID id) throws SQLException {
        return Optional.ofNullable(DecisionRows.load(connection, List.of(id)).get(id));
    }

    public static Fault none() {
        return Fault.of(ProblemCode.NOT_FOUND, "no decision with this id that you may see");
    }
}
