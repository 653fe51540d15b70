package dev.askfirst.decision.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.JsonText;
import dev.askfirst.policy.Decision;
import dev.askfirst.policy.Reason;
import dev.askfirst.policy.term.IntentUse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A decision as its sender sees it. Its JSON is written without a mapper, because every answer has one. */
public record DecisionReply(
        UUID id,
        DecisionRecord.Outcome outcome,
        Instant decidedAt,
        Optional<Instant> validUntil,
        Optional<Instant> notBefore,
        List<ReasonReply> reasons,
        Optional<UUID> grant,
        Optional<IntentUse> intent,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Obligation> obligations,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean shadow,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Alternative> alternatives,
        Optional<Instant> suggestedAt) {

    /** One reason of a defer or a deny. */
    public record ReasonReply(
            Reason.Code code, Optional<Instant> until, Optional<String> source, Optional<String> detail) {

        static ReasonReply of(Reason reason) {
            return new ReasonReply(reason.code(), reason.until(), reason.source(), Optional.empty());
        }

        public static List<ReasonReply> explained(List<ReasonReply> reasons, Explanation explanation) {
            return reasons.stream()
                    .map(it -> new ReasonReply(
                            it.code, it.until, it.source, Optional.of(explanation.of(it.code, it.source))))
                    .toList();
        }
    }

    public static final List<ReasonReply> CUT =
            Decision.CUT.reasons().stream().map(ReasonReply::of).toList();

    public static DecisionReply of(DecisionRecord recorded, List<Obligation> obligations) {
        return recorded.verdict().cut()
                ? cut(recorded)
                : of(recorded, recorded.verdict(), recorded.verdict().told(), obligations);
    }

    /** The decision with every reason, for readers who may see them. */
    public static DecisionReply whole(DecisionRecord recorded) {
        return of(recorded, recorded.verdict(), recorded.verdict().reasons(), List.of());
    }

    private static DecisionReply cut(DecisionRecord recorded) {
        return new DecisionReply(
                recorded.id(),
                DecisionRecord.Outcome.DENY,
                recorded.decidedAt(),
                Optional.empty(),
                Optional.empty(),
                CUT,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                isShadow(recorded),
                List.of(),
                Optional.empty());
    }

    private static DecisionReply of(
            DecisionRecord recorded, DecisionRecord.Verdict verdict, List<Reason> why, List<Obligation> obligations) {
        return new DecisionReply(
                recorded.id(),
                verdict.outcome(),
                recorded.decidedAt(),
                verdict.validUntil(),
                verdict.notBefore(),
                reasons(why),
                verdict.grant(),
                recorded.basis().derived().intent(),
                obligations,
                isShadow(recorded),
                List.of(),
                Optional.empty());
    }

    DecisionReply with(List<Alternative> others, Optional<Instant> suggested) {
        return others.isEmpty() && suggested.isEmpty() ? this : with(reasons, others, suggested);
    }

    /** The same with an explanation of each reason in words. */
    public DecisionReply explained(Explanation explanation) {
        return reasons.isEmpty() && alternatives.isEmpty()
                ? this
                : with(
                        ReasonReply.explained(reasons, explanation),
                        alternatives.stream()
                                .map(it -> it.explained(explanation))
                                .toList(),
                        suggestedAt);
    }

    private DecisionReply with(List<ReasonReply> why, List<Alternative> others, Optional<Instant> suggested) {
        return new DecisionReply(
                id,
                outcome,
                decidedAt,
                validUntil,
                notBefore,
                why,
                grant,
                intent,
                obligations,
                shadow,
                List.copyOf(others),
                suggested);
    }

    private static boolean isShadow(DecisionRecord recorded) {
        return recorded.context().mode() == Mode.SHADOW;
    }

    private static List<ReasonReply> reasons(List<Reason> reasons) {
        return reasons.stream().map(ReasonReply::of).toList();
    }

    /** Appends it as JSON. */
    void write(StringBuilder json) {
        json.append("{\"id\":\"").append(id);
        json.append("\",\"outcome\":\"").append(Json.text(outcome));
        time(json.append('"'), "decidedAt", decidedAt);
        validUntil.ifPresent(at -> time(json, "validUntil", at));
        notBefore.ifPresent(at -> time(json, "notBefore", at));
        suggestedAt.ifPresent(at -> time(json, "suggestedAt", at));
        json.append(",\"reasons\":[");
        for (var i = 0; i < reasons.size(); i++) write(json.append(i == 0 ? "" : ","), reasons.get(i));
        json.append(']');
        grant.ifPresent(by -> json.append(",\"grant\":\"").append(by).append('"'));
        intent.ifPresent(it -> json.append(",\"intent\":{\"id\":\"")
                .append(it.id())
                .append("\",\"left\":")
                .append(it.left())
                .append('}'));
        if (!obligations.isEmpty()) {
            var separator = ",\"obligations\":[";
            for (var obligation : obligations) {
                json.append(separator);
                separator = ",";
                write(json, obligation);
            }
            json.append(']');
        }
        if (shadow) json.append(",\"shadow\":true");
        if (!alternatives.isEmpty()) json.append(",\"alternatives\":").append(Json.write(alternatives));
        json.append('}');
    }

    private static void write(StringBuilder json, ReasonReply reason) {
        json.append("{\"code\":\"").append(Json.text(reason.code())).append('"');
        reason.until().ifPresent(at -> time(json, "until", at));
        reason.source().ifPresent(source -> JsonText.quote(source, json.append(",\"source\":")));
        reason.detail().ifPresent(detail -> JsonText.quote(detail, json.append(",\"detail\":")));
        json.append('}');
    }

    private static void write(StringBuilder json, Obligation obligation) {
        json.append("{\"type\":\"").append(Json.text(obligation.type())).append('"');
        obligation.name().ifPresent(name -> JsonText.quote(name, json.append(",\"name\":")));
        JsonText.quote(obligation.value(), json.append(",\"value\":"));
        obligation.text().ifPresent(text -> JsonText.quote(text, json.append(",\"text\":")));
        json.append('}');
    }

    private static void time(StringBuilder json, String name, Instant at) {
        json.append(",\"").append(name).append("\":\"");
        JsonText.time(at, json);
        json.append('"');
    }
}
