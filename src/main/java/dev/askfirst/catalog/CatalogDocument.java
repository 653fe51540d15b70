package dev.askfirst.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.askfirst.catalog.author.Authors;
import dev.askfirst.catalog.connection.Connection;
import dev.askfirst.catalog.connection.PushTarget;
import dev.askfirst.catalog.feedback.FeedbackRule;
import dev.askfirst.law.AnswerTime;
import dev.askfirst.law.LawRow;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.language.HasNames;
import dev.askfirst.policy.term.AuthorshipCheck;
import dev.askfirst.policy.term.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The whole catalog as one document: what a YAML file holds, what a snapshot keeps, what {@code GET /v1/catalog} shows. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record CatalogDocument(
        List<Controller> controllers,
        List<Sender> senders,
        List<Channel> channels,
        List<Purpose> purposes,
        List<Topic> topics,
        List<Notice> notices,
        List<BasisRule> bases,
        List<RetentionRule> retention,
        List<LawRow> laws,
        List<Connection> connections,
        List<PushTarget> pushes) {

    static final CatalogDocument EMPTY =
            new CatalogDocument(null, null, null, null, null, null, null, null, null, null, null);

    public CatalogDocument {
        controllers = orNone(controllers);
        senders = orNone(senders);
        channels = orNone(channels);
        purposes = orNone(purposes);
        topics = orNone(topics);
        notices = orNone(notices);
        bases = orNone(bases);
        retention = orNone(retention);
        laws = orNone(laws);
        connections = orNone(connections);
        pushes = orNone(pushes);
    }

    public CatalogDocument withControllers(List<Controller> all) {
        return new CatalogDocument(
                all, senders, channels, purposes, topics, notices, bases, retention, laws, connections, pushes);
    }

    public CatalogDocument withSenders(List<Sender> all) {
        return new CatalogDocument(
                controllers, all, channels, purposes, topics, notices, bases, retention, laws, connections, pushes);
    }

    public CatalogDocument withChannels(List<Channel> all) {
        return new CatalogDocument(
                controllers, senders, all, purposes, topics, notices, bases, retention, laws, connections, pushes);
    }

    public CatalogDocument withPurposes(List<Purpose> all) {
        return new CatalogDocument(
                controllers, senders, channels, all, topics, notices, bases, retention, laws, connections, pushes);
    }

    public CatalogDocument withTopics(List<Topic> all) {
        return new CatalogDocument(
                controllers, senders, channels, purposes, all, notices, bases, retention, laws, connections, pushes);
    }

    public CatalogDocument withNotices(List<Notice> all) {
        return new CatalogDocument(
                controllers, senders, channels, purposes, topics, all, bases, retention, laws, connections, pushes);
    }

    public CatalogDocument withBases(List<BasisRule> all) {
        return new CatalogDocument(
                controllers, senders, channels, purposes, topics, notices, all, retention, laws, connections, pushes);
    }

    public CatalogDocument withRetention(List<RetentionRule> all) {
        return new CatalogDocument(
                controllers, senders, channels, purposes, topics, notices, bases, all, laws, connections, pushes);
    }

    public CatalogDocument withLaws(List<LawRow> all) {
        return new CatalogDocument(
                controllers, senders, channels, purposes, topics, notices, bases, retention, all, connections, pushes);
    }

    public CatalogDocument withConnections(List<Connection> all) {
        return new CatalogDocument(
                controllers, senders, channels, purposes, topics, notices, bases, retention, laws, all, pushes);
    }

    public CatalogDocument withPushes(List<PushTarget> all) {
        return new CatalogDocument(
                controllers, senders, channels, purposes, topics, notices, bases, retention, laws, connections, all);
    }

    /**
     * The legal entity a person says yes to; {@code contact} is the human to turn to. With {@code suggestsHours} senders are told hours.
     *
     * @param jurisdiction the country whose law it is held to, and where records are stored, such as {@code DE}
     * @param accent its colour on people's pages, such as {@code #1d5c4d}; {@code logo} is its picture there, a PNG in Base64
     * @param since from when on people can have spoken to it; left out, {@link Catalog#NOBODY_BEFORE}
     * @param publicUrl a domain of its own under which people reach the service, for links in its messages; left out, the service's
     * @param frames the origins whose pages may show visits to it in a frame, such as {@code https://www.acme.example}
     * @param humanRequests within how many business days its human answers who asks for one; left out, nobody can ask here
     * @param feedback about which topics people may say how useful messages are, and which rest; none, and nobody is asked
     * @param authors who writes its personal messages; left out, whoever its senders name
     * @param intents the topics on which it serves what people look for, and all below them; none means that it serves none
     */
    public record Controller(
            String id,
            String name,
            Map<String, String> names,
            String address,
            String contact,
            String language,
            Optional<String> jurisdiction,
            Optional<String> policyUrl,
            Optional<String> phone,
            List<CapRule> caps,
            Optional<String> accent,
            Optional<String> logo,
            Optional<LocalDate> since,
            Optional<String> publicUrl,
            List<String> frames,
            Optional<AnswerTime> humanRequests,
            List<FeedbackRule> feedback,
            Optional<Authors> authors,
            List<String> intents,
            boolean suggestsHours)
            implements HasNames {

        public Controller {
            names = HasNames.sorted(names);
            caps = orNone(caps);
            jurisdiction = orAbsent(jurisdiction);
            policyUrl = orAbsent(policyUrl);
            phone = orAbsent(phone);
            accent = orAbsent(accent);
            logo = orAbsent(logo);
            since = orAbsent(since);
            publicUrl = orAbsent(publicUrl);
            frames = orNone(frames);
            humanRequests = orAbsent(humanRequests);
            feedback = orNone(feedback);
            authors = orAbsent(authors);
            intents = orNone(intents);
        }

        boolean serves(String topic) {
            return intents.stream().anyMatch(own -> Scope.covers(own, topic));
        }
    }

    /** Whether a sender does as it is answered, or only listens in before it goes live: its permits spend nothing then. */
    public enum Enforcement {
        ENFORCE,
        SHADOW
    }

    /** One sending system. No topics means every topic, no rate no limit; {@code opensVisits} lets it open people's pages. */
    public record Sender(
            String id,
            String name,
            Map<String, String> names,
            List<String> controllers,
            List<String> channels,
            List<String> topics,
            boolean mayBeCritical,
            boolean deliversConfirmation,
            boolean opensVisits,
            Enforcement enforcement,
            Optional<RateRule> rate,
            Optional<String> mailbox,
            Optional<Connection.SoftBounces> softBounces,
            AuthorshipCheck authorshipCheck)
            implements HasNames {

        public Sender {
            names = HasNames.sorted(names);
            rate = orAbsent(rate);
            mailbox = orAbsent(mailbox);
            softBounces = orAbsent(softBounces);
            enforcement = enforcement == null ? Enforcement.ENFORCE : enforcement;
            authorshipCheck = authorshipCheck == null ? AuthorshipCheck.OFF : authorshipCheck;
            controllers = orNone(controllers);
            channels = orNone(channels);
            topics = orNone(topics);
        }
    }

    /** A way to reach people, with the contact schemes it takes. */
    public record Channel(String id, String name, Map<String, String> names, List<String> schemes) implements HasNames {
        /** Those of the contacts that there are: a channel with another one could reach nobody. */
        static final List<String> SCHEMES = List.of("mailto", "tel", "acct", "push", "post", "ble", "ext");

        public Channel {
            names = HasNames.sorted(names);
            schemes = orNone(schemes);
        }
    }

    /**
     * Why messages are sent. {@code kind} is what law calls it: marketing, service, research or safety; left out it is the
     * id if that is one of them, else marketing, which law binds most.
     */
    public record Purpose(String id, String name, Map<String, String> names, Optional<String> kind)
            implements HasNames {
        static final Set<String> KINDS = Set.of("marketing", "service", "research", "safety");

        public Purpose {
            names = HasNames.sorted(names);
            kind = orAbsent(kind);
        }

        String kindInLaw() {
            return kind.orElseGet(() -> KINDS.contains(id) ? id : "marketing");
        }
    }

    /** What messages are about: a dotted path under a purpose. Grants need its evidence; signals end {@code saleOrSharing}. */
    public record Topic(
            String id,
            String purpose,
            String name,
            Map<String, String> names,
            boolean needsConsent,
            boolean doubleOptIn,
            boolean criticalAllowed,
            EvidenceGrade minimumEvidence,
            boolean saleOrSharing)
            implements HasNames {

        public Topic {
            names = HasNames.sorted(names);
            minimumEvidence = minimumEvidence == null ? EvidenceGrade.NONE : minimumEvidence;
        }
    }

    /** The exact wording shown when someone was asked, and what becomes of yeses to the wordings before it. */
    public record Notice(
            String id,
            int version,
            String language,
            String controller,
            List<String> topics,
            String words,
            Optional<Earlier> earlier) {

        public Notice {
            topics = orNone(topics);
            earlier = orAbsent(earlier);
        }

        /** SHA-256 of the words, in hexadecimal: what a grant pins. */
        public String hash() {
            return HexFormat.of().formatHex(Sha256.of(words));
        }

        /** When grants under earlier versions end by this one, if they do. */
        Optional<Instant> endOfEarlier() {
            return earlier.filter(it -> it.then() != Earlier.Then.KEEP)
                    .map(it -> it.until().orElse(Instant.EPOCH));
        }

        /** With an instant, where earlier grants end as soon as this comes into force. */
        Notice inForceFrom(Instant at) {
            if (earlier.filter(Earlier::lacksInstant).isEmpty()) return this;
            var end = new Earlier(earlier.get().then(), Optional.of(at));
            return new Notice(id, version, language, controller, topics, words, Optional.of(end));
        }
    }

    /** The controllers that serve what people look for on this topic. */
    public Set<String> servingIntents(String topic) {
        var serving = controllers.stream().filter(it -> it.serves(topic));
        return serving.map(Controller::id).collect(Collectors.toSet());
    }

    private static <T> List<T> orNone(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    static <T> Optional<T> orAbsent(Optional<T> value) {
        return value == null ? Optional.empty() : value;
    }
}
