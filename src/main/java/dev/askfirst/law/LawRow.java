package dev.askfirst.law;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.askfirst.platform.time.Zones;
import dev.askfirst.policy.Law;
import dev.askfirst.policy.Week;
import dev.askfirst.policy.term.Preferences.Day;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One row of law as people write it down: with its source, how sure we are of it, and as of when. A change is a new
 * version; the versions of one id do not overlap in time.
 *
 * <p>Its members stand in one row, as in the YAML of the catalog and in every recorded snapshot, whose bytes are hashed:
 * parts would be other JSON. Only Jackson makes one, by name; decisions read {@link Law}, which has parts.
 *
 * @param jurisdictions countries, or parts of one such as {@code US-FL}; {@code ZZ} is where nothing is known of a
 *     place
 * @param windows hours by day: {@code MON-FRI: [09:00-20:00]}; none where the law names no hours
 * @param stop what a STOP in reply ends by these channels
 * @param revocation by when a no in other words must have been understood and kept
 * @param confirmation how soon after a STOP one message may still confirm it
 * @param complaint by when somebody who complains must have been told that it came
 * @param signal what a browser's opt-out signal brings with it
 * @param liftedBy what else ends a prohibition, in words
 * @param consentLifts whether the operator lets a yes lift it
 */
public record LawRow(
        String id,
        int version,
        String name,
        List<String> jurisdictions,
        List<String> channels,
        List<String> kinds,
        Optional<Map<String, List<String>>> windows,
        Optional<String> calendar,
        List<String> alsoIn,
        Optional<Frequency> frequency,
        Optional<Period> afterRefusal,
        Optional<Stop> stop,
        Optional<Deadline> revocation,
        Optional<Deadline> complaint,
        Optional<Signal> signal,
        Optional<Confirmation> confirmation,
        boolean exemptsCritical,
        boolean consentLifts,
        Optional<String> liftedBy,
        Instant validFrom,
        Optional<Instant> validTo,
        String source,
        Optional<String> citation,
        LocalDate asOf,
        Confidence confidence,
        Optional<String> note) {

    /** Every country, and every land with a calling code. */
    private static final Set<String> EVERYWHERE = Stream.concat(
                    Set.of(Locale.getISOCountries()).stream(),
                    PhoneNumberUtil.getInstance().getSupportedRegions().stream())
            .collect(Collectors.toUnmodifiableSet());

    /** How sure we are that it says what the law says. */
    public enum Confidence {
        PRIMARY,
        SECONDARY,
        UNVERIFIED
    }

    /** How often at most. */
    public record Frequency(int max, String per, Law.Each each) {}

    /**
     * What somebody ends who answers STOP. What the answered message was about is bound in any case, if nobody's safety
     * depends on it.
     *
     * @param alone where nobody knows what it answers
     * @param answering where that is known
     */
    public record Stop(Ends alone, Ends answering) {}

    /**
     * How many days there are for something, from the day after somebody wrote.
     *
     * @param days of which kind; business days are those of the row's calendar
     */
    public record Deadline(int within, Days days) {}

    /**
     * What an opt-out preference signal brings with it besides the no.
     *
     * @param askAgain how long after it nobody asks for a yes
     * @param laterYes what becomes of a yes that was given after it, when the same signal comes again
     */
    public record Signal(Period askAgain, LaterYes laterYes) {}

    /** Whether the yes counts on, or each further signal ends it. */
    public enum LaterYes {
        STANDS,
        ENDS
    }

    /** How many minutes there are to confirm a STOP by one message, from when it was said. */
    public record Confirmation(int minutes) {}

    /** Which days count. */
    public enum Days {
        BUSINESS,
        CALENDAR
    }

    /** Which topics: those that need consent, or those that need none too. */
    public enum Ends {
        MARKETING,
        ALL
    }

    public LawRow {
        jurisdictions = orNone(jurisdictions);
        channels = orNone(channels);
        kinds = orNone(kinds);
        windows = orAbsent(windows);
        calendar = orAbsent(calendar);
        alsoIn = orNone(alsoIn);
        frequency = orAbsent(frequency);
        afterRefusal = orAbsent(afterRefusal);
        stop = orAbsent(stop);
        revocation = orAbsent(revocation);
        confirmation = orAbsent(confirmation);
        complaint = orAbsent(complaint);
        signal = orAbsent(signal);
        liftedBy = orAbsent(liftedBy);
        validTo = orAbsent(validTo);
        citation = orAbsent(citation);
        note = orAbsent(note);
    }

    /** Under what one version is found. */
    public String key() {
        return id + "/" + version;
    }

    /** Whether it limits messages (when, how often, how soon), and does not only say what becomes of what people tell. */
    public boolean bindsMessages() {
        return stop.isEmpty()
                        && revocation.isEmpty()
                        && confirmation.isEmpty()
                        && complaint.isEmpty()
                        && signal.isEmpty()
                || windows.isPresent()
                || frequency.isPresent()
                || afterRefusal.isPresent();
    }

    public boolean inForce(Instant at) {
        return !at.isBefore(validFrom)
                && validTo.filter(end -> !at.isBefore(end)).isEmpty();
    }

    /**
     * The rows in the form that decisions read; they must have been checked. Rows for unknown places ({@code ZZ}) also
     * bind in every country that no row names: knowing the country does not mean that everything is allowed there.
     */
    public static List<Law> laws(List<LawRow> all) {
        var charted = all.stream()
                .filter(LawRow::bindsMessages)
                .flatMap(row -> row.jurisdictions().stream())
                .map(it -> it.substring(0, 2))
                .collect(Collectors.toSet());
        var uncharted =
                EVERYWHERE.stream().filter(it -> !charted.contains(it)).sorted().toList();
        return all.stream()
                .filter(LawRow::bindsMessages)
                .map(row -> row.law(uncharted))
                .toList();
    }

    private Law law(List<String> uncharted) {
        var everywhere = jurisdictions.contains(Place.UNKNOWN)
                ? Stream.concat(jurisdictions.stream(), uncharted.stream()).toList()
                : jurisdictions;
        return new Law(
                id,
                version,
                everywhere,
                Set.copyOf(channels),
                Set.copyOf(kinds),
                windows.map(LawRow::week),
                calendar,
                alsoIn.stream().map(Zones.current()::named).toList(),
                frequency.map(it -> new Law.Frequency(it.max(), it.per(), it.each())),
                afterRefusal,
                new Law.Exceptions(exemptsCritical, consentLifts),
                validFrom,
                validTo);
    }

    boolean overlaps(LawRow other) {
        return id.equals(other.id)
                && other.validTo.filter(end -> !validFrom.isBefore(end)).isEmpty()
                && validTo.filter(end -> !other.validFrom.isBefore(end)).isEmpty();
    }

    private static Week week(Map<String, List<String>> windows) {
        var days = new EnumMap<Day, List<Week.Span>>(Day.class);
        windows.forEach((names, spans) -> {
            var week =
                    spans.stream().map(text -> DayText.span(text).orElseThrow()).toList();
            for (var day : DayText.days(names).orElseThrow()) days.put(day, week);
        });
        return Week.ofLaw(days);
    }

    private static <T> List<T> orNone(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static <T> Optional<T> orAbsent(Optional<T> value) {
        return value == null ? Optional.empty() : value;
    }
}
