package dev.askfirst.law;

import dev.askfirst.platform.json.Checks;
import dev.askfirst.policy.ConfirmableStop;
import dev.askfirst.policy.Per;
import dev.askfirst.policy.term.Preferences.Day;
import java.time.Period;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds everything that is wrong with rows of law before any decision reads them. */
public final class LawCheck {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TEXT = 2000;
    private static final int LONGEST_SOURCE = 500;
    private static final int MOST = 1000;
    private static final int MOST_MONTHS = 120;
    private static final int MOST_DAYS = 366;
    private static final long MOST_MINUTES = ConfirmableStop.LONGEST.toMinutes();
    private static final Set<Day> WEEK = EnumSet.range(Day.MON, Day.SUN);
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Pattern PART = Pattern.compile("([A-Z]{2})-[A-Z0-9]{1,3}");
    private static final Pattern HOUSE = Pattern.compile("house: .+");

    private final Checks checks;

    public LawCheck(Checks checks) {
        this.checks = checks;
    }

    /** Each row for itself, and all versions of one id beside each other. */
    public void all(List<LawRow> rows) {
        var keys = new HashSet<String>();
        for (var row : rows) {
            if (row.id() == null || !Checks.isId(row.id())) {
                checks.error("laws", "has a malformed id `" + row.id() + "`");
                continue;
            }
            if (!keys.add(row.key()))
                checks.error("laws", "has version " + row.version() + " of `" + row.id() + "` twice");
            row(row);
        }
        for (var i = 0; i < rows.size(); i++) {
            for (var j = 0; j < i; j++) overlap(rows.get(i), rows.get(j));
        }
    }

    private void overlap(LawRow row, LawRow other) {
        if (row.id() == null
                || row.validFrom() == null
                || other.validFrom() == null
                || row.key().equals(other.key())) return;
        if (row.overlaps(other)) {
            var earlier = Math.min(row.version(), other.version());
            checks.error(
                    "laws." + row.id() + ".validFrom",
                    "overlaps with version " + earlier + ": one version ends (`validTo`) before the next is valid");
        }
    }

    private void row(LawRow row) {
        var field = "laws." + row.id() + ".";
        if (row.version() < 1) checks.error(field + "version", "is not a number from 1");
        checks.require(field + "name", row.name());
        checks.text(field + "name", row.name(), LONGEST_NAME);
        jurisdictions(field + "jurisdictions", row.jurisdictions());
        ids(field + "channels", row.channels());
        ids(field + "kinds", row.kinds());
        row.windows().ifPresent(it -> windows(field + "windows", it));
        calendar(field + "calendar", row);
        for (var zone : row.alsoIn()) checks.zone(field + "alsoIn", zone);
        row.frequency().ifPresent(it -> frequency(field + "frequency", it));
        row.afterRefusal().ifPresent(it -> period(field + "afterRefusal", it));
        told(field, row);
        validity(field, row);
        source(field + "source", row.source());
        checks.require(field + "asOf", row.asOf());
        checks.require(field + "confidence", row.confidence());
        checks.text(field + "liftedBy", row.liftedBy().orElse(null), LONGEST_NAME);
        checks.text(field + "citation", row.citation().orElse(null), LONGEST_SOURCE);
        checks.text(field + "note", row.note().orElse(null), LONGEST_TEXT);
    }

    /** What becomes of what people tell: STOPs, complaints, signals. */
    private void told(String field, LawRow row) {
        row.stop().ifPresent(it -> {
            checks.require(field + "stop.alone", it.alone());
            checks.require(field + "stop.answering", it.answering());
        });
        row.confirmation().map(LawRow.Confirmation::minutes).ifPresent(it -> {
            if (it < 1 || it > MOST_MINUTES)
                checks.error(field + "confirmation.minutes", "is not a number from 1 to " + MOST_MINUTES);
        });
        row.revocation().ifPresent(it -> deadline(field + "revocation", it, row));
        row.complaint().ifPresent(it -> deadline(field + "complaint", it, row));
        row.signal().ifPresent(it -> {
            checks.require(field + "signal.askAgain", it.askAgain());
            if (it.askAgain() != null) period(field + "signal.askAgain", it.askAgain());
            checks.require(field + "signal.laterYes", it.laterYes());
        });
    }

