package dev.askfirst.decision.lane;

import static dev.askfirst.platform.ProblemCode.CONFLICT;

import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.http.IdempotencyKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The idempotency keys of one batch: each stands for one question, in this batch and before it. */
final class BatchKeys {

    private final Gathered gathered;
    private final Map<UUID, DecisionRecord> answers = new HashMap<>();
    private final Map<UUID, UUID> fingerprints = new HashMap<>();

    BatchKeys(Gathered gathered) {
        this.gathered = gathered;
    }

    /** The answer under this key in this batch; a conflict if the key was used with another question or request. */
    Optional<DecisionRecord> answer(IdempotencyKey key) {
        var before = gathered.earlier(key.key());
        if (Optional.ofNullable(fingerprints.get(key.key()))
                .or(() -> before.map(Gathered.Earlier::fingerprint))
                .filter(it -> !it.equals(key.fingerprint()))
                .isPresent()) {
            throw Fault.of(CONFLICT, "this idempotency key was used before with another question");
        }
        if (before.filter(it -> it.decision().isEmpty()).isPresent())
            throw Fault.of(CONFLICT, "this idempotency key was used before for something else");
        return Optional.ofNullable(answers.get(key.key()));
    }

    /** The key stands for this question from now on. */
    void remember(IdempotencyKey key, Decider.Result result) {
        fingerprints.put(key.key(), key.fingerprint());
        switch (result) {
            case Decider.Result.New(var decision, var _) -> answers.put(key.key(), decision);
            case Decider.Result.Again(var decision) -> answers.put(key.key(), decision);
            case Decider.Result.Refused _ -> {}
        }
    }
}
