package dev.askfirst.decision;

import dev.askfirst.person.Accesses;
import dev.askfirst.platform.Caller;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Finds recorded decisions for those who may see them: a sender its own, compliance any. */
@ApplicationScoped
class DecisionLookup {

    private final DataSource dataSource;
    private final Accesses accesses;

    DecisionLookup(DataSource dataSource, Accesses accesses) {
        this.dataSource = dataSource;
        this.accesses = accesses;
    }

    RecordedReply decision(String id, Caller caller, Explanation explanation) {
        var parsed = Ids.parse(id).orElseThrow(DecisionLookup::none);
        try (var connection = dataSource.getConnection()) {
            var recorded = one(connection, parsed);
            var reply = seenBy(caller, recorded).with(OutcomeRows.of(connection, parsed), explanation);
            var whose = recorded.flatMap(it -> it.about().point());
            if (whose.isPresent()) looked(connection, caller, whose.get());
            return reply;
        } catch (SQLException e) {
            throw Fault.of(ProblemCode.UNDECIDED, "the record could not be read");
        }
    }

    /** Staff who look at a decision look at whom it was about. */
    private void looked(Connection connection, Caller caller, UUID point) throws SQLException {
        if (!caller.isStaff()) return;
        try (var select = connection.prepareStatement("select person_id from contact_point where point_id = ?")) {
            select.setObject(1, point);
            var row = select.executeQuery();
            if (row.next()) accesses.record(caller, row.getObject(1, UUID.class), "decision");
        }
    }

    private static RecordedReply seenBy(Caller caller, Optional<Recorded> recorded) {
        if (caller.is(Caller.COMPLIANCE))
            return recorded.map(RecordedReply::whole).orElseThrow(DecisionLookup::none);
        var sender = caller.requireSender();
        return recorded.filter(it -> it.sender().equals(sender))
                .map(RecordedReply::asAnswered)
                .orElseThrow(DecisionLookup::none);
    }

    static Optional<Recorded> one(Connection connection, UUID id) throws SQLException {
        return Optional.ofNullable(DecisionRows.load(connection, List.of(id)).get(id));
    }

    static Fault none() {
        return Fault.of(ProblemCode.NOT_FOUND, "no decision with this id that you may see");
    }
}
