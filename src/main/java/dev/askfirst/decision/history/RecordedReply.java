package dev.askfirst.decision.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.askfirst.authorship.Fingerprint;
import dev.askfirst.authorship.Written;
import dev.askfirst.decision.answer.DecisionReply;
import dev.askfirst.decision.answer.Explanation;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.MessageContext;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.decision.record.OutcomeReply;
import dev.askfirst.decision.record.Told;
import dev.askfirst.decision.record.Writer;
import dev.askfirst.policy.term.Authorship;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A decision read back from the record; members that only compliance may see are absent for others. */
public record RecordedReply(
        @JsonUnwrapped DecisionReply decision,
        String sender,
        String controller,
        String topic,
        String channel,
        Mode mode,
        Optional<Instant> at,
        Message message,
        Optional<Integer> dwellS,
        Optional<Boolean> away,
        Optional<ToldReply> told,
        Optional<Boolean> cut,
        Optional<Long> termsVersion,
        Optional<Long> catalogVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OutcomeReply> outcomes) {

    public record Message(
            Authorship authorship,
            Optional<String> author,
            Optional<Writer> authorRole,
            Optional<String> campaign,
            boolean critical,
            Optional<String> confirms,
            Optional<Integer> words,
            Optional<String> fingerprint) {

        static Message of(MessageContext.Message message) {
            return new Message(
                    message.authorship(),
                    message.author(),
                    message.writer(),
                    message.campaign(),
                    message.critical(),
                    Optional.of(MessageContext.STOP).filter(_ -> message.confirmsStop()),
                    message.written().map(Written::words),
                    message.written().flatMap(Written::fingerprint).map(Fingerprint::text));
        }
    }

    /** What was known of a text that is called personal, where that is checked. */
    public record ToldReply(
            int contacts,
            Optional<Integer> copies,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int others,
            int words,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean shadow,
            Optional<DecisionRecord.Outcome> would) {

        static ToldReply of(Told told) {
            var spread = told.spread();
            return new ToldReply(
                    spread.contacts(),
                    Optional.of(spread.copies()).filter(it -> it != spread.contacts()),
                    spread.others(),
                    spread.words(),
                    told.shadow(),
                    told.would());
        }
    }

    /** The decision as its sender saw it. */
    static RecordedReply asAnswered(DecisionRecord recorded) {
        return of(recorded, DecisionReply.of(recorded, List.of()), false);
    }

    /** The decision with every reason, and with the facts that it was based on. */
    static RecordedReply whole(DecisionRecord recorded) {
        return of(recorded, DecisionReply.whole(recorded), true);
    }

    private static RecordedReply of(DecisionRecord recorded, DecisionReply decision, boolean whole) {
        var context = recorded.context();
        return new RecordedReply(
                decision,
                recorded.sender(),
                recorded.controller(),
                context.topic(),
                context.channel(),
                context.mode(),
                context.at(),
                Message.of(context.message()),
                Optional.of(context.message().approach().dwellS()).filter(it -> it > 0),
                Optional.of(context.message().approach().away()).filter(it -> it),
                recorded.basis().derived().told().filter(_ -> whole).map(ToldReply::of),
                Optional.of(recorded.verdict().cut()).filter(_ -> whole),
                Optional.of(recorded.basis().termsVersion()).filter(_ -> whole),
                Optional.of(recorded.basis().catalogVersion()).filter(_ -> whole),
                List.of());
    }

    /** The same with its outcomes, and with an explanation of each reason in words. */
    RecordedReply with(List<OutcomeReply> became, Explanation explanation) {
        return new RecordedReply(
                decision.explained(explanation),
                sender,
                controller,
                topic,
                channel,
                mode,
                at,
                message,
                dwellS,
                away,
                told,
                cut,
                termsVersion,
                catalogVersion,
                became);
    }
}
