package dev.askfirst.selfservice.preferences;

import com.ibm.icu.text.ListFormatter;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.consent.view.OwnHistory;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.consent.view.PersonReply;
import dev.askfirst.decision.history.OwnDecisions.Question;
import dev.askfirst.person.point.ContactPoint;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Pause;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.selfservice.form.CatalogNames;
import dev.askfirst.selfservice.form.Dates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person sees first: everyone who may write to them or was told not to, with a switch for each thing.
 *
 * @param note the name of a text about what was just done, and the controller it was about; empty for none
 * @param whose the addresses of the person, as far as the visit may show them
 * @param summary what holds, in one sentence
 * @param stopped since when everything that needs consent is stopped; empty if it is not
 * @param tomorrow the first day until which one can pause
 * @param undo the no to everything that can be taken back in this visit; empty for none
 * @param services what needs no consent, in one line
 * @param looking whether somebody serves what people look for
 */
record TermsView(
        String whose,
        List<Summary.Part> summary,
        String stopped,
        String undo,
        List<ControllerView> controllers,
        List<PauseView> pauses,
        String services,
        String tomorrow,
        boolean looking,
        String note,
        String noteAt) {

    /** Whether the note says that something was not done. */
    public boolean wrong() {
        return note.startsWith("wrong");
    }

    /** A no that can be taken back in this visit, and what it was about. */
    public record UndoView(String id, String what) {}

    /** One who asks. */
    public record ControllerView(
            String id,
            String name,
            CatalogNames.Human human,
            String logo,
            Traffic traffic,
            List<UndoView> undo,
            List<TopicRow> said,
            List<TopicRow> services,
            List<TopicRow> more) {

        /** Whether there is anything to stop. */
        public boolean stoppable() {
            return Stream.concat(said.stream(), more.stream()).anyMatch(TopicRow::on);
        }
    }

    /**
     * One thing to say yes or no to; {@code since} and {@code until} are empty where there is nothing to tell.
     *
     * @param again whether it can be asked for once more that this is confirmed
     */
    public record TopicRow(
            Scope scope,
            String topic,
            String channel,
            String contact,
            String state,
            String since,
            String until,
            boolean on,
            boolean said,
            boolean service,
            CatalogDocument.Notice words,
            boolean again) {

        /** How deep it stands below the widest topic of its kind. */
        public long depth() {
            return scope.topic().chars().filter(it -> it == '.').count();
        }

        public String point() {
            return scope.point().map(UUID::toString).orElse("");
        }

        public String label() {
            return Stream.of(topic, channel, contact)
                    .filter(it -> !it.isEmpty())
                    .collect(Collectors.joining(", "));
        }

        public boolean off() {
            return !on;
        }
    }

    /** A pause that has not ended; {@code what} is empty where it is for everything. */
    public record PauseView(Pause pause, String until, String what) {}

    /** @param asked the newest questions about the person, the newest first */
    static TermsView of(
            OwnTerms.Seen seen, List<Question> asked, List<OwnHistory.Done> undoable, String language, Done done) {
        return new Builder(seen, asked, undoable, language).view(done.note(), done.at());
    }

    private static final class Builder {
        private final OwnTerms.Seen seen;
        private final List<Question> asked;
        private final List<OwnHistory.Done> undoable;
        private final Dates dates;
        private final CatalogNames names;
        private final String language;

        private Builder(OwnTerms.Seen seen, List<Question> asked, List<OwnHistory.Done> undoable, String language) {
            this.undoable = undoable;
            this.seen = seen;
            this.asked = asked;
            this.dates = new Dates(seen.terms().preferences(), language);
            this.names = new CatalogNames(seen.catalog(), language);
            this.language = language;
        }

        private String whose() {
            return ListFormatter.getInstance(Languages.locale(language))
                    .format(seen.contacts().stream()
                            .flatMap(it -> it.contact().stream())
                            .map(it -> it.substring(it.indexOf(':') + 1))
                            .toList());
        }

        /** When the person last stopped everything, as long as no yes that they gave holds. */
        private Optional<Instant> stopped() {
            if (seen.topics().stream().anyMatch(it -> it.needsConsent() && it.on())) return Optional.empty();
            return seen.terms().words().stream()
                    .filter(ConsentStatement.Refusal.class::isInstance)
                    .filter(it -> it.scope().equals(Scope.EVERYTHING))
                    .map(ConsentStatement::made)
                    .max(Comparator.naturalOrder());
        }

        private TermsView view(String note, String noteAt) {
            var rows = new LinkedHashMap<String, List<TopicRow>>();
            seen.topics().stream()
                    .sorted(Comparator.comparing(
                                    (OwnTerms.TopicTerms it) -> it.scope().topic())
                            .thenComparing(it -> it.scope().channel()))
                    .forEach(it -> rows.computeIfAbsent(it.scope().controller(), _ -> new ArrayList<>())
                            .add(row(it)));
            var controllers = rows.entrySet().stream()
                    .map(it -> controller(it.getKey(), it.getValue()))
                    .sorted(Comparator.comparing(ControllerView::name))
                    .toList();
            var tomorrow = dates.day(seen.at()).plusDays(1).toString();
            return new TermsView(
                    whose(),
                    new Summary(seen, language).parts(),
                    stopped().map(dates::date).orElse(""),
                    undoable.stream()
                            .filter(it -> it.scope().equals(Scope.EVERYTHING))
                            .findFirst()
                            .map(it -> it.id().toString())
                            .orElse(""),
                    controllers,
                    pauses(),
                    services(),
                    tomorrow,
                    seen.catalog().document().controllers().stream()
                            .anyMatch(it -> !it.intents().isEmpty()),
                    note,
                    noteAt);
        }

        private ControllerView controller(String id, List<TopicRow> rows) {
            return new ControllerView(
                    id,
                    names.controller(id),
                    names.human(id),
                    names.look(id).logo(),
                    Traffic.of(
                            asked.stream()
                                    .filter(it -> it.controller().equals(id))
                                    .toList(),
                            seen.at(),
                            dates,
                            names,
                            Texts.of("terms", language)),
                    undoable.stream()
                            .filter(it -> it.scope().controller().equals(id))
                            .map(it -> new UndoView(it.id().toString(), what(it.scope())))
                            .toList(),
                    rows.stream().filter(it -> !it.service() && it.said()).toList(),
                    rows.stream().filter(TopicRow::service).toList(),
                    rows.stream().filter(it -> !it.service() && !it.said()).toList());
        }

        private TopicRow row(OwnTerms.TopicTerms terms) {
            var scope = terms.scope();
            return new TopicRow(
                    scope,
                    names.topic(scope.topic()),
                    names.channel(scope.channel()),
                    contact(scope),
                    text(terms.state()),
                    dated(terms).map(dates::date).orElse(""),
                    terms.expires().map(dates::date).orElse(""),
                    terms.on(),
                    terms.said(),
                    !terms.needsConsent(),
                    terms.words().orElse(null),
                    terms.waits() && reachable(scope));
        }

        private boolean reachable(Scope scope) {
            return seen.contacts().stream()
                    .filter(it -> scope.point().equals(Optional.of(it.id())))
                    .noneMatch(it -> it.isClosedTo(scope.controller()));
        }

        /** Only where there are several: most people have one address of a kind. */
        private String contact(Scope scope) {
            var own = seen.contacts().stream()
                    .filter(it -> scope.point().equals(Optional.of(it.id())))
                    .findFirst();
            var alike = seen.contacts().stream()
                    .filter(it -> own.filter(mine -> mine.scheme().equals(it.scheme()))
                            .isPresent())
                    .count();
            return own.filter(_ -> alike > 1)
                    .flatMap(ContactPoint::contact)
                    .map(it -> it.substring(it.indexOf(':') + 1))
                    .orElse("");
        }

        private String what(Scope scope) {
            var topic = names.topic(scope.topic());
            return topic.isEmpty() ? names.controller(scope.controller()) : topic;
        }

        private List<PauseView> pauses() {
            return seen.terms().pauses().stream()
                    .filter(pause -> pause.until().isAfter(seen.at()))
                    .map(pause -> new PauseView(pause, dates.time(pause.until()), what(pause)))
                    .toList();
        }

        private String what(Pause pause) {
            return Stream.of(names.topic(pause.topic()), names.channel(pause.channel()))
                    .filter(it -> !it.isEmpty())
                    .collect(Collectors.joining(", "));
        }

        private String services() {
            return ListFormatter.getInstance(Languages.locale(language))
                    .format(seen.topics().stream()
                            .filter(it -> !it.needsConsent())
                            .map(it -> names.topic(it.scope().topic()))
                            .distinct()
                            .toList());
        }

        private static Optional<Instant> dated(OwnTerms.TopicTerms terms) {
            return switch (terms.state()) {
                case GIVEN, WITHDRAWN, REFUSED, EXPIRED -> terms.since();
                case NOT_NEEDED, UNKNOWN, PENDING -> Optional.empty();
            };
        }

        /** The name of its text. */
        private static String text(PersonReply.State state) {
            return switch (state) {
                case NOT_NEEDED -> "notNeeded";
                case REFUSED, WITHDRAWN -> "withdrawn";
                case GIVEN, UNKNOWN, PENDING, EXPIRED -> Json.text(state);
            };
        }
    }
}
