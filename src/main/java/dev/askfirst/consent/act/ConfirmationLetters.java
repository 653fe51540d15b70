package dev.askfirst.consent.act;

import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.DataSubject;
import dev.askfirst.consent.event.DoubleOptIn;
import dev.askfirst.outbound.mail.Letter;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.Times;
import dev.askfirst.policy.term.Preferences;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The letters by which people are asked to confirm what was just recorded. */
final class ConfirmationLetters {

    private ConfirmationLetters() {}

    static List<Letter> of(Collection<DataSubject> subjects, Duration lapses) {
        return subjects.stream()
                .flatMap(subject -> subject.events().stream()
                        .filter(ConfirmationLetters::byLetter)
                        .map(event -> letter(event, subject.terms().preferences(), lapses)))
                .toList();
    }

    private static boolean byLetter(ConsentEvent event) {
        return Json.text(DoubleOptIn.Delivery.LETTER)
                .equals(event.body().path("delivery").asText());
    }

    private static Letter letter(ConsentEvent event, Preferences preferences, Duration lapses) {
        var body = event.body();
        var shown = Optional.ofNullable(body.get("notice"))
                .map(it -> new Letter.Shown(
                        it.get("id").textValue(),
                        it.get("version").intValue(),
                        Optional.of(it.get("language").textValue())));
        var language = preferences
                .locale()
                .or(() -> shown.flatMap(Letter.Shown::language))
                .orElse("und");
        return Letter.of(
                event.id(), UUID.fromString(body.get("point").textValue()), language, confirm(event, shown, lapses));
    }

    /** What a grant asks, or a repeated request for it: then as before, and no longer than before. */
    private static Letter.Confirm confirm(ConsentEvent event, Optional<Letter.Shown> shown, Duration lapses) {
        var body = event.body();
        var again = event.kind() == ConsentEvent.Kind.ASKED_AGAIN;
        return new Letter.Confirm(
                again ? UUID.fromString(body.get("asks").textValue()) : event.id(),
                body.get("controller").textValue(),
                body.get("topic").textValue(),
                shown,
                again
                        ? Times.parse(body.get("until").textValue()).orElseThrow()
                        : event.known().plus(lapses));
    }
}
