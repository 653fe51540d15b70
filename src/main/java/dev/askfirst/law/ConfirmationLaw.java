package dev.askfirst.law;

import dev.askfirst.policy.ConfirmableStop;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The rows of law by which one message may confirm a STOP. It is an exception from what the person said: it must hold in
 * every place where they may be, and of several rows the one that gives least time counts.
 *
 * @param rows at least one, sorted by their keys
 */
public record ConfirmationLaw(List<LawRow> rows) {

    public ConfirmationLaw {
        rows = rows.stream().sorted(Comparator.comparing(LawRow::key)).toList();
    }

    /** That for somebody of whom this is known, on this channel at this instant; empty where no law allows it. */
    public static Optional<ConfirmationLaw> of(
            List<LawRow> all, String channel, Locator locator, Locator.Known known, Instant at) {
        var rows = all.stream()
                .filter(row -> row.confirmation().isPresent())
                .filter(row -> row.channels().contains(channel) && row.inForce(at))
                .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : locator.confirming(rows, known).map(ConfirmationLaw::new);
    }

    /** That of these rows, each as {@code id/version}; empty if one is not there. */
    public static Optional<ConfirmationLaw> of(List<LawRow> all, List<String> keys) {
        var rows = all.stream()
                .filter(row -> row.confirmation().isPresent() && keys.contains(row.key()))
                .toList();
        return rows.isEmpty() || rows.size() < keys.size() ? Optional.empty() : Optional.of(new ConfirmationLaw(rows));
    }

    /** Its rows, each as {@code id/version}. */
    public List<String> keys() {
        return rows.stream().map(LawRow::key).toList();
    }

    /** How long after it was said a STOP may be confirmed. */
    public Duration within() {
        return rows.stream()
                .map(row -> Duration.ofMinutes(row.confirmation().orElseThrow().minutes()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** A STOP that was said at this instant, as decisions see it. */
    public ConfirmableStop stop(UUID id, Instant said) {
        return new ConfirmableStop(id, said, within(), source(rows.getFirst().key()));
    }

    /** The name of a row, known by its key, in answers: {@code law:us-stop-confirmation}. */
    public static String source(String key) {
        return "law:" + key.substring(0, key.indexOf('/'));
    }
}
