package dev.askfirst.decision.replay;

import dev.askfirst.consent.event.TermsOnRecord;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What came out when a recorded decision was made again on nothing but the record. */
public sealed interface Replay {

    record Same() implements Replay {}

    record Different(List<Difference> differences) implements Replay {}

    /** What it depended on is not on record any more, as it should be. */
    record Impossible(TermsOnRecord.Why why) implements Replay {}

    /** One member of the decision that came out otherwise, as JSON. */
    record Difference(String member, String recorded, String replayed) {}

    static Replay of(DecisionRecord.Verdict recorded, DecisionRecord.Verdict again) {
        var all = new ArrayList<Difference>();
        compare(all, "outcome", DecisionRecord.Verdict::outcome, recorded, again);
        // Decisions of the first releases have the reasons of several laws in the order of their catalog.
        if (!inAnyOrder(recorded.reasons()).equals(inAnyOrder(again.reasons())))
            compare(all, "reasons", DecisionRecord.Verdict::reasons, recorded, again);
        compare(all, "cut", DecisionRecord.Verdict::cut, recorded, again);
        compare(all, "grant", DecisionRecord.Verdict::grant, recorded, again);
        compare(all, "validUntil", DecisionRecord.Verdict::validUntil, recorded, again);
        compare(all, "notBefore", DecisionRecord.Verdict::notBefore, recorded, again);
        return all.isEmpty() ? new Same() : new Different(all);
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
