package dev.askfirst.law;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** By when a controller's human must have answered. */
@ApplicationScoped
public class AnswerTimes {

    private final Calendars calendars;

    AnswerTimes(Calendars calendars) {
        this.calendars = calendars;
    }

    /**
     * The end of the last business day, by the clock of the place; of a place with several clocks, by the one where the day
     * ends first. The day on which somebody asked does not count.
     */
    public Instant due(AnswerTime time, Instant asked) {
        return Countries.of(time.place()).stream()
                .map(Place::zone)
                .distinct()
                .map(zone -> Deadlines.end(
                        time.businessDays(), day -> Deadlines.isBusinessDay(time.place(), day, calendars), zone, asked))
                .min(Instant::compareTo)
                .orElseThrow();
    }
}
