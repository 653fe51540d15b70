package dev.askfirst.selfservice.preferences;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.consent.view.PersonReply;
import dev.askfirst.person.point.ContactPoint;
import dev.askfirst.platform.json.Json;
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
 * @param tomorrow the first day until which one can pause
 * @param services what needs no consent, in one line
 */
record TermsView(
        List<ControllerView> controllers,
        List<PauseView> pauses,
        String services,
        String tomorrow,
        String note,
        String noteAt) {

    /** One who asks. */
    public record ControllerView(
            String id,
            String name,
            CatalogNames.Human human,
            String logo,
            List<TopicRow> said,
            List<TopicRow> services,
            List<TopicRow> more) {}

    /** One thing to say yes or no to; {@code since} and {@code until} are empty where there is nothing to tell. */
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
            CatalogDocument.Notice words) {

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

    static TermsView of(OwnTerms.Seen seen, String language, Done done) {
        return new Builder(seen, language).view(done.note(), done.at());
    }

    private static final class Builder {
        private final OwnTerms.Seen seen;
        private final Dates dates;
        private final CatalogNames names;

        private Builder(OwnTerms.Seen seen, String language) {
            this.seen = seen;
            this.dates = new Dates(seen.terms().preferences(), language);
            this.names = new CatalogNames(seen.catalog());
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
            return new TermsView(controllers, pauses(), services(), tomorrow, note, noteAt);
        }

        private ControllerView controller(String id, List<TopicRow> rows) {
            return new ControllerView(
                    id,
                    names.controller(id),
                    names.human(id),
                    names.look(id).logo(),
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
                    terms.words().orElse(null));
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
            return seen.topics().stream()
                    .filter(it -> !it.needsConsent())
                    .map(it -> names.topic(it.scope().topic()))
                    .distinct()
                    .collect(Collectors.joining(", "));
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
