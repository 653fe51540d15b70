package dev.askfirst.selfservice.preferences;

import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Preferences.Cap;

/** Whether new preferences could let more messages through than the old ones. Where that is hard to tell, they could. */
public final class Widening {

    private Widening() {}

    public static boolean is(Preferences before, Preferences after) {
        return ofHours(before, after)
                || ofCaps(before, after)
                || ofAuthorship(before, after)
                || !after.nearness().includes(before.nearness())
                || before.usefulFloor().orElse(0) > after.usefulFloor().orElse(0)
                || before.attention().isPresent()
                        && after.attention()
                                .filter(it -> it.isWithin(before.attention().get()))
                                .isEmpty();
    }

    private static boolean ofHours(Preferences before, Preferences after) {
        // Legal hours and limits by the calendar move with the zone too.
        if (before.timeZone().isPresent() && !before.timeZone().equals(after.timeZone())) return true;
        if (before.neverOnHolidays() && !after.neverOnHolidays()) return true;
        if (before.windows().isEmpty()) return false;
        if (after.windows().isEmpty() || !before.timeZone().equals(after.timeZone())) return true;
        var others = after.windows().stream().filter(it -> !WeekHours.fits(it)).toList();
        var othersBefore =
                before.windows().stream().filter(it -> !WeekHours.fits(it)).toList();
        var more = WeekHours.open(after.windows());
        more.andNot(WeekHours.open(before.windows()));
        return !others.equals(othersBefore) || !more.isEmpty();
    }

    private static boolean ofCaps(Preferences before, Preferences after) {
        return before.caps().stream().anyMatch(cap -> after.caps().stream().noneMatch(it -> atMost(it, cap)));
    }

    private static boolean atMost(Cap cap, Cap before) {
        return cap.max() <= before.max()
                && cap.equals(new Cap(
                        before.channel(),
                        before.controller(),
                        before.topic(),
                        cap.max(),
                        before.per(),
                        before.reserve()));
    }

    private static boolean ofAuthorship(Preferences before, Preferences after) {
        return before.authorship().stream()
                .anyMatch(choice -> after.authorship().stream()
                        .noneMatch(it -> it.channel().equals(choice.channel())
                                && it.topic().equals(choice.topic())
                                && choice.accepts().containsAll(it.accepts())));
    }
}
