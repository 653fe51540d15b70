package dev.askfirst.selfservice.rights;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.consent.view.IntentReply;
import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.selfservice.form.CatalogNames;
import dev.askfirst.selfservice.form.Dates;
import dev.askfirst.selfservice.form.Form;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a person is looking for, and the form to say so.
 *
 * @param topics what somebody serves who can reach them; none if nobody does
 * @param filled the form for one of them; null until one is chosen
 * @param wrong the name of the text that says why it was not recorded; empty if nothing was refused
 * @param hidden whether their own words are left out until they prove that the address is theirs
 */
public record OwnIntentsView(List<Own> intents, List<Choice> topics, Filled filled, String wrong, boolean hidden) {

    /** How far ahead the last day of the form may end. */
    static final Duration LONGEST = Duration.ofDays(366);

    private static final int USUAL_DAYS = 30;
    private static final int USUAL_MOST = 5;

    /** One thing to choose. */
    public record Choice(String id, String name, boolean chosen) {}

    /** One intent, in sentences; empty where there is nothing to tell. */
    public record Own(
            String id, String topic, String who, String how, String state, String rest, boolean open, String words) {}

    /** The form, as it is shown. */
    public record Filled(
            String topic,
            String name,
            boolean some,
            List<Choice> companies,
            List<Choice> channels,
            String until,
            String first,
            String last,
            String most,
            String words) {}

    /** Makes it from what a person may see of themselves. */
    static final class Builder {
        private final OwnTerms.Seen seen;
        private final List<IntentReply> intents;
        private final boolean proven;
        private final CatalogNames names;
        private final Dates dates;
        private final Texts texts;

        Builder(OwnTerms.Seen seen, List<IntentReply> intents, String language, boolean proven) {
            this.seen = seen;
            this.intents = intents;
            this.proven = proven;
            this.names = new CatalogNames(seen.catalog(), language);
            this.dates = new Dates(seen.terms().preferences(), language);
            this.texts = Texts.of("intent", language);
        }

        /** The page with the form for this topic or, if there is only one, for that. */
        OwnIntentsView about(Optional<String> topic) {
            var served = served();
            var one = topic.filter(served::contains)
                    .or(() -> served.size() == 1 ? served.stream().findFirst() : Optional.empty());
            return view(one.map(this::fresh).orElse(null), "");
        }

        /** The page with a form that was refused, as it was filled in. */
        OwnIntentsView again(Form form, String why) {
            if (!served().contains(form.text("topic"))) throw Fault.invalid("topic", "is none of those on the page");
            return view(filled(new OwnIntentForm(form, dates.zone())), why);
        }

        private OwnIntentsView view(Filled filled, String wrong) {
            var own = intents.stream().map(this::own).toList();
            var topics = served().stream()
                    .map(it -> new Choice(it, names.topic(it), filled != null && it.equals(filled.topic())))
                    .sorted(Comparator.comparing(Choice::name))
                    .toList();
            var hidden = !proven && intents.stream().anyMatch(it -> it.words().isPresent());
            return new OwnIntentsView(own, topics, filled, wrong, hidden);
        }

        private Filled fresh(String topic) {
            var companies = companies(topic).stream()
                    .map(it -> new Choice(it, names.controller(it), false))
                    .toList();
            var channels = channels(topic).stream()
                    .map(it -> new Choice(it, names.channel(it), true))
                    .toList();
            var today = dates.day(seen.at());
            return new Filled(
                    topic,
                    names.topic(topic),
                    false,
                    companies,
                    channels,
                    today.plusDays(USUAL_DAYS).toString(),
                    today.plusDays(1).toString(),
                    today.plusDays(LONGEST.toDays() - 1).toString(),
                    String.valueOf(USUAL_MOST),
                    "");
        }

        private Filled filled(OwnIntentForm form) {
            var fresh = fresh(form.form().text("topic"));
            return new Filled(
                    fresh.topic(),
                    fresh.name(),
                    form.isForSome(),
                    chosen(fresh.companies(), form.chosen("controller")),
                    chosen(fresh.channels(), form.chosen("channel")),
                    form.form().text("until"),
                    fresh.first(),
                    fresh.last(),
                    form.form().text("most"),
                    form.form().text("words"));
        }

        private static List<Choice> chosen(List<Choice> choices, List<String> ids) {
            return choices.stream()
                    .map(it -> new Choice(it.id(), it.name(), ids.contains(it.id())))
                    .toList();
        }

        private Own own(IntentReply it) {
            return new Own(
                    it.id().toString(),
                    names.topic(it.topic()),
                    it.controllers()
                            .map(some -> texts.text(
                                    "openSome",
                                    joined(some.stream().map(names::controller).toList())))
                            .orElseGet(() -> texts.text("openAll")),
                    joined(it.channels().stream().map(names::channel).toList()),
                    state(it),
                    it.restUntil()
                            .map(until -> texts.text("rested", dates.date(until)))
                            .orElse(""),
                    it.state() == IntentReply.State.OPEN,
                    it.words().filter(_ -> proven).orElse(""));
        }

        private static String joined(List<String> all) {
            return String.join(", ", all);
        }

        /** The end of a day is told as that day. */
        private String state(IntentReply it) {
            var lastDay = dates.date(it.until().minusSeconds(1));
            return switch (it.state()) {
                case OPEN -> texts.text("stateOpen", it.left(), lastDay);
                case USED_UP -> texts.text("stateUsedUp");
                case ENDED -> texts.text("stateEnded", dates.date(it.endedAt().orElseThrow()));
                case OVER -> texts.text("stateOver", lastDay);
            };
        }

        /** The topics that somebody serves who can reach them by some address of theirs. */
        private Set<String> served() {
            return seen.catalog().document().topics().stream()
                    .filter(CatalogDocument.Topic::needsConsent)
                    .map(CatalogDocument.Topic::id)
                    .filter(it -> !channels(it).isEmpty())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }

        private List<String> companies(String topic) {
            return seen.catalog().document().servingIntents(topic).stream()
                    .sorted(Comparator.comparing(names::controller))
                    .toList();
        }

        private List<String> channels(String topic) {
            var serving = seen.catalog().document().servingIntents(topic);
            return seen.catalog().document().channels().stream()
                    .filter(channel -> seen.contacts().stream()
                            .anyMatch(it -> channel.schemes().contains(it.scheme())))
                    .map(CatalogDocument.Channel::id)
                    .filter(channel -> writes(seen.catalog(), serving, topic, channel))
                    .toList();
        }

        private static boolean writes(Catalog catalog, Set<String> controllers, String topic, String channel) {
            return catalog.document().senders().stream()
                    .anyMatch(it -> it.controllers().stream().anyMatch(controllers::contains)
                            && it.channels().contains(channel)
                            && (it.topics().isEmpty()
                                    || it.topics().stream().anyMatch(own -> Scope.covers(own, topic))));
        }
    }
}
