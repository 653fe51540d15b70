package dev.askfirst.policy;

import dev.askfirst.policy.Jurisdictions.Bound;
import dev.askfirst.policy.term.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rule 7: outside the quiet hours of every place the person may be in. Each row of law is kept in all of its zones. */
record LegalHours(List<LawHours> rows) implements Delay {

    private record LawHours(Law law, List<Hours> zones) {

        /** When the message may go out again: its hours open, or the law is no longer in force. */
        Optional<Instant> passes(Instant at) {
            var open = Hours.allOpen(zones, at, at.plus(Opening.SEARCH));
            return law.validTo()
                    .filter(end -> open.filter(end::isAfter).isEmpty())
                    .or(() -> open);
        }

        boolean closed(Instant at) {
            return law.inForce(at) && !zones.stream().allMatch(hours -> hours.open(at));
        }

        /**
         * When it next says no, if that is before {@code before}: its hours close, or the law comes into force outside
         * its hours.
         */
        Optional<Instant> begins(Instant from, Instant before) {
            if (!law.matters(from)) return Optional.empty();
            var start = law.validFrom().isAfter(from) ? law.validFrom() : from;
            if (!start.isBefore(before)) return Optional.empty();
            if (closed(start)) return Optional.of(start);
            var end = law.validTo().filter(before::isAfter).orElse(before);
            return Hours.anyCloses(zones, start, end);
        }
    }

    /** The rows that name hours and bind this question. */
    static Optional<Delay> of(Question question, Facts facts, Consent consent) {
        var where = facts.jurisdictions();
        var critical = Critical.is(question, facts.topic());
        var rows = new ArrayList<LawHours>();
        for (var bound : where.laws()) {
            var law = bound.law();
            if (law.hours().isEmpty()) continue;
            if (critical && law.exceptions().critical()) continue;
            if (law.exceptions().consent() && consent instanceof Consent.Given) continue;
            rows.add(row(bound, where.holidays()));
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(new LegalHours(rows));
    }

    private static LawHours row(Bound bound, Holidays holidays) {
        var law = bound.law();
        var week = law.hours().orElseThrow();
        return new LawHours(
                law,
                bound.zones().stream()
                        .map(zone -> new Hours(
                                week,
                                zone,
                                day -> law.calendar()
                                        .filter(calendar -> holidays.on(calendar, day))
                                        .isPresent()))
                        .toList());
    }

    @Override
    public List<Reason> at(Instant at) {
        var reasons = new ArrayList<Reason>();
        for (var row : rows) if (row.closed(at)) reasons.add(Reason.of(row.law(), row.passes(at)));
        return reasons;
    }

    @Override
    public Optional<Instant> begins(Instant from, Instant before) {
        var first = Optional.<Instant>empty();
        for (var row : rows) {
            var begins = row.begins(from, first.orElse(before));
            if (begins.isPresent()) first = begins;
        }
        return first;
    }
}
