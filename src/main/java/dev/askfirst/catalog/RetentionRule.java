package dev.askfirst.catalog;

import dev.askfirst.policy.term.Scope;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;

/** How long what proves a grant is kept, by the source it names. Without a basis or a topic it is for all of them. */
public record RetentionRule(
        String id, Optional<String> basis, Optional<String> topic, Period keeps, From from, String source) {

    /** What starts the period: the grant, each use of it, or its end. */
    public enum From {
        GRANT,
        USE,
        END
    }

    public RetentionRule {
        basis = CatalogDocument.orAbsent(basis);
        topic = CatalogDocument.orAbsent(topic);
    }

    /** Whether grants on this basis about this topic are kept by this rule. */
    boolean covers(String grantBasis, String grantTopic) {
        return basis.filter(it -> !it.equals(grantBasis)).isEmpty()
                && topic.filter(it -> !Scope.covers(it, grantTopic)).isEmpty();
    }

    /** The first instant at which it need not be kept any more: by the calendar, in UTC. */
    public Instant endsAt(Instant since) {
        return since.atOffset(ZoneOffset.UTC).plus(keeps).toInstant();
    }
}
