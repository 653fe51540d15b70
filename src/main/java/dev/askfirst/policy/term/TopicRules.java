package dev.askfirst.policy.term;

import java.util.Set;

/**
 * What the policy must know about a topic: whether it needs consent, or double opt-in, and whether it may be critical.
 *
 * @param marketing whether messages about it are marketing in the eyes of the law
 */
public record TopicRules(
        String topic,
        String purpose,
        boolean needsConsent,
        boolean doubleOptIn,
        boolean criticalAllowed,
        boolean marketing) {

    private static final Set<String> OTHER_KINDS = Set.of("service", "research", "safety");

    /** Rules under a purpose whose name is also its kind; a name that is no kind known to law counts as marketing. */
    public TopicRules(
            String topic, String purpose, boolean needsConsent, boolean doubleOptIn, boolean criticalAllowed) {
        this(topic, purpose, needsConsent, doubleOptIn, criticalAllowed, !OTHER_KINDS.contains(purpose));
    }
}
