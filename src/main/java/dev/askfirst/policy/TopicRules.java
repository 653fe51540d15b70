package dev.askfirst.policy;

/** What the policy must know about a topic: whether it needs consent, its confirmation, and whether it may be critical. */
public record TopicRules(
        String topic, String purpose, boolean needsConsent, boolean doubleOptIn, boolean criticalAllowed) {}
