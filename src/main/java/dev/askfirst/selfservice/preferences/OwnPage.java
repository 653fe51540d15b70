package dev.askfirst.selfservice.preferences;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.consent.deputy.DeputyReply;
import dev.askfirst.consent.signal.OwnSignals;
import dev.askfirst.consent.view.IntentReply;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.consent.view.PersonReply;
import dev.askfirst.person.point.ContactPoint;
import dev.askfirst.person.point.PreferencesJson;
import dev.askfirst.policy.term.Ratings;
import dev.askfirst.selfservice.form.CatalogNames;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a person's page shows, as data. */
record OwnPage(
        UUID person,
        long version,
        List<ContactPoint> contacts,
        List<Company> controllers,
        List<PersonReply.PauseReply> pauses,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<IntentReply> intents,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<DeputyReply> deputies,
        ObjectNode preferences,
        List<Rated> ratings) {

    /**
     * What was said of the latest messages about one topic.
     *
     * @param restsUntil until when it rests; empty if it does not
     */
    record Rated(String controller, String topic, int more, int fine, int less, Optional<Instant> restsUntil) {

        static Rated of(Ratings it, OwnTerms.Seen seen) {
            var said = it.usefulness();
            return new Rated(
                    it.controller(),
                    it.topic(),
                    said.more(),
                    said.fine(),
                    said.less(),
                    UsefulView.restsUntil(it, seen));
        }
    }

    /** One who may write, or was told not to; {@code contact} leads to its human. */
    record Company(
            String id, String name, Optional<String> contact, Optional<HonouredSignal> signal, List<Choice> choices) {}

    /** That a browser's opt-out signal was honoured, and what it turned off. */
    record HonouredSignal(Instant honouredAt, List<String> topics) {}

    /**
     * One thing to say yes or no to.
     *
     * @param on whether messages come
     * @param since when that was said; empty if nobody said anything
     * @param until the first instant at which the yes ends, if it does
     * @param words the notice that was agreed to, if the yes is in force
     */
    record Choice(
            String topic,
            String topicName,
            String channel,
            String channelName,
            UUID contactPoint,
            boolean needsConsent,
            PersonReply.State state,
            boolean on,
            Optional<Instant> since,
            Optional<Instant> until,
            Optional<Words> words) {}

    /** The exact wording of a notice. */
    record Words(String id, int version, String language, String text) {}

    /** With names in this language. */
    static OwnPage of(
            UUID person,
            OwnTerms.Seen seen,
            List<OwnSignals.Honoured> signals,
            List<IntentReply> intents,
            List<DeputyReply> deputies,
            String language) {
        var names = new CatalogNames(seen.catalog(), language);
        var companies = new LinkedHashMap<String, List<OwnTerms.TopicTerms>>();
        for (var topic : seen.topics())
            companies
                    .computeIfAbsent(topic.scope().controller(), _ -> new java.util.ArrayList<>())
                    .add(topic);
        return new OwnPage(
                person,
                seen.version(),
                seen.contacts(),
                companies.entrySet().stream()
                        .map(it -> company(it.getKey(), it.getValue(), signals, names))
                        .sorted(Comparator.comparing(Company::name))
                        .toList(),
                seen.terms().pauses().stream()
                        .filter(it -> it.until().isAfter(seen.at()))
                        .map(PersonReply.PauseReply::of)
                        .toList(),
                intents,
                deputies,
                PreferencesJson.write(seen.terms().preferences()),
                seen.terms().ratings().stream().map(it -> Rated.of(it, seen)).toList());
    }

    private static Company company(
            String id, List<OwnTerms.TopicTerms> topics, List<OwnSignals.Honoured> signals, CatalogNames names) {
        var contact = Optional.of(names.human(id).contact()).filter(it -> !it.isEmpty());
        var choices = topics.stream()
                .sorted(Comparator.comparing(
                                (OwnTerms.TopicTerms it) -> it.scope().topic())
                        .thenComparing(it -> it.scope().channel()))
                .map(it -> choice(it, names))
                .toList();
        var signal = signals.stream()
                .filter(it -> it.controller().equals(id))
                .findFirst()
                .map(it -> new HonouredSignal(it.at(), it.topics()));
        return new Company(id, names.controller(id), contact, signal, choices);
    }

    private static Choice choice(OwnTerms.TopicTerms terms, CatalogNames names) {
        var scope = terms.scope();
        return new Choice(
                scope.topic(),
                names.topic(scope.topic()),
                scope.channel(),
                names.channel(scope.channel()),
                scope.point().orElseThrow(),
                terms.needsConsent(),
                terms.state(),
                terms.on(),
                terms.since(),
                terms.expires(),
                terms.words().map(OwnPage::words));
    }

    private static Words words(CatalogDocument.Notice notice) {
        return new Words(notice.id(), notice.version(), notice.language(), notice.words());
    }
}
