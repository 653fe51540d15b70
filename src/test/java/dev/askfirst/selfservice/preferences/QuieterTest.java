package dev.askfirst.selfservice.preferences;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Preferences.AuthorshipChoice;
import dev.askfirst.policy.term.Preferences.Cap;
import dev.askfirst.policy.term.Preferences.Window;
import dev.askfirst.policy.term.Scope;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Quiet everywhere is quiet, and never lets in what was kept out before. */
class QuieterTest {

    private static final int TIMES = 5_000;
    private static final List<String> CHANNELS = List.of(Scope.ALL, "sms", "email");
    private static final List<String> TOPICS = List.of(Scope.ALL, "offers");

    @Test
    void whoSaidNothingGetsTheLevelItself() {
        var quiet = Quieter.on(Preferences.NONE, Optional.of("Europe/Rome"));
        assertTrue(Preset.QUIET.is(PreferencesForm.of(quiet, "")));
        assertEquals(quiet, Quieter.on(quiet, Optional.of("Europe/Rome")));
    }

    @Test
    void nothingIsLoosened() {
        for (var seed = 0; seed < TIMES; seed++) {
            var before = some(new Random(seed));
            var after = Quieter.on(before, before.timeZone());
            for (var channel : CHANNELS) {
                for (var topic : TOPICS) {
                    var more = open(after, channel, topic);
                    more.andNot(open(before, channel, topic));
                    assertTrue(more.isEmpty(), before + " became " + after);
                }
            }
            assertTrue(before.caps().stream().allMatch(cap -> holds(cap, after)), before + " became " + after);
            assertFalse(widensAuthors(before, after), before + " became " + after);
            assertEquals(after, Quieter.on(after, after.timeZone()));
        }
    }

    @Test
    void itIsQuietForEveryChannelAndTopic() {
        for (var seed = 0; seed < TIMES; seed++) {
            var before = some(new Random(seed));
            var after = Quieter.on(before, before.timeZone());
            for (var channel : CHANNELS) {
                for (var topic : TOPICS) {
                    var loud = open(after, channel, topic);
                    loud.andNot(Preset.QUIET.open());
                    var none = open(before, channel, topic);
                    none.and(Preset.QUIET.open());
                    assertTrue(loud.isEmpty() || none.isEmpty(), before + " became " + after);
                }
            }
            assertTrue(holds(Often.cap(1, "P7D"), after), before + " became " + after);
        }
    }

    /** The minutes that the windows for just this open; those for everything where there are none. */
    private static BitSet open(Preferences it, String channel, String topic) {
        var own = of(it, channel, topic);
        return WeekHours.open(own.isEmpty() ? of(it, Scope.ALL, Scope.ALL) : own);
    }

    private static List<Window> of(Preferences it, String channel, String topic) {
        return it.windows().stream()
                .filter(window ->
                        window.channel().equals(channel) && window.topic().equals(topic))
                .map(window -> new Window(Scope.ALL, Scope.ALL, window.days(), window.from(), window.to()))
                .toList();
    }

    private static boolean holds(Cap cap, Preferences after) {
        return after.caps().stream().anyMatch(it -> it.equals(cap) || isAtMost(it, cap));
    }

    private static boolean isAtMost(Cap one, Cap other) {
        return one.equals(Often.cap(one.max(), one.per()))
                && other.equals(Often.cap(other.max(), other.per()))
                && one.max() <= other.max()
                && Often.PERIODS.indexOf(one.per()) >= Often.PERIODS.indexOf(other.per());
    }

    private static boolean widensAuthors(Preferences before, Preferences after) {
        return before.authorship().stream()
                .anyMatch(choice -> after.authorship().stream()
                        .noneMatch(it -> it.channel().equals(choice.channel())
                                && it.topic().equals(choice.topic())
                                && choice.accepts().containsAll(it.accepts())));
    }

    private static Preferences some(Random random) {
        var windows = new ArrayList<Window>();
        for (var i = random.nextInt(4); i > 0; i--) {
            var from = random.nextInt(23);
            var days = EnumSet.noneOf(Preferences.Day.class);
            Stream.of(Preferences.Day.values())
                    .limit(7)
                    .filter(_ -> random.nextInt(3) == 0)
                    .forEach(days::add);
            windows.add(new Window(
                    pick(CHANNELS, random),
                    pick(TOPICS, random),
                    days,
                    from * 60,
                    (from + 1 + random.nextInt(24 - from)) * 60));
        }
        var caps = new ArrayList<Cap>();
        for (var i = random.nextInt(3); i > 0; i--) {
            var per = pick(Often.PERIODS, random);
            var topic = pick(TOPICS, random);
            caps.add(new Cap(Scope.ALL, Scope.ALL, topic, random.nextInt(4), per, Optional.empty()));
        }
        var authors = new ArrayList<AuthorshipChoice>();
        for (var i = random.nextInt(3); i > 0; i--) {
            var accepts =
                    EnumSet.of(pick(List.of(Authorship.values()), random), pick(List.of(Authorship.values()), random));
            authors.add(new AuthorshipChoice(pick(CHANNELS, random), pick(TOPICS, random), accepts));
        }
        return new Preferences(
                Optional.empty(), Optional.of("Europe/Rome"), Optional.empty(), windows, caps, authors, List.of());
    }

    private static <T> T pick(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
