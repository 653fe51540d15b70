package dev.askfirst.policy;

import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.TopicRules;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One permit, as caps count it.
 *
 * @param at when it was decided
 * @param kind of its purpose in the terms of law; like {@code needsConsent}, as in the catalog at that time
 * @param confirms the STOP that it confirmed: then no cap counts it but the one that lets a STOP be confirmed once
 * @param place a mark of the place of an approach, from which for want of its key nothing follows soon
 * @param intent the intent that it relied on; every other cap counts it like any permit
 */
public record CountedPermit(
        UUID decision,
        Instant at,
        String controller,
        String topic,
        String kind,
        String channel,
        boolean needsConsent,
        Optional<UUID> confirms,
        Optional<UUID> place,
        Optional<UUID> intent) {

    /** Of a message that is no approach. */
    public CountedPermit(
            UUID decision,
            Instant at,
            String controller,
            String topic,
            String kind,
            String channel,
            boolean needsConsent,
            Optional<UUID> confirms) {
        this(
                decision,
                at,
                controller,
                topic,
                kind,
                channel,
                needsConsent,
                confirms,
                Optional.empty(),
                Optional.empty());
    }

    /** Of an ordinary message. */
    public CountedPermit(
            UUID decision,
            Instant at,
            String controller,
            String topic,
            String kind,
            String channel,
            boolean needsConsent) {
        this(decision, at, controller, topic, kind, channel, needsConsent, Optional.empty());
    }

    /** As a permit on this question counts. */
    public static CountedPermit of(UUID decision, Instant at, Question question, TopicRules rules, String kind) {
        return new CountedPermit(
                decision, at, question.controller(), question.topic(), kind, question.channel(), rules.needsConsent());
    }

    /** The same, of a message that confirmed this STOP. */
    public CountedPermit confirming(UUID stop) {
        return new CountedPermit(
                decision, at, controller, topic, kind, channel, needsConsent, Optional.of(stop), place, intent);
    }

    /** The same, of a message that an intent permitted. */
    public CountedPermit relyingOn(Optional<UUID> wanted) {
        return wanted.isEmpty()
                ? this
                : new CountedPermit(
                        decision, at, controller, topic, kind, channel, needsConsent, confirms, place, wanted);
    }

    /** The same, of an approach at the place of this mark. */
    public CountedPermit near(UUID mark) {
        return new CountedPermit(
                decision, at, controller, topic, kind, channel, needsConsent, confirms, Optional.of(mark), intent);
    }
}
