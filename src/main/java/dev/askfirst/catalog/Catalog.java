package dev.askfirst.catalog;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.askfirst.law.LawRow;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.Law;
import dev.askfirst.policy.Limits;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** One immutable version of the catalog, ready to be asked. */
public final class Catalog {

    /** What programs write for "no date" lies before it; what people said does not, unless a controller says so. */
    static final LocalDate NOBODY_BEFORE = LocalDate.of(1995, 1, 1);

    private static final String MARKETING = "marketing";

    private final long version;
    private final CatalogDocument document;
    private final boolean secondAdmin;
    private final Map<String, CatalogDocument.Controller> controllers;
    private final Map<String, Rights> senders;
    private final Map<String, Set<String>> schemes;
    private final Map<String, TopicRules> topics;
    private final Map<String, TreeMap<Integer, Instant>> ends;
    private final List<Law> laws;
    private final List<Law> frequencies;
    private final Map<String, String> kinds;
    private final Map<List<String>, List<Law>> binding = new ConcurrentHashMap<>();
    private final Map<String, List<Preferences.Cap>> caps;

    Catalog(long version, CatalogDocument document) {
        this(version, document, false);
    }

    Catalog(long version, CatalogDocument document, boolean secondAdmin) {
        this.version = version;
        this.document = document;
        this.secondAdmin = secondAdmin;
        this.controllers = by(CatalogDocument.Controller::id, document.controllers());
        this.senders = document.senders().stream().collect(toUnmodifiableMap(CatalogDocument.Sender::id, Rights::of));
        this.schemes = document.channels().stream()
                .collect(toUnmodifiableMap(CatalogDocument.Channel::id, channel -> Set.copyOf(channel.schemes())));
        this.ends = ends(document.notices());
        this.laws = LawRow.laws(document.laws());
        this.frequencies =
                laws.stream().filter(it -> it.frequency().isPresent()).toList();
        this.kinds = document.purposes().stream()
                .collect(toUnmodifiableMap(CatalogDocument.Purpose::id, CatalogDocument.Purpose::kindInLaw));
        this.topics = document.topics().stream().collect(toUnmodifiableMap(CatalogDocument.Topic::id, this::rules));
        this.caps = document.controllers().stream()
                .filter(it -> !it.caps().isEmpty())
                .collect(toUnmodifiableMap(
                        CatalogDocument.Controller::id,
                        it -> it.caps().stream().map(rule -> rule.cap(it.id())).toList()));
    }

    public long version() {
        return version;
    }

    public CatalogDocument document() {
        return document;
    }

    /** Whether a change of it needs a second admin. */
    public boolean secondAdmin() {
        return secondAdmin;
    }

    /** What it would be with another document in its place: nobody decides by it, and it has no version yet. */
    public Catalog with(CatalogDocument draft) {
        return new Catalog(version, draft, secondAdmin);
    }

    public Optional<CatalogDocument.Controller> controller(String id) {
        return Optional.ofNullable(controllers.get(id));
    }

