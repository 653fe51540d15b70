package dev.askfirst.selfservice.rights;

import dev.askfirst.consent.intent.IntentRequest;
import dev.askfirst.selfservice.form.Form;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The form in which a person says what they are looking for, as it was filled in; its day ends where they live. */
record OwnIntentForm(Form form, ZoneId zone) {

    /** The name of the text that says what is wrong with it; empty if nothing is. */
    Optional<String> wrong(Instant now) {
        if (until().filter(it -> it.isAfter(now) && !it.isAfter(latest(now))).isEmpty())
            return Optional.of("wrongUntil");
        if (max().isEmpty()) return Optional.of("wrongMost");
        if (form.text("words").length() > IntentRequest.LONGEST) return Optional.of("wrongWords");
        if (isForSome() && form.all("controller").isEmpty()) return Optional.of("wrongWho");
        return form.all("channel").isEmpty() ? Optional.of("wrongHow") : Optional.empty();
    }

    IntentRequest request() {
        return new IntentRequest(
                form.text("topic"),
                isForSome() ? form.all("controller") : null,
                form.all("channel"),
                until().orElseThrow(),
                max().orElseThrow(),
                form.given("words").orElse(null));
    }

    boolean isForSome() {
        return form.text("who").equals("some");
    }

    /** The last day is all theirs. */
    private Optional<Instant> until() {
        try {
            return form.given("until")
                    .map(LocalDate::parse)
                    .map(it -> it.plusDays(1).atStartOfDay(zone).toInstant());
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    /** A year, as the service has it, less the day that the last day may add. */
    private static Instant latest(Instant now) {
        return now.plus(OwnIntentsView.LONGEST);
    }

    private Optional<Integer> max() {
        return Stream.of(form.text("most"))
                .filter(it -> it.matches("[0-9]{1,3}"))
                .map(Integer::valueOf)
                .filter(it -> it >= 1 && it <= IntentRequest.MOST)
                .findFirst();
    }

    List<String> chosen(String name) {
        return form.all(name);
    }
}
