package dev.askfirst.console;

import dev.askfirst.consent.deputy.DeputyReply;
import dev.askfirst.consent.event.LegalHold;
import dev.askfirst.consent.view.IntentReply;
import dev.askfirst.consent.view.PersonReply;
import dev.askfirst.console.prove.Moments;
import dev.askfirst.console.table.Sorting;
import dev.askfirst.outbound.push.PushReply;
import dev.askfirst.person.point.ContactPoint;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.selfservice.form.CatalogNames;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds for a person, as staff see it. */
public record WholePerson(
        String id,
        String version,
        List<Address> addresses,
        List<State> consents,
        List<State> refusals,
        List<Pair> pauses,
        List<Pair> intents,
        List<Pair> preferences,
        String hold) {

    private static final Texts TEXTS = Texts.of("console", "en");
    private static final String EVERYTHING = TEXTS.text("everything");
    private static final String EVERYBODY = TEXTS.text("everybody");

    /** One address of theirs, masked unless staff may see it. */
    public record Address(String id, String address, boolean verified, String added, String suppressed) {}

    /** A yes or a no, what it is about, since when, and the entry behind it. */
    public record State(String state, String about, String since, String ends, String entry) {}

    /** Somebody who acts for them, or did; {@code act} is the entry that says so. */
    public record Deputy(
            String name, String contact, String kind, String may, String state, String since, String ends, String act) {

        private static final Map<String, Comparator<DeputyReply>> ORDERS = Map.of(
                "who", Comparator.comparing(it -> it.name().orElse("")),
                "kind", Comparator.comparing(it -> of(it).kind()),
                "may", Comparator.comparing(it -> of(it).may()),
                "state", Comparator.comparing(it -> of(it).state()),
                "since", Comparator.comparing(DeputyReply::since),
                "ends", Comparator.comparing(it -> end(it).orElse(Instant.MAX)));

        static List<Deputy> all(List<DeputyReply> found, Sorting sorting) {
            return sorting.sorted("deputies", found, ORDERS).stream()
                    .map(Deputy::of)
                    .toList();
        }

        private static Deputy of(DeputyReply it) {
            return new Deputy(
                    it.name().orElse("–"),
                    it.contact().orElse(""),
                    TEXTS.text("deputy_" + Json.text(it.kind())),
                    it.may().stream()
                            .map(right -> TEXTS.text("right_" + Json.text(right)))
                            .collect(Collectors.joining(", ")),
                    TEXTS.text("deputy_" + Json.text(it.state())),
                    Moments.said(it.since()),
                    end(it).map(Moments::said).orElse(""),
                    it.act().toString());
        }

        private static Optional<Instant> end(DeputyReply it) {
            return it.endedAt().or(it::until);
        }
    }

    /** What a tool with a list of its own was told of one of their addresses, and what it answered. */
    public record Told(String tool, String address, String says, String state, String when, String words) {

        static Told of(PushReply it) {
            return new Told(
                    it.target(),
                    it.contact().orElse("–"),
                    TEXTS.text(it.says().equals("no") ? "pushNo" : "pushYes"),
                    state(it),
                    Moments.said(it.endedAt().orElse(it.since())),
                    it.words().orElse(""));
        }

        private static String state(PushReply it) {
            return switch (it.state()) {
                case "waiting" -> TEXTS.text("pushWaiting");
                case "confirmed" -> TEXTS.text(it.overtaken() ? "pushOvertaken" : "pushConfirmed");
                case "refused" -> TEXTS.text("pushRefused");
                case "given_up" -> TEXTS.text("pushGivenUp");
                default -> TEXTS.text("pushDropped");
            };
        }
    }

    static WholePerson of(PersonReply it, CatalogNames names, Sorting sorting) {
        return new WholePerson(
                it.person().toString(),
                Long.toString(it.version()),
                it.contacts().stream().map(each -> address(each, names)).toList(),
                sorting.sorted("consents", it.consents(), consents(names)).stream()
                        .map(each -> consent(each, names))
                        .toList(),
                sorting.sorted("refusals", it.refusals(), noes(names)).stream()
                        .map(each -> no(each, names))
                        .toList(),
                it.pauses().stream().map(each -> pause(each, names)).toList(),
                it.intents().stream().map(each -> intent(each, names)).toList(),
                Pair.of(it.preferences()).stream()
                        .filter(pair -> !pair.value().isEmpty())
                        .toList(),
                it.hold().map(WholePerson::end).orElse(""));
    }

    private static Pair intent(IntentReply it, CatalogNames names) {
        var open = it.controllers()
                .map(some -> some.stream().map(names::controller).collect(Collectors.joining(", ")))
                .orElse(EVERYBODY);
        var state = TEXTS.text("intent_" + Json.text(it.state()), it.left(), it.max(), Moments.said(it.until()));
        return new Pair(names.topic(it.topic()) + " · " + open, state, "");
    }

    private static Map<String, Comparator<PersonReply.ConsentReply>> consents(CatalogNames names) {
        return Map.of(
                "about", Comparator.comparing(it -> consent(it, names).about()),
                "state", Comparator.comparing(PersonReply.ConsentReply::state),
                "since", Comparator.comparing(PersonReply.ConsentReply::since),
                "ends", Comparator.comparing(it -> it.expiresAt().orElse(Instant.MAX)));
    }

    private static Map<String, Comparator<PersonReply.NoReply>> noes(CatalogNames names) {
        return Map.of(
                "about", Comparator.comparing(it -> no(it, names).about()),
                "state", Comparator.comparing(PersonReply.NoReply::kind),
                "since", Comparator.comparing(PersonReply.NoReply::at),
                "ends", Comparator.comparing(_ -> ""));
    }

    private static Address address(ContactPoint it, CatalogNames names) {
        return new Address(
                it.id().toString(),
                it.contact().orElse(it.scheme()),
                it.verified(),
                Moments.said(it.addedAt()),
                it.suppressed().stream()
                        .map(id -> id.equals(Scope.ALL) ? EVERYBODY : names.controller(id))
                        .collect(Collectors.joining(", ")));
    }

    private static State consent(PersonReply.ConsentReply it, CatalogNames names) {
        return new State(
                Json.text(it.state()),
                about(names, Optional.of(it.controller()), Optional.of(it.topic()), Optional.of(it.channel())),
                Moments.said(it.since()),
                it.expiresAt().map(Moments::said).orElse(""),
                it.grant().map(UUID::toString).orElse(""));
    }

    private static State no(PersonReply.NoReply it, CatalogNames names) {
        return new State(
                Json.text(it.kind()),
                about(names, it.controller(), it.topic(), it.channel()),
                Moments.said(it.at()),
                "",
                it.id().toString());
    }

    private static Pair pause(PersonReply.PauseReply it, CatalogNames names) {
        return new Pair(about(names, Optional.empty(), it.topic(), it.channel()), Moments.said(it.until()), "");
    }

    private static String end(LegalHold it) {
        return it.until().map(Moments::said).orElse("–");
    }

    private static String about(
            CatalogNames names, Optional<String> controller, Optional<String> topic, Optional<String> channel) {
        var parts = Stream.of(controller.map(names::controller), topic.map(names::topic), channel.map(names::channel));
        var named = parts.flatMap(Optional::stream).collect(Collectors.joining(" · "));
        return named.isEmpty() ? EVERYTHING : named;
    }
}
