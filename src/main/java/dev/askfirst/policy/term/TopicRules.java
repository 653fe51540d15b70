package dev.askfirst.policy.term;

import java.util.Set;

/**
 * What the policy must know about a topic: whether it needs consent, its confirmation, and whether it may be critical.
 *
 * @param marketing whether law takes messages about it to be that
 */
public record TopicRules(
        String topic,
        String purpose,
        boolean needsConsent,
        boolean doubleOptIn,
        boolean criticalAllowed,
        boolean marketing) {

    private static final Set<String> OTHER_KINDS = Set.of("service", "research", "safety");

    /** Under a purpose that law takes to be what it is called, and for marketing where it knows no such name. */
    public TopicRules(
            String topic, String purpose, boolean needsConsent, boolean doubleOptIn, boolean criticalAllowed) {
        this(topic, purpose, needsConsent, doubleOptIn, criticalAllowed, !OTHER_KINDS.contains(purpose));
    }
}
