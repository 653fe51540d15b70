package dev.askfirst.policy;

import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.TopicRules;
import java.time.Instant;
import java.util.UUID;

/**
 * One permit, as caps count it.
 *
 * @param at when it was decided
 * @param kind of its purpose in the terms of law; like {@code needsConsent}, as in the catalog at that time
 */
public record CountedPermit(
        UUID decision, Instant at, String controller, String topic, String kind, String channel, boolean needsConsent) {

    /** As a permit on this question counts. */
    public static CountedPermit of(UUID decision, Instant at, Question question, TopicRules rules, String kind) {
        return new CountedPermit(
                decision, at, question.controller(), question.topic(), kind, question.channel(), rules.needsConsent());
    }
}