    /**
     * The earliest date on which people can have said something to this controller or, with {@link Scope#ALL}, to
     * anybody.
     */
    public Instant spokenToSince(String controller) {
        return controller(controller)
                .flatMap(CatalogDocument.Controller::since)
                .orElse(NOBODY_BEFORE)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    /** How much this controller sends to one person at most. */
    public List<Preferences.Cap> capsOf(String controller) {
        return caps.getOrDefault(controller, List.of());
    }

    /** The caps of every controller. */
    public List<Preferences.Cap> caps() {
        return caps.values().stream().flatMap(List::stream).toList();
    }

    /** What a sending system may ask about; empty for one that is not in the catalog. */
    public Optional<Rights> sender(String id) {
        return Optional.ofNullable(senders.get(id));
    }

    /** The contact schemes a channel takes; empty for an unknown channel. */
    public Optional<Set<String>> schemesOf(String channel) {
        return Optional.ofNullable(schemes.get(channel));
    }

    public Optional<TopicRules> topic(String id) {
        return Optional.ofNullable(topics.get(id));
    }

    /** The rows of law that bind messages about this topic by this channel, wherever and whenever they hold. */
    public List<Law> laws(TopicRules topic, String channel) {
        var kind = kindInLaw(topic);
        return binding.computeIfAbsent(
                List.of(channel, kind),
                _ -> laws.stream().filter(law -> law.binds(channel, kind)).toList());
    }

    /** The kind that law assigns to messages about this topic. */
    public String kindInLaw(TopicRules topic) {
        return kindInLaw(topic.purpose());
    }

    private String kindInLaw(String purpose) {
        return kinds.getOrDefault(purpose, MARKETING);
    }

    /** How far the caps of controllers and of law look back at most. */
    public Duration lookBack() {
        return Limits.lookBack(caps(), frequencies);
    }

    /** The rows of law that say how often. */
    public List<Law> frequencies() {
        return frequencies;
    }

    /** One version of a row of law. */
    public Optional<Law> law(String id, int lawVersion) {
        return laws.stream()
                .filter(law -> law.id().equals(id) && law.version() == lawVersion)
                .findFirst();
    }

    /** The least evidence with which a grant on this topic is accepted. */
    public EvidenceGrade minimumEvidence(String topic) {
        return document.topics().stream()
                .filter(it -> it.id().equals(topic))
                .map(CatalogDocument.Topic::minimumEvidence)
                .findFirst()
                .orElse(EvidenceGrade.NONE);
    }

    /** The rule for yeses of this kind on this basis, if there is one. */
    public Optional<BasisRule> basis(String basis, String kind) {
        return document.bases().stream()
                .filter(rule -> rule.basis().equals(basis) && rule.kind().equals(kind))
                .findFirst();
    }

    /** The strictest rule for this basis, for a yes whose kind is not given. */
    public Optional<BasisRule> strictest(String basis) {
        return document.bases().stream()
                .filter(rule -> rule.basis().equals(basis))
                .min(Comparator.comparing(rule -> rule.endsAt(Instant.EPOCH)));
    }

    /** The terms without yeses that a newer notice of this catalog has ended, and with intents open to those who serve them. */
    public Terms inForce(Terms terms) {
        var ending = endsGrants() ? terms.endingBy(notice -> endOfGrantsUnder(notice.id(), notice.version())) : terms;
        return ending.servedBy(document::servingIntents);
    }

    /** Every rule by which a grant on this basis about this topic is kept; the longest one counts. */
    public List<RetentionRule> retentionOf(String basis, String topic) {
        return document.retention().stream()
                .filter(rule -> rule.covers(basis, topic))
                .toList();
    }

    /** Whether any notice ends grants under earlier versions: most catalogs have none, and need not look. */
    public boolean endsGrants() {
        return !ends.isEmpty();
    }

    /** The first instant at which a grant under this version of a notice no longer holds, by any later version. */
    public Optional<Instant> endOfGrantsUnder(String noticeId, int noticeVersion) {
        var byVersion = ends.get(noticeId);
        if (byVersion == null) return Optional.empty();
        return byVersion.tailMap(noticeVersion, false).values().stream().min(Comparator.naturalOrder());
    }

    /** The wording that was shown; without a language, the one in the controller's language, else the first. */
    public Optional<CatalogDocument.Notice> notice(String id, int noticeVersion, Optional<String> language) {
        var candidates = document.notices().stream()
                .filter(notice -> notice.id().equals(id) && notice.version() == noticeVersion)
                .toList();
        return language.map(wanted -> inLanguage(candidates, wanted))
                .orElseGet(() -> candidates.stream()
                        .filter(this::isInHomeLanguage)
                        .findFirst()
                        .or(() -> candidates.stream().findFirst()));
    }

    /** The catalog as a caller may see it: all of it for staff without a limit, what concerns it for a sender. */
    public CatalogDocument seenBy(Caller caller) {
        if (caller.isLimited()) return SenderRights.limited(document, caller);
        if (caller.isStaff()) return document;
        var id = caller.requireSender();
        var rights = sender(id)
                .orElseThrow(() -> Fault.of(ProblemCode.FORBIDDEN, "`" + id + "` is not a sender of this catalog"));
        return new CatalogDocument(
                only(document.controllers(), it -> rights.actsFor(it.id())),
                only(document.senders(), it -> it.id().equals(id)),
                only(document.channels(), it -> rights.uses(it.id())),
                document.purposes(),
                only(document.topics(), it -> rights.writesAbout(it.id())),
                only(document.notices(), it -> rights.actsFor(it.controller())),
                document.bases(),
                only(
                        document.retention(),
                        it -> it.topic()
                                .filter(topic -> !rights.writesAbout(topic))
                                .isEmpty()),
                document.laws(),
                only(document.connections(), it -> it.sender().equals(id)),
                // How other systems are told is the business of staff.
                List.of());
    }

    private static <T> List<T> only(List<T> parts, Predicate<T> concerns) {
        return parts.stream().filter(concerns).toList();
    }

    private boolean isInHomeLanguage(CatalogDocument.Notice notice) {
        return controller(notice.controller())
                .filter(home -> home.language().equals(notice.language()))
                .isPresent();
    }

    private static Optional<CatalogDocument.Notice> inLanguage(
            List<CatalogDocument.Notice> candidates, String language) {
        return candidates.stream()
                .filter(notice -> notice.language().equalsIgnoreCase(language))
                .findFirst();
    }

    private TopicRules rules(CatalogDocument.Topic topic) {
        return new TopicRules(
                topic.id(),
                topic.purpose(),
                topic.needsConsent(),
                topic.doubleOptIn(),
                topic.criticalAllowed(),
                kindInLaw(topic.purpose()).equals(MARKETING));
    }

    private static Map<String, TreeMap<Integer, Instant>> ends(List<CatalogDocument.Notice> notices) {
        var ends = new HashMap<String, TreeMap<Integer, Instant>>();
        for (var notice : notices) {
            notice.endOfEarlier()
                    .ifPresent(end -> ends.computeIfAbsent(notice.id(), _ -> new TreeMap<>())
                            .merge(notice.version(), end, (one, other) -> one.isBefore(other) ? one : other));
        }
        return ends;
    }

    private static <T> Map<String, T> by(Function<T, String> id, List<T> items) {
        return items.stream().collect(toUnmodifiableMap(id, Function.identity()));
    }
}
