package dev.askfirst.policy;

import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.TopicRules;
import java.time.Instant;
import java.util.UUID;

/**
 * One permit, as caps count it.
 *
 * @param at when it was decided
 * @param kind of its purpose, as law knows it; this and {@code needsConsent} as the catalog had them then
 */
public record CountedPermit(
        UUID decision, Instant at, String controller, String topic, String kind, String channel, boolean needsConsent) {

    /** That of a permit on this question. */
    public static CountedPermit of(UUID decision, Instant at, Question question, TopicRules rules, String kind) {
        return new CountedPermit(
                decision, at, question.controller(), question.topic(), kind, question.channel(), rules.needsConsent());
    }
}
