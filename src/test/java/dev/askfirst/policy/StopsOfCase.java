package dev.askfirst.policy;

import dev.askfirst.law.Asking;
import dev.askfirst.law.ConfirmationLaw;
import dev.askfirst.law.Locator;
import dev.askfirst.law.ShippedLaws;
import dev.askfirst.policy.GoldenCase.Step;
import dev.askfirst.policy.term.ConsentStatement.Refusal;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The STOPs of a golden case, which law may let somebody confirm. */
final class StopsOfCase {

    private final GoldenCase golden;
    private final Map<UUID, Step> stops = new LinkedHashMap<>();

    StopsOfCase(GoldenCase golden) {
        this.golden = golden;
    }

    /** The noes of one: against texts and messages of apps where the law says all, and else against the channel of the reply. */
    List<Refusal> say(Step step, UUID id) {
        stops.put(id, step);
        var all = step.topic().equals(Scope.ALL);
        var channels = all ? List.of("sms", "messaging") : List.of(step.channel());
        return channels.stream()
                .map(channel -> new Refusal(
                        new UUID(id.getLeastSignificantBits() + 100, channels.indexOf(channel)),
                        Scope.of(step.controller(), Scope.ALL, channel),
                        step.at(),
                        Refusal.Kind.WITHDRAWAL,
                        all,
                        Optional.of(id)))
                .toList();
    }

    /** The latest from this contact, if the law that comes with the service lets the question confirm it. */
    Optional<ConfirmableStop> confirmable(Question question, String contact, Preferences preferences, Instant at) {
        if (!question.confirmsStop()) return Optional.empty();
        var number = Optional.of(golden.contact(contact))
                .filter(it -> it.startsWith("tel:"))
                .map(it -> it.substring(4));
        var known = new Locator.Known(number, preferences);
        var law = ConfirmationLaw.of(ShippedLaws.load().rows(), question.channel(), Asking.LOCATOR, known, at);
        return law.flatMap(it -> stops.entrySet().stream()
                .filter(stop -> isAnswered(stop.getValue(), question, contact))
                .reduce((_, later) -> later)
                .map(stop -> it.stop(stop.getKey(), stop.getValue().at())));
    }

    private static boolean isAnswered(Step stop, Question question, String contact) {
        return stop.contact().equals(contact)
                && stop.controller().equals(question.controller())
                && stop.channel().equals(question.channel());
    }
}
