package dev.askfirst.consent.feedback;

import java.time.LocalDate;

/**
 * What people said of a controller's messages about one topic in some weeks: about, and of many.
 *
 * @param since the first day, in UTC, a Monday
 * @param until the first day after, a Monday
 * @param people who said something, each counted once: at least 20, rounded down to a multiple of ten
 * @param more the share of those whose last word was this, in percent, near a multiple of ten; 10 is 10 or less, 90 is 90 or more
 * @param fine the same
 * @param less the same
 */
public record FeedbackTotal(
        String controller, String topic, LocalDate since, LocalDate until, int people, int more, int fine, int less) {}
