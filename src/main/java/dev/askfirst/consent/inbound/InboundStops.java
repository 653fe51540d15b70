package dev.askfirst.consent.inbound;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.StopLaw;
import dev.askfirst.consent.act.ActResult;
import dev.askfirst.consent.act.ActWriter;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.request.ActRules;
import dev.askfirst.consent.request.RefusalRequest;
import dev.askfirst.consent.suppression.KnownContact;
import dev.askfirst.law.ConfirmationLaw;
import dev.askfirst.law.Locator;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.http.IdempotentResponses;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Records a STOP reply as the noes that it means, all in one transaction, and a START as an act that takes them back.
 */
@ApplicationScoped
class InboundStops {

    /**
     * What a STOP ends, and on which channels.
     *
     * @param confirmable how long one message may confirm it, where law allows one
     */
    private record Ends(
            InboundMessageReply.Bound bound, List<String> channels, Act.Stop stop, Optional<Duration> confirmable) {

        /** Of a no that is new: what was said before was confirmed, or is no news. */
        Optional<Instant> confirmBefore(List<ActResult> results) {
            return results.stream()
                    .filter(ActResult.Created.class::isInstance)
                    .findFirst()
                    .flatMap(no -> confirmable.map(Ids.instant(no.recorded().id())::plus));
        }
    }

    private final DataSource dataSource;
    private final CatalogService catalogs;
    private final StopLaw law;
    private final Locator locator;
    private final AnsweredMessage messages;
    private final ActWriter acts;
    private final Clock clock;

