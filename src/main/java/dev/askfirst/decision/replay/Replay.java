package dev.askfirst.decision.replay;

import dev.askfirst.consent.event.TermsOnRecord;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.UsedRatings;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The result of making a recorded decision again from the record alone. */
public sealed interface Replay {

    record Same() implements Replay {}

    record Different(List<Difference> differences) implements Replay {}

    /** What it depended on has been deleted from the record, as intended. */
    record Impossible(TermsOnRecord.Why why) implements Replay {}

    /** One member of the decision that came out differently, as JSON. */
    record Difference(String member, String recorded, String replayed) {}

    /** As a code: {@code same}, {@code different} or {@code impossible}. */
    default String result() {
        return switch (this) {
            case Same _ -> "same";
            case Different _ -> "different";
            case Impossible _ -> "impossible";
        };
    }

    /** @param useful what the person had said of such messages by the acts, which must be what the entry says */
    static Replay of(DecisionRecord decision, DecisionRecord.Verdict again, Optional<UsedRatings> useful) {
        var verdict = of(decision.verdict(), again);
        var used = decision.basis().derived().useful();
        if (used.equals(useful)) return verdict;
        var all = new ArrayList<>(verdict instanceof Different(var differences) ? differences : List.of());
        all.add(new Difference("useful", Json.write(used), Json.write(useful)));
        return new Different(all);
    }

    static Replay of(DecisionRecord.Verdict recorded, DecisionRecord.Verdict again) {
        if (recorded.equals(again)) return new Same();
        var all = new ArrayList<Difference>();
        compare(all, "outcome", DecisionRecord.Verdict::outcome, recorded, again);
        // Decisions of the first releases have reasons from several laws in catalog order.
        if (!inAnyOrder(recorded.reasons()).equals(inAnyOrder(again.reasons())))
            compare(all, "reasons", DecisionRecord.Verdict::reasons, recorded, again);
        compare(all, "cut", DecisionRecord.Verdict::cut, recorded, again);
        compare(all, "grant", DecisionRecord.Verdict::grant, recorded, again);
        compare(all, "validUntil", DecisionRecord.Verdict::validUntil, recorded, again);
        compare(all, "notBefore", DecisionRecord.Verdict::notBefore, recorded, again);
        return all.isEmpty() ? new Same() : new Different(all);
    }

    /** The same, with a member of the record that follows from the decision, too. */
    default Replay and(String member, Object recorded, Object again) {
        if (this instanceof Impossible || Objects.equals(recorded, again)) return this;
        var all = new ArrayList<Difference>();
        if (this instanceof Different(var others)) all.addAll(others);
        all.add(new Difference(member, Json.write(recorded), Json.write(again)));
        return new Different(all);
    }

    private static List<Reason> inAnyOrder(List<Reason> reasons) {
        return reasons.stream().sorted(Comparator.comparing(Reason::toString)).toList();
    }

    private static void compare(
            List<Difference> all,
            String member,
            Function<DecisionRecord.Verdict, Object> of,
            DecisionRecord.Verdict recorded,
            DecisionRecord.Verdict again) {
        if (Objects.equals(of.apply(recorded), of.apply(again))) return;
        all.add(new Difference(member, Json.write(of.apply(recorded)), Json.write(of.apply(again))));
    }
}