    private void jurisdictions(String field, List<String> all) {
        if (all.isEmpty()) checks.error(field, "names no country");
        for (var one : all) {
            var part = PART.matcher(one);
            var country = part.matches() ? part.group(1) : one;
            if (!COUNTRIES.contains(country) && !one.equals(Place.UNKNOWN)) {
                checks.error(
                        field,
                        "has `" + one + "`, which is no country such as `FR` and no part of one such as `US-FL`");
            }
        }
    }

    private void ids(String field, List<String> ids) {
        if (ids.isEmpty()) checks.error(field, "is empty: the row would bind nothing");
        ids.forEach(id -> checks.id(field, id));
    }

    private void windows(String field, Map<String, List<String>> windows) {
        var seen = EnumSet.noneOf(Day.class);
        windows.forEach((names, spans) -> {
            var days = DayText.days(names);
            if (days.isEmpty()) {
                checks.error(field, "has `" + names + "`, which is no day such as `SAT`, `MON-FRI` or `HOLIDAY`");
            } else {
                if (days.get().stream().anyMatch(seen::contains))
                    checks.error(field, "names a day of `" + names + "` twice");
                seen.addAll(days.get());
            }
            for (var span : spans) {
                if (DayText.span(span).isEmpty())
                    checks.error(field, "has `" + span + "`, which are no hours such as `09:00-20:00`");
            }
        });
        if (!seen.containsAll(WEEK)) checks.error(field, "leaves out a day of the week; closed days are `[]`");
    }

    private void calendar(String field, LawRow row) {
        row.calendar()
                .filter(it -> !Calendars.known(it))
                .ifPresent(it ->
                        checks.error(field, "is none of the known calendars of holidays, such as `FR` or `US-AL`"));
        var asks = row.windows().stream()
                .flatMap(it -> it.keySet().stream())
                .anyMatch(it -> it.endsWith(Day.HOLIDAY.name()));
        if (asks && row.calendar().isEmpty()) checks.error(field, "is missing: there are hours for holidays");
    }

    private void frequency(String field, LawRow.Frequency frequency) {
        if (frequency.max() < 1 || frequency.max() > MOST)
            checks.error(field + ".max", "is not a number from 1 to " + MOST);
        if (Per.parse(frequency.per()).isEmpty()) {
            checks.error(
                    field + ".per", "is not `day`, `week`, `month`, or whole hours or days from `PT1H` to `P366D`");
        }
        checks.require(field + ".each", frequency.each());
    }

    private void period(String field, Period period) {
        if (period.isNegative() || period.isZero()) checks.error(field, "is not a period ahead, such as `P60D`");
        else if (period.toTotalMonths() > MOST_MONTHS || period.getDays() > MOST_MONTHS * 31)
            checks.error(field, "is longer than ten years");
    }

    private void deadline(String field, LawRow.Deadline deadline, LawRow row) {
        if (deadline.within() < 1 || deadline.within() > MOST_DAYS)
            checks.error(field + ".within", "is not a number of days from 1 to " + MOST_DAYS);
        checks.require(field + ".days", deadline.days());
        if (deadline.days() == LawRow.Days.BUSINESS && row.calendar().isEmpty())
            checks.error(field + ".days", "needs a `calendar`: whose holidays are no business days");
    }

    private void validity(String field, LawRow row) {
        checks.require(field + "validFrom", row.validFrom());
        if (row.validFrom() == null) return;
        row.validTo()
                .filter(end -> !end.isAfter(row.validFrom()))
                .ifPresent(_ -> checks.error(field + "validTo", "is not after `validFrom`"));
    }

    /** Whoever relies on a row must be able to look up where it comes from. */
    private void source(String field, String source) {
        checks.require(field, source);
        if (source == null
                || source.length() <= LONGEST_SOURCE && HOUSE.matcher(source).matches()) return;
        checks.webAddress(field, source, LONGEST_SOURCE);
    }
}