    InboundStops(
            DataSource dataSource,
            CatalogService catalogs,
            StopLaw law,
            Locator locator,
            AnsweredMessage messages,
            ActWriter acts,
            Clock clock) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.law = law;
        this.locator = locator;
        this.messages = messages;
        this.acts = acts;
        this.clock = clock;
    }

    /**
     * Records a STOP as ordinary withdrawals. They make an unknown sender of the message a person, so that the no
     * holds.
     */
    InboundMessageReply stop(InboundMessageWriter.Incoming incoming, ActRules rules, Optional<IdempotencyKey> key) {
        return stop(incoming, rules, key, new Said(null, evidence(incoming)));
    }

    /** A no that a human understood later: it holds as of when it was said, unless a yes came since. */
    InboundMessageReply stop(
            InboundMessageWriter.Incoming incoming, ActRules rules, ReplyResolution found, Instant at) {
        var words = evidence(incoming).with("actor", found.by());
        var evidence = found.note() == null ? words : words.with("reason", found.note());
        return stop(incoming, rules, Optional.empty(), new Said(at, evidence));
    }

    /** When a no was said, if not now, and what proves it. */
    private record Said(Instant at, Evidence evidence) {}

    private InboundMessageReply stop(
            InboundMessageWriter.Incoming incoming, ActRules rules, Optional<IdempotencyKey> key, Said said) {
        var ends = ends(incoming);
        var refusals = ends.channels().stream()
                .flatMap(channel -> refusals(incoming, channel, ends.bound(), said.at()).stream())
                .flatMap(no -> rules.refusals(ConsentStatement.Refusal.Kind.WITHDRAWAL, no).stream())
                .map(no -> (Act) ((Act.Refusal) no).saidBy(ends.stop(), said.evidence()))
                .toList();
        var results = acts.write(refusals, key);
        for (var result : results) {
            if (result instanceof ActResult.Refused(var fault)) throw fault;
        }
        return new InboundMessageReply(ends.bound(), ends.confirmBefore(results));
    }

    /**
     * Takes back the STOPs that came from this address; empty if there is none, and a human must look at the message.
     */
    Optional<InboundMessageReply> start(InboundMessageWriter.Incoming incoming, Optional<IdempotencyKey> key) {
        var point = stopped(incoming, key);
        if (point.isEmpty()) return Optional.empty();
        var request = incoming.request();
        var restart = new Act.Restart(
                new Addressee.AtPoint(point.get()),
                request.controller(),
                request.channel(),
                evidence(incoming),
                incoming.by());
        return switch (ActResult.ofAll(acts.write(List.of(restart), key))) {
            case ActResult.Created _, ActResult.Unchanged _ ->
                Optional.of(new InboundMessageReply(InboundWords.Understood.START));
            case ActResult.Refused(var fault) when fault.code() == ProblemCode.NOT_FOUND -> Optional.empty();
            case ActResult.Refused(var fault) -> throw fault;
        };
    }

    private static List<RefusalRequest> refusals(
            InboundMessageWriter.Incoming incoming, String channel, InboundMessageReply.Bound bound, Instant at) {
        var all = no(incoming, channel, null, bound.topics() == StopLaw.Topics.ALL, at);
        return bound.answered()
                .map(topic -> List.of(all, no(incoming, channel, topic, false, at)))
                .orElse(List.of(all));
    }

    private static RefusalRequest no(
            InboundMessageWriter.Incoming incoming, String channel, String topic, boolean services, Instant at) {
        var request = incoming.request();
        return new RefusalRequest(
                request.from(), null, request.controller(), topic, channel, false, services, at, null, null);
    }

    /** What they wrote, whole, as they wrote it. */
    private static Evidence evidence(InboundMessageWriter.Incoming incoming) {
        var text = incoming.request().text();
        return Evidence.of(Evidence.Method.API).with(Evidence.SOURCE, "reply").with("note", text);
    }

    private Ends ends(InboundMessageWriter.Incoming incoming) {
        try (var connection = dataSource.getConnection()) {
            var catalog = catalogs.newest(connection);
            var now = clock.read(connection);
            var message = messages.answered(connection, incoming);
            var topic = message.flatMap(it -> catalog.topic(it.topic()));
            // A STOP to a safety message does not say what other messages the person wants: it counts as an answer to
            // no message.
            var answering = topic.filter(it -> !it.criticalAllowed()).isPresent();
            var preferences = preferences(connection, incoming);
            var who = new StopLaw.Answerer(incoming.number(), preferences, answering);
            var reach = law.reach(catalog, incoming.request().channel(), who, now);
            var bound = new InboundMessageReply.Bound(reach.topics(), beside(reach.topics(), topic));
            var known = new Locator.Known(incoming.number(), preferences);
            var confirmable = ConfirmationLaw.of(
                            catalog.document().laws(), incoming.request().channel(), locator, known, now)
                    .map(ConfirmationLaw::within);
            var stop = new Act.Stop(Ids.at(now), message.map(AnsweredMessage.Message::id));
            return new Ends(bound, reach.channels(), stop, confirmable);
        } catch (SQLException e) {
            throw Outage.undecided("the reply could not be recorded durably", e);
        }
    }

    private static Optional<String> beside(StopLaw.Topics topics, Optional<TopicRules> answered) {
        return answered.filter(it -> topics == StopLaw.Topics.MARKETING && !it.needsConsent() && !it.criticalAllowed())
                .map(TopicRules::topic);
    }

    private static Preferences preferences(Connection connection, InboundMessageWriter.Incoming incoming)
            throws SQLException {
        return KnownContact.at(connection, incoming.keys())
                .map(KnownContact::terms)
                .map(Terms::preferences)
                .orElse(Preferences.NONE);
    }

    /** The contact point, if a STOP of its person may still stand, or if the same request took one back before. */
    private Optional<UUID> stopped(InboundMessageWriter.Incoming incoming, Optional<IdempotencyKey> key) {
        try (var connection = dataSource.getConnection()) {
            var somebody = KnownContact.at(connection, incoming.keys());
            if (key.isPresent()) {
                var kept = new IdempotentResponses(connection, key.get()).isOfAnAct();
                if (kept.isPresent()) return somebody.filter(_ -> kept.get()).map(KnownContact::point);
            }
            return somebody.filter(it -> !it.terms().stops().isEmpty()).map(KnownContact::point);
        } catch (SQLException e) {
            throw Outage.undecided("the reply could not be recorded durably", e);
        }
    }
}
