package dev.askfirst.selfservice.preferences;

import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Preferences.AuthorshipChoice;
import dev.askfirst.policy.term.Preferences.Cap;
import dev.askfirst.policy.term.Preferences.Window;
import dev.askfirst.policy.term.Scope;
import java.time.Period;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Preferences that are at least as strict as the level {@code quiet} in everything, and nowhere looser than they were:
 * what was set for one topic or channel is made as strict, too.
 */
final class Quieter {

    private static final Set<Authorship> PERSONAL = Set.of(Authorship.PERSONAL);

    private Quieter() {}

    /** @param zone the person's; without one there are no hours to keep to, and they stay as they are */
    static Preferences on(Preferences before, Optional<String> zone) {
        return before.in(zone.or(before::timeZone))
                .within(zone.isPresent() ? windows(before.windows()) : before.windows())
                .capped(caps(before.caps()))
                .writtenBy(authorship(before.authorship()));
    }

    /**
     * Of the hours that suit now, the quiet ones, for everything and for whatever has hours of its own. Where none are quiet,
     * and on holidays or past midnight, those that suit now stay.
     */
    private static List<Window> windows(List<Window> before) {
        var windows = new ArrayList<>(quiet(WeekHours.open(before), Scope.ALL, Scope.ALL));
        var done = new HashSet<Scope>();
        for (var window : before) {
            var scope = Scope.of(Scope.ALL, window.topic(), window.channel());
            if (WeekHours.isGeneral(window)) {
                if (!WeekHours.fits(window)) windows.add(window);
            } else if (done.add(scope)) {
                windows.addAll(ofTheirOwn(window, before));
            }
        }
        return windows;
    }

    private static List<Window> ofTheirOwn(Window one, List<Window> all) {
        var beside = all.stream()
                .filter(it -> it.channel().equals(one.channel()) && it.topic().equals(one.topic()))
                .toList();
        var everyday = in(beside, Scope.ALL, Scope.ALL);
        if (!everyday.stream().allMatch(WeekHours::fits)) return beside;
        return quiet(WeekHours.open(everyday), one.channel(), one.topic());
    }

    private static List<Window> quiet(BitSet open, String channel, String topic) {
        var quiet = Preset.QUIET.open();
        quiet.and(open);
        return in(WeekHours.windows(quiet.isEmpty() ? open : quiet), channel, topic);
    }

    private static List<Window> in(List<Window> windows, String channel, String topic) {
        return windows.stream()
                .map(it -> new Window(channel, topic, it.days(), it.from(), it.to()))
                .toList();
    }

    /** All limits hold together: one is added, and those that it makes idle go. */
    private static List<Cap> caps(List<Cap> before) {
        var quiet = Preset.QUIET.calm().flatMap(Preset.Calm::cap).orElseThrow();
        if (before.stream().anyMatch(it -> isAtMost(it, quiet))) return before;
        var caps = new ArrayList<Cap>();
        caps.add(quiet);
        before.stream().filter(it -> !isAtMost(quiet, it)).forEach(caps::add);
        return caps;
    }

    /** Whether whatever this limit lets through passes the other one too; false where that is hard to tell. */
    private static boolean isAtMost(Cap cap, Cap other) {
        return isForAll(cap)
                && isForAll(other)
                && Often.PERIODS.containsAll(List.of(cap.per(), other.per()))
                && cap.max() <= other.max()
                && days(cap) >= days(other);
    }

    private static boolean isForAll(Cap cap) {
        return cap.equals(Often.cap(cap.max(), cap.per()));
    }

    private static int days(Cap cap) {
        return Period.parse(cap.per()).getDays();
    }

    /** Whoever takes messages by people takes those alone; who takes none of them does not take them now. */
    private static List<AuthorshipChoice> authorship(List<AuthorshipChoice> before) {
        var strict = new ArrayList<AuthorshipChoice>();
        if (before.stream().noneMatch(Quieter::isForAll))
            strict.add(new AuthorshipChoice(Scope.ALL, Scope.ALL, PERSONAL));
        for (var choice : before) {
            var people = choice.accepts().contains(Authorship.PERSONAL);
            strict.add(people ? new AuthorshipChoice(choice.channel(), choice.topic(), PERSONAL) : choice);
        }
        return strict;
    }

    private static boolean isForAll(AuthorshipChoice choice) {
        return choice.channel().equals(Scope.ALL) && choice.topic().equals(Scope.ALL);
    }
}
