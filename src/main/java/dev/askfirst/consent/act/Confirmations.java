package dev.askfirst.consent.act;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.AskRules;
import dev.askfirst.consent.event.DoubleOptIn;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.event.History;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.point.TermsJson;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.Consent;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The second half of double opt-ins. */
@ApplicationScoped
public class Confirmations {

    /**
     * What a person is asked to confirm, in which language they were asked, and what became of it so far.
     *
     * @param confirmed when they confirmed this very request, as long as that yes holds
     */
    public record Asked(
            String controller,
            String topic,
            String channel,
            Optional<Act.NoticeShown> notice,
            Standing standing,
            Optional<Instant> confirmed) {}

    private record Became(Standing standing, Optional<Instant> confirmed) {
        Became(Standing standing) {
            this(standing, Optional.empty());
        }
    }

    /** What became of a request for consent. */
    public enum Standing {
        /** It can be confirmed. */
        WAITING,
        /** The person has consented to it. */
        CONFIRMED,
        /** It can no longer be confirmed: answered with no, asked again, overtaken by a no, erased, or too old. */
        OVER
    }

    private final ActWriter writer;
    private final DataSource dataSource;
    private final CatalogService catalogs;
    private final AskRules rules;
    private final Clock clock;

    Confirmations(ActWriter writer, DataSource dataSource, CatalogService catalogs, AskRules rules, Clock clock) {
        this.writer = writer;
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.rules = rules;
        this.clock = clock;
    }

    /** What this grant asks for, whatever became of it; empty if there is no such grant. Changes nothing. */
    public Optional<Asked> asked(UUID grant) {
        var catalog = catalogs.newest();
        try (var connection = dataSource.getConnection()) {
            var act = new History(connection).act(grant);
            return act.isEmpty()
                    ? Optional.empty()
                    : Optional.of(asked(act.get(), became(connection, act.get(), catalog)));
        } catch (SQLException e) {
            throw Outage.undecided("the request for consent could not be read", e);
        }
    }

    /** Confirms the grant, at most once; a fault says why that is no longer possible. */
    public ActReply confirm(UUID grant, Evidence.Method method, Caller by) {
        return write(new Act.Confirmation(grant, Evidence.of(method), by));
    }

    /** Says no to what this grant asks for, whatever was said before. */
    public ActReply decline(UUID grant, Evidence.Method method, Caller by) {
        var asked = asked(grant).orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "no such request for consent"));
        return write(new Act.Refusal(
                ConsentStatement.Refusal.Kind.REFUSAL,
                new Addressee.OfAct(grant),
                Scope.of(asked.controller(), asked.topic(), asked.channel()),
                false,
                false,
                Optional.empty(),
                Evidence.of(method),
                by));
    }

    private ActReply write(Act act) {
        return writer.write(List.of(act)).getFirst().recorded();
    }

    private static Asked asked(RecordedAct act, Became became) {
        var scope = act.scope();
        return new Asked(
                scope.controller(),
                scope.topic(),
                scope.channel(),
                act.notice(),
                became.standing(),
                became.confirmed());
    }

    private Became became(Connection connection, RecordedAct act, Catalog catalog) throws SQLException {
        var stored = terms(connection, act.person());
        var topic = catalog.topic(act.scope().topic());
        if (stored.isEmpty() || topic.isEmpty()) return new Became(Standing.OVER);
        var terms = catalog.inForce(stored.get());
        var question = DoubleOptIn.question(act.scope());
        var now = clock.read(connection);
        var waits = now.isBefore(act.known().plus(rules.lapses()))
                && terms.asked(act.id())
                        .filter(yes -> !Consent.overtaken(yes, question, topic.get(), terms))
                        .isPresent();
        if (waits) return new Became(Standing.WAITING);
        var state = Consent.of(question, topic.get(), terms, now);
        if (!(state instanceof Consent.Given)) return new Became(Standing.OVER);
        var yes = Consent.wordBehind(state, question, topic.get(), terms, now)
                .filter(it -> it.id().equals(act.id()));
        return new Became(Standing.CONFIRMED, yes.map(ConsentStatement::made));
    }

    /** The terms of the person, or of the one they were merged into; empty if they were erased. */
    private static Optional<Terms> terms(Connection connection, UUID person) throws SQLException {
        try (var select = connection.prepareStatement("""
                select terms from terms where person_id =
                    coalesce((select into_id from merged_person where person_id = ?), ?)""")) {
            select.setObject(1, person);
            select.setObject(2, person);
            var row = select.executeQuery();
            return row.next() ? Optional.of(TermsJson.read(row.getBytes(1))) : Optional.empty();
        }
    }
}
