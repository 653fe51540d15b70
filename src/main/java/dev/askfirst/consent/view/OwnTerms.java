package dev.askfirst.consent.view;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.CatalogHistory;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.NoticeUse;
import dev.askfirst.consent.event.AskRules;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.History;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.person.point.ContactPoint;
import dev.askfirst.person.point.ContactPoints;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.policy.Consent;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What holds for a person, as shown to themselves: everything they ever said something about, and what else senders
 * could ask about.
 */
@ApplicationScoped
public class OwnTerms {

    /** All that is shown, as of one instant. */
    public record Seen(
            long version,
            Terms terms,
            List<ContactPoint> contacts,
            List<TopicTerms> topics,
            Catalog catalog,
            Instant at) {}

    /**
     * What holds for one topic by one channel at one address of a person: one thing that they can say yes or no to.
     *
     * @param on whether messages come
     * @param said whether they ever said something that applies here
     * @param words the notice they agreed to, if the yes is in force
     * @param waits whether a yes for just this waits for their confirmation, and can still be confirmed
     */
    public record TopicTerms(
            Scope scope,
            boolean needsConsent,
            PersonReply.State state,
            boolean on,
            boolean said,
            Optional<Instant> since,
            Optional<Instant> expires,
            Optional<CatalogDocument.Notice> words,
            boolean waits) {}

    /** What the terms of each topic are told from: all grants of a person with the wordings they agreed to, and what holds. */
    private record Known(
            Map<UUID, RecordedAct> grants,
            Map<NoticeUse.Wording, CatalogDocument.Notice> words,
            Terms terms,
            Catalog catalog,
            Instant at,
            Duration lapses) {}

    private final DataSource dataSource;
    private final CatalogService catalogs;
    private final CatalogHistory history;
    private final ContactPoints contacts;
    private final Clock clock;
    private final AskRules rules;

    OwnTerms(
            DataSource dataSource,
            CatalogService catalogs,
            CatalogHistory history,
            ContactPoints contacts,
            Clock clock,
            AskRules rules) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.history = history;
        this.contacts = contacts;
        this.clock = clock;
        this.rules = rules;
    }

    /** @param proven whether they have proved that the address is theirs; if not, addresses are masked */
    public Seen of(UUID person, boolean proven) {
        var catalog = catalogs.newest();
        try (var connection = dataSource.getConnection()) {
            var stored = PersonReader.terms(connection, person);
            var terms = catalog.inForce(stored.terms());
            var now = clock.read(connection);
            var points = proven ? contacts.inFull(connection, person) : contacts.masked(connection, person);
            var grants = grants(connection, person);
            var words = history.on(connection).wordings(RecordedAct.wordings(grants.values()));
            var known = new Known(grants, words, terms, catalog, now, rules.lapses());
            var topics = scopes(grants.values(), terms, catalog, points).stream()
                    .flatMap(scope -> topicTerms(scope, known).stream())
                    .toList();
            return new Seen(stored.version(), terms, points, topics, catalog, now);
        } catch (SQLException e) {
            throw Outage.undecided("the person could not be read", e);
        }
    }

    /** The current version of a person's terms. */
    public long version(UUID person) {
        try (var connection = dataSource.getConnection()) {
            return PersonReader.terms(connection, person).version();
        } catch (SQLException e) {
            throw Outage.undecided("the person could not be read", e);
        }
    }

    private static Map<UUID, RecordedAct> grants(Connection connection, UUID person) throws SQLException {
        var grants = new HashMap<UUID, RecordedAct>();
        for (var act : new History(connection).whole(person)) {
            if (act.kind() == ConsentEvent.Kind.GRANT) grants.put(act.id(), act);
        }
        return grants;
    }

    /**
     * The scopes of all that was said, and of all that senders of these controllers could ask about, for each address
     * of the person.
     */
    private static Set<Scope> scopes(
            Iterable<RecordedAct> grants, Terms terms, Catalog catalog, List<ContactPoint> points) {
        var scopes = new LinkedHashSet<Scope>();
        var controllers = new LinkedHashSet<>(terms.controllers());
        for (var yes : grants) controllers.add(yes.scope().controller());
        for (var topic : catalog.document().topics()) {
            for (var controller : controllers) scopes.addAll(scopes(controller, topic, catalog, points));
        }
        for (var yes : grants) {
            var point = yes.scope().point();
            if (points.stream().anyMatch(it -> point.equals(Optional.of(it.id())))) scopes.add(yes.scope());
        }
        return scopes;
    }

    private static List<Scope> scopes(
            String controller, CatalogDocument.Topic topic, Catalog catalog, List<ContactPoint> points) {
        var scopes = new ArrayList<Scope>();
        for (var channel : catalog.document().channels()) {
            if (catalog.document().senders().stream().noneMatch(it -> asks(it, controller, topic.id(), channel.id()))) {
                continue;
            }
            for (var point : points) {
                if (channel.schemes().contains(point.scheme()))
                    scopes.add(Scope.of(controller, topic.id(), channel.id()).at(point.id()));
            }
        }
        return scopes;
    }

    private static boolean asks(CatalogDocument.Sender sender, String controller, String topic, String channel) {
        return sender.controllers().contains(controller)
                && sender.channels().contains(channel)
                && (sender.topics().isEmpty() || sender.topics().stream().anyMatch(it -> Scope.covers(it, topic)));
    }

    private static Optional<TopicTerms> topicTerms(Scope scope, Known known) {
        var terms = known.terms();
        var now = known.at();
        var listed = known.catalog().topic(scope.topic());
        var topic = listed.orElseGet(() -> new TopicRules(scope.topic(), scope.topic(), true, false, false));
        var question = new Question(
                scope.controller(), scope.topic(), scope.channel(), scope.point(), Authorship.AUTOMATED, false);
        var state = Consent.of(question, topic, terms, now);
        // If consent is not needed, only a no that binds services counts.
        var against = topic.needsConsent()
                ? Optional.<ConsentStatement.Refusal>empty()
                : Consent.objection(question, topic, terms, now);
        var word = against.isPresent()
                ? against.map(ConsentStatement.class::cast)
                : Consent.wordBehind(state, question, topic, terms, now);
        var on = against.isEmpty() && (state instanceof Consent.Given || state instanceof Consent.NotNeeded);
        var given = word.filter(ConsentStatement.Grant.class::isInstance)
                .map(ConsentStatement::id)
                .map(known.grants()::get);
        // A topic that nobody can ask about any more is shown only if the person has said something about it.
        if (listed.isEmpty() && word.isEmpty()) return Optional.empty();
        return Optional.of(new TopicTerms(
                scope,
                topic.needsConsent(),
                against.isPresent() ? PersonReply.State.WITHDRAWN : PersonReply.State.of(state),
                on,
                word.isPresent(),
                word.map(ConsentStatement::made),
                state instanceof Consent.Given(var _, var until) ? until : Optional.empty(),
                // The notice of a wider yes is shown with its own topic, not again with the topics below.
                given.filter(yes -> yes.scope().topic().equals(scope.topic()))
                        .flatMap(RecordedAct::notice)
                        .map(it -> known.words().get(it.wording())),
                state instanceof Consent.Pending && waits(scope, known)));
    }

    private static boolean waits(Scope scope, Known known) {
        return known.terms().grants().stream()
                .filter(yes -> yes.pending() && yes.scope().equals(scope))
                .map(yes -> known.grants().get(yes.id()))
                .anyMatch(act -> act != null && known.at().isBefore(act.known().plus(known.lapses())));
    }
}
