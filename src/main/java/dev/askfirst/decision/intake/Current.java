package dev.askfirst.decision.intake;

import dev.askfirst.decision.answer.Answer;
import dev.askfirst.decision.answer.CheckedQuestion;
import dev.askfirst.decision.answer.DecisionReply;
import dev.askfirst.decision.answer.Explanation;
import dev.askfirst.decision.history.DecisionLookup;
import dev.askfirst.decision.lane.Desk;
import dev.askfirst.decision.outcome.Outcomes;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.OutcomeRows;
import dev.askfirst.decision.record.UnknownRecipients;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.point.SiblingContacts;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.policy.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;

/** Tells whether a permit still holds, by an enquiry that is on record like any other. */
@ApplicationScoped
class Current {

    /**
     * @param reasons what is against the message now; also empty if the permit merely ran out or was used
     * @param enquiry the decision on the enquiry; empty if the address is gone
     */
    record Reply(boolean holds, List<DecisionReply.ReasonReply> reasons, Optional<UUID> enquiry) {
        Reply explained(Explanation explanation) {
            return new Reply(holds, DecisionReply.ReasonReply.explained(reasons, explanation), enquiry);
        }
    }

    private record Permit(DecisionRecord recorded, Optional<Contact> to, boolean used) {}

    private static final List<Reason.Code> OF_CAPS = List.of(Reason.Code.CAP_REACHED, Reason.Code.NO_OPENING);

    private final Desk desk;
    private final UnknownRecipients unknown;
    private final SiblingContacts siblings;
    private final DataSource dataSource;

    Current(Desk desk, UnknownRecipients unknown, SiblingContacts siblings, DataSource dataSource) {
        this.desk = desk;
        this.unknown = unknown;
        this.siblings = siblings;
        this.dataSource = dataSource;
    }

    Reply of(String id, String sender) {
        var permit = permit(Ids.parse(id).orElseThrow(DecisionLookup::none), sender);
        if (permit.to().isEmpty()) return new Reply(false, DecisionReply.CUT, Optional.empty());
        var recorded = permit.recorded();
        var enquiry = recorded.context().enquiry(recorded.context().channel());
        var question = CheckedQuestion.plainly(permit.to().get(), recorded.controller(), enquiry);
        // Of a confirmation the one that there may be is this one, and of an intent this permit has its message
        // already.
        var counted = enquiry.message().confirmsStop()
                || recorded.basis().derived().intent().isPresent();
        var now = ask(sender, counted ? question.holding(recorded.id()) : question);
        var reasons = withoutCaps(DecisionReply.of(now, List.of()).reasons());
        var inTime = recorded.verdict()
                .validUntil()
                .filter(now.decidedAt()::isBefore)
                .isPresent();
        return new Reply(reasons.isEmpty() && inTime && !permit.used(), reasons, Optional.of(now.id()));
    }

    private Permit permit(UUID id, String sender) {
        try (var connection = dataSource.getConnection()) {
            var recorded = Outcomes.permit(connection, id, sender);
            return new Permit(
                    recorded,
                    contact(connection, recorded),
                    !OutcomeRows.of(connection, id).isEmpty());
        } catch (SQLException e) {
            throw Outage.undecided("the record could not be read", e);
        }
    }

    private Optional<Contact> contact(Connection connection, DecisionRecord recorded) throws SQLException {
        var point = recorded.about().point();
        return point.isPresent() ? siblings.at(connection, point.get()) : unknown.contact(connection, recorded.id());
    }

    private DecisionRecord ask(String sender, CheckedQuestion asked) {
        try {
            var answer = desk.ask(sender, List.of(asked), desk.deadline(Optional.empty()))
                    .toCompletableFuture()
                    .join()
                    .getFirst();
            return switch (answer) {
                case Answer.Given given -> given.recorded();
                case Answer.Refused(var fault) -> throw fault;
            };
        } catch (CompletionException e) {
            throw e.getCause() instanceof Fault fault ? fault : e;
        }
    }

    /** Leaves out reasons that come from caps: the permit holds its own slot. */
    private static List<DecisionReply.ReasonReply> withoutCaps(List<DecisionReply.ReasonReply> reasons) {
        if (reasons.stream().noneMatch(reason -> reason.code() == Reason.Code.CAP_REACHED)) return reasons;
        return reasons.stream()
                .filter(reason -> !OF_CAPS.contains(reason.code()))
                .toList();
    }
}
