package dev.askfirst.law;

import java.util.Optional;

/**
 * Within how many business days a controller's human answers somebody who asks to talk to one.
 *
 * @param place where that human works, as a country or a part of one: {@code DE}, {@code DE-BY}, {@code US-NY}; its
 *     calendar says which days are holidays, its clock when a day ends
 * @param businessDays 1 to 30, from the day after the request
 */
public record AnswerTime(String place, int businessDays) {

    private static final int MOST = 30;

    /** What is wrong with it, for whoever wrote it; empty if nothing is. */
    public Optional<String> flaw() {
        if (businessDays < 1 || businessDays > MOST) return Optional.of("`businessDays` is not from 1 to " + MOST);
        if (place == null || !place.matches("[A-Z]{2}(-[A-Z0-9]{1,3})?"))
            return Optional.of("`place` is none such as `DE` or `DE-BY`");
        if (!Calendars.known(place)) return Optional.of("no calendar of holidays is known for `" + place + "`");
        return Optional.empty();
    }
}
