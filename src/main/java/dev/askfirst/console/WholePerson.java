package dev.askfirst.console;

import dev.askfirst.consent.event.LegalHold;
import dev.askfirst.consent.view.PersonReply;
import dev.askfirst.person.point.ContactPoint;
import dev.askfirst.platform.json.Json;
import java.time.Instant;
import java.util.List;
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
        List<Pair> preferences,
        String hold) {

    /** One address of theirs, masked unless staff may see it. */
    public record Address(String id, String address, boolean verified, String added, String suppressed) {}

    /** A yes or a no, what it is about, since when, and the entry behind it. */
    public record State(String state, String about, String since, String ends, String entry) {}

    static WholePerson of(PersonReply it) {
        return new WholePerson(
                it.person().toString(),
                Long.toString(it.version()),
                it.contacts().stream().map(WholePerson::address).toList(),
                it.consents().stream().map(WholePerson::consent).toList(),
                it.refusals().stream().map(WholePerson::no).toList(),
                it.pauses().stream().map(WholePerson::pause).toList(),
                Pair.of(it.preferences()).stream()
                        .filter(pair -> !pair.value().isEmpty())
                        .toList(),
                it.hold().map(WholePerson::end).orElse(""));
    }

    private static Address address(ContactPoint it) {
        return new Address(
                it.id().toString(),
                it.contact().orElse(it.scheme()),
                it.verified(),
                it.addedAt().toString(),
                String.join(", ", it.suppressed()));
    }

    private static State consent(PersonReply.ConsentReply it) {
        return new State(
                Json.text(it.state()),
                about(Optional.of(it.controller()), Optional.of(it.topic()), Optional.of(it.channel())),
                it.since().toString(),
                it.expiresAt().map(Instant::toString).orElse(""),
                it.grant().map(UUID::toString).orElse(""));
    }

    private static State no(PersonReply.NoReply it) {
        return new State(
                Json.text(it.kind()),
                about(it.controller(), it.topic(), it.channel()),
                it.at().toString(),
                "",
                it.id().toString());
    }

    private static Pair pause(PersonReply.PauseReply it) {
        return new Pair(
                about(Optional.empty(), it.topic(), it.channel()), it.until().toString(), "");
    }

    private static String end(LegalHold it) {
        return it.until().map(Instant::toString).orElse("–");
    }

    private static String about(Optional<String> controller, Optional<String> topic, Optional<String> channel) {
        var parts = Stream.of(controller, topic, channel);
        var named = parts.flatMap(Optional::stream).collect(Collectors.joining(" · "));
        return named.isEmpty() ? "*" : named;
    }
}
