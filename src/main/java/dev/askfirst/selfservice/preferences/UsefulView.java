package dev.askfirst.selfservice.preferences;

import dev.askfirst.catalog.feedback.FeedbackRule;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.platform.Fault;
import dev.askfirst.policy.Rested;
import dev.askfirst.policy.term.Ratings;
import dev.askfirst.policy.term.TopicRules;
import dev.askfirst.policy.term.UsefulFloor;
import dev.askfirst.policy.term.Usefulness;
import dev.askfirst.selfservice.form.CatalogNames;
import dev.askfirst.selfservice.form.Dates;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a person said of messages, as their page shows it.
 *
 * @param floors what they can choose among
 * @param note the name of the text that says what was just done; empty if nothing was
 */
public record UsefulView(List<Line> lines, List<Floor> floors, String note) {

    /** The floors that can be chosen; others, set by a system of theirs, are shown too. */
    private static final List<Integer> FLOORS = List.of(10, 25, 50);

    /**
     * What they said of one topic of one company.
     *
     * @param rests until when it rests; empty if it does not
     */
    public record Line(
            String controller, String controllerName, String topic, String topicName, Usefulness said, String rests) {}

    /** One floor, in percent; the value of none is empty. */
    public record Floor(String value, boolean chosen) {}

    static UsefulView of(OwnTerms.Seen seen, String language, String note) {
        var names = new CatalogNames(seen.catalog(), language);
        var dates = new Dates(seen.terms().preferences(), language);
        var lines = seen.terms().ratings().stream()
                .map(it -> line(it, seen, names, dates))
                .sorted(Comparator.comparing(Line::controllerName).thenComparing(Line::topicName))
                .toList();
        return new UsefulView(lines, floors(seen.terms().preferences().usefulFloor()), note);
    }

    /** Whether there is anything for them to see: they said something, or a company of theirs lets them. */
    static boolean concerns(OwnTerms.Seen seen) {
        return !seen.terms().ratings().isEmpty()
                || seen.terms().preferences().usefulFloor().isPresent()
                || seen.topics().stream()
                        .map(it -> it.scope().controller())
                        .distinct()
                        .flatMap(it -> seen.catalog().controller(it).stream())
                        .anyMatch(it -> !it.feedback().isEmpty());
    }

    /** The floor that a form names; empty for none. */
    static Optional<Integer> floor(String value) {
        if (value.isEmpty()) return Optional.empty();
        return Optional.of(value)
                .filter(it -> it.matches("[1-9][0-9]"))
                .map(Integer::valueOf)
                .filter(it -> it >= UsefulFloor.LEAST && it <= UsefulFloor.MOST)
                .or(() -> {
                    throw Fault.invalid("floor", "is none of those on the page");
                });
    }

    private static Line line(Ratings ratings, OwnTerms.Seen seen, CatalogNames names, Dates dates) {
        var rests = restsUntil(ratings, seen);
        return new Line(
                ratings.controller(),
                names.controller(ratings.controller()),
                ratings.topic(),
                names.topic(ratings.topic()),
                ratings.usefulness(),
                rests.map(dates::date).orElse(""));
    }

    /** Until when the topic rests; empty if it does not. */
    static Optional<Instant> restsUntil(Ratings ratings, OwnTerms.Seen seen) {
        return floorOf(ratings, seen)
                .flatMap(it -> new Rested(ratings.usefulness(), ratings.lastLess(), it).until())
                .filter(seen.at()::isBefore);
    }

    private static Optional<UsefulFloor> floorOf(Ratings ratings, OwnTerms.Seen seen) {
        var topic = seen.catalog()
                .topic(ratings.topic())
                .orElseGet(() -> new TopicRules(ratings.topic(), ratings.topic(), true, false, false));
        var rules = seen.catalog()
                .controller(ratings.controller())
                .map(it -> it.feedback())
                .orElse(List.of());
        return FeedbackRule.floor(
                rules, ratings.controller(), topic, seen.terms().preferences());
    }

    private static List<Floor> floors(Optional<Integer> chosen) {
        var all = Stream.concat(FLOORS.stream(), chosen.stream())
                .distinct()
                .sorted()
                .map(it -> new Floor(it.toString(), chosen.filter(it::equals).isPresent()));
        return Stream.concat(Stream.of(new Floor("", chosen.isEmpty())), all).toList();
    }
}
