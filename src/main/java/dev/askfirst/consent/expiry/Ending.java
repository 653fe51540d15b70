package dev.askfirst.consent.expiry;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.person.point.TermsJson;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.policy.Consent;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A yes noted as ending by itself, with the person's current terms. */
record Ending(UUID grant, UUID person, Scope scope, Instant expires, long version, Terms terms) {

    /** The columns that {@link #read} reads; a merged person is replaced by the one they were merged into. */
    static final String COLUMNS = """
            select x.grant_id, t.person_id, x.controller, x.topic, x.channel, x.expires_at, t.version, t.terms
            from consent_expiry x left join merged_person m on m.person_id = x.person_id
            join terms t on t.person_id = coalesce(m.into_id, x.person_id)
            """;

    static Ending read(Row row) throws SQLException {
        return new Ending(
                row.id("grant_id"),
                row.id("person_id"),
                Scope.of(row.text("controller"), row.text("topic"), row.text("channel")),
                row.time("expires_at"),
                row.number("version"),
                TermsJson.read(row.bytes("terms")));
    }

    /** Whether consent ends with this yes: given until then, and not extended by another yes. */
    boolean endsConsent(Catalog catalog) {
        var topic = catalog.topic(scope.topic());
        var yes = yes();
        if (topic.isEmpty() || yes.isEmpty()) return false;
        var question = question(yes.get().scope().point());
        var inForce = catalog.inForce(terms);
        var before = Consent.of(question, topic.get(), inForce, expires.minusNanos(1000));
        var after = Consent.of(question, topic.get(), inForce, expires);
        return before instanceof Consent.Given && !(after instanceof Consent.Given);
    }

    private Optional<ConsentStatement.Grant> yes() {
        return terms.words().stream()
                .filter(word -> word.id().equals(grant))
                .filter(ConsentStatement.Grant.class::isInstance)
                .map(ConsentStatement.Grant.class::cast)
                .filter(yes -> !yes.pending() && yes.expires().equals(Optional.of(expires)))
                .findFirst();
    }

    private Question question(Optional<UUID> point) {
        return new Question(scope.controller(), scope.topic(), scope.channel(), point, Authorship.AUTOMATED, false);
    }
}
